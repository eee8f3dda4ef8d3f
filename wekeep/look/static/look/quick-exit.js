/** Leaves at once: the link works without this script; with it the page vanishes first, drafts and kept pages are wiped, and Back does not return here. */
import { wipeDrafts } from "./draft.js";
import { wipeKept } from "./kept.js";

const PRESSES = 3;
const WITHIN_MS = 2_000;

/** Take the place of this page in the history with the neutral page at `href`. */
export function leave(href) {
  document.documentElement.hidden = true;
  document.title = "…";
  wipeDrafts();
  wipeKept();
  history.replaceState(null, "", "/");
  location.replace(href);
}

/** Leave on a press of [data-quick-exit], and on Shift pressed three times within two seconds. */
export function leaveOn(root) {
  const link = root.querySelector("[data-quick-exit]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  let presses = [];
  root.addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp] : [];
    if (presses.length >= PRESSES) leave(link.href);
  });
}
