/**
 * The run sheet where there is no signal: a press is kept on the phone and sent once (look/offline.js), and the sheet moves on at once. Where
 * a door stood is erased as soon as its stop is done. A driver who took the run along finds the sheet again after the page was closed.
 */
import { dropPage, keepPage, keptPage } from "../look/kept.js";

const LOOK_MS = 60_000;
const GRACE_MS = 3 * 3600_000;
const sheet = () => document.getElementById("sheet");
// a press on a page answers with the sheet itself, at the address of the press
const path = sheet()?.dataset.path ?? location.pathname;
if (location.pathname !== path) history.replaceState(null, "", path);
let busy = false;
let again = false;

const codesIn = (halt) => halt.dataset.waiting.split(/\s+/).filter(Boolean);

/** Stops were told: they are asked about no more, and a halt without any left is done. */
function mark(codes, word) {
  for (const halt of document.querySelectorAll("#sheet [data-halt]")) {
    const before = codesIn(halt);
    const left = before.filter((code) => !codes.includes(code));
    if (left.length === before.length) continue;
    halt.dataset.waiting = left.join(" ");
    for (const code of codes) {
      halt.querySelector(`li[data-stop="${code}"]`)?.remove();
      for (const named of halt.querySelectorAll(`input[name="stop"][value="${code}"], input[name="named"][value^="${code} "]`)) named.remove();
    }
    for (const form of halt.querySelectorAll("form[data-tells]")) if (!form.querySelector('input[name="stop"]')) (form.closest("details") ?? form).remove();
    if (!left.length) finish(halt, word);
  }
  move();
}

function finish(halt, word) {
  halt.dataset.place = "done";
  for (const part of halt.querySelectorAll(".halt-door, .halt-address, .halt-acts, .halt-shut, .halt-tasks")) part.remove();
  const queued = halt.querySelector(".halt-queued");
  queued.hidden = false;
  queued.querySelector("[data-word]").textContent = word;
}

/** The first halt that is not done is now, the one after it next. */
function move() {
  const ahead = [...document.querySelectorAll("#sheet [data-halt]")].filter((halt) => codesIn(halt).length);
  ahead.forEach((halt, n) => (halt.dataset.place = ["now", "next"][n] ?? "later"));
  keep(ahead.length);
}

const stopsOf = (item) => item.fields.filter(([name]) => name === "stop").map(([, value]) => value);

/** What was pressed and waits still counts on a sheet that was fetched or opened since. */
async function applyQueue() {
  for (const item of (await globalThis.wekeepQueue?.all()) ?? []) {
    if (item.quiet && item.state === "queued" && new URL(item.action).pathname === `${path}tell/`) mark(stopsOf(item), item.word);
  }
}

function keep(ahead) {
  const now = sheet();
  if (!now || !("keep" in now.dataset) || !("opened" in now.dataset)) return;
  if (!ahead) return dropPage(path);
  const copy = document.getElementById("main").cloneNode(true);
  for (const row of copy.querySelectorAll("offline-queue [data-key], #messages")) row.remove();
  for (const part of copy.querySelectorAll("[style], [aria-busy]")) for (const name of ["style", "aria-busy"]) part.removeAttribute(name);
  const addresses = (tag, name) => [...document.querySelectorAll(tag)].map((one) => one[name]);
  const files = { styles: addresses('link[rel="stylesheet"]', "href"), scripts: addresses("script[data-kept], script[src*='run.']", "src") };
  keepPage(path, copy.innerHTML, new Date(Date.parse(now.dataset.until) + GRACE_MS).toISOString(), files);
}

/** Take the sheet out of a page, in the place of this one. */
function replace(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("sheet");
  if (!fresh) return false;
  sheet().replaceWith(document.adoptNode(fresh));
  ready();
  return true;
}

function ready() {
  document.dispatchEvent(new Event("offline-queue:forms"));
  signal();
  move();
}

/** Fetch the sheet anew: with its doors where they were open, else without. */
async function refresh() {
  if (!navigator.onLine) return;
  if (busy) {
    again = true; // what is being fetched may be older than what was just told
    return;
  }
  busy = true;
  try {
    const opened = "opened" in sheet().dataset;
    const token = document.querySelector('#sheet input[name="csrfmiddlewaretoken"]')?.value ?? JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
    const asked = opened ? { method: "POST", headers: { "X-CSRFToken": token ?? "" } } : {};
    const answer = await fetch(path, { ...asked, signal: AbortSignal.timeout?.(20_000) });
    if (answer.status === 404) return gone();
    if (answer.ok && !answer.redirected && replace(await answer.text())) await applyQueue();
  } catch {
    /* without signal the sheet stays as it is */
  } finally {
    busy = false;
    if (again) {
      again = false;
      look();
    }
  }
}

/** The run has changed hands: nothing of it stays on this phone but what its driver should read of it, which stands on the list of runs. */
function gone() {
  dropPage(path);
  location.replace(sheet()?.dataset.list ?? path);
}

/** Ask whether anything changed, unless somebody is in the middle of something. */
async function look() {
  const now = sheet();
  if (!now || document.hidden || !navigator.onLine || now.querySelector("details[open]")) return;
  try {
    const answer = await fetch(now.dataset.markFrom, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(10_000) });
    if (answer.status === 404) return gone();
    if (answer.ok && !answer.redirected && (await answer.json()).mark !== now.dataset.mark) await refresh();
  } catch {
    /* without signal there is nothing to look at */
  }
}

function signal() {
  const offline = !navigator.onLine;
  for (const part of document.querySelectorAll(".run-offline")) part.hidden = !offline;
  for (const part of document.querySelectorAll(".only-online")) part.hidden = offline;
}

/** Back on a page that has no doors, although the run was taken along: what is kept on this phone stands here again. */
function recall() {
  const kept = keptPage(path);
  if (!kept || "opened" in sheet().dataset) return;
  if (!("keep" in sheet().dataset)) return dropPage(path);
  const told = [...document.querySelectorAll('#sheet [data-place="done"]')].map((halt) => halt.dataset.halt);
  const { version } = sheet().dataset;
  const old = new DOMParser().parseFromString(kept.html, "text/html").getElementById("sheet");
  if (!old || old.dataset.version !== version) return dropPage(path);
  sheet().replaceWith(document.adoptNode(old));
  for (const number of told) mark(codesIn(document.getElementById(`halt-${number}`)), "");
  ready();
}

/** Long before the run begins nothing can have become of its stops: such a press is not even kept. */
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches?.("#sheet form[data-tells]") || Date.now() >= Date.parse(sheet().dataset.tellsFrom)) return;
    event.preventDefault();
    const early = document.querySelector("#sheet .run-early");
    early.hidden = false;
    early.scrollIntoView({ block: "center" });
  },
  true,
);

document.addEventListener("offline-queue:kept", (event) => {
  if (!event.target.closest("#sheet")) return;
  mark(stopsOf(event.detail), event.detail.word);
  document.querySelector('#sheet [data-place="now"]')?.scrollIntoView({ block: "start" });
});
new BroadcastChannel("offline-queue").addEventListener("message", async () => {
  const waiting = (await globalThis.wekeepQueue?.all()) ?? [];
  await (waiting.some((item) => item.quiet && item.state !== "queued") ? refresh() : look());
});
addEventListener("online", signal);
addEventListener("online", look);
addEventListener("offline", signal);
addEventListener("focus", look);
setInterval(look, LOOK_MS);
document.addEventListener("offline-queue:ready", applyQueue);
if (sheet()) {
  recall();
  ready();
  await applyQueue();
}
