/** What every page runs: marks that scripts work, then clocks, the quick exit, dialogs, drafts, and the offline queue where asked for. */
import { leaveOn } from "./quick-exit.js";
import { startClocks } from "./clock.js";
import { keepDrafts } from "./draft.js";
import { wipeKept } from "./kept.js";

document.documentElement.classList.add("scripted");
startClocks();
leaveOn(document);
keepDrafts(document);
document.getElementById("errors")?.focus();

// htmx notes the page's address here even with its history switched off; a browser that was signed out must not tell it
addEventListener("pagehide", () => sessionStorage.removeItem("htmx-current-path-for-history"));

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-wipes]")) wipeKept();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

const worker = document.querySelector('meta[name="service-worker"]');
if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker.content, { scope: "/" }).catch(() => {});

if (document.querySelector("offline-queue, form[data-offline-queue]")) import("./offline.js");
