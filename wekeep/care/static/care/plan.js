/**
 * The page of a plan: it follows a search, and lets homes be dragged, or moved by keys, to another place or run.
 *
 * When the stream says that the plan has changed, by a search or by somebody else, the page asks what did, saying which runs it has (their
 * marks): only others come. Where the stream is lost it asks by itself, once a second while a search runs. A change by hand is one POST
 * that is answered in the same way, or with the words of what it would break; then nothing moves. Without this script every home has a
 * link "Move" to a page of its own, and a search is looked at by loading the page again.
 */
const page = document.querySelector("[data-plan]");
const say = document.querySelector("[data-say]");
const runs = document.getElementById("plan-runs");
const PARTS = ["plan-head", "plan-left", "plan-map", "plan-stock", "plan-told", "plan-search", "plan-file", "plan-refused"];
const BETWEEN_MS = 1_000;
const LOST_MS = 15_000;
let picked = null;
let target = null;
let busy = false;
let news = false;
let lost = true;
let asked = 0;

const head = () => document.getElementById("plan-head");
const marks = () => [...runs.children].map((run) => run.dataset.mark).join(",");

/** Put what came in its place: runs that are new or changed, and the parts around them. */
function take(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const id of PARTS) {
    const [part, had] = [fresh.getElementById(id), document.getElementById(id)];
    if (part && had && !(part.dataset.same && part.dataset.same === had.dataset.same)) renew(had, part);
  }
  const order = [...fresh.querySelectorAll("[data-plan-order] [data-order]")].map((one) => one.dataset.order);
  if (fresh.querySelector("[data-plan-order]")) place(order, fresh);
  showChosen();
}

function renew(had, part) {
  const open = [...had.querySelectorAll("details")].map((one) => one.open);
  for (const [n, one] of [...part.querySelectorAll("details")].entries()) one.open ||= open[n] ?? false;
  had.replaceWith(document.adoptNode(part));
}

function place(order, fresh) {
  const had = new Map([...runs.children].map((run) => [run.dataset.run, run]));
  for (const run of fresh.querySelectorAll("[data-plan-fresh] > [data-run]")) {
    const before = had.get(run.dataset.run);
    if (before?.querySelector("details").open) run.querySelector("details").open = true;
    had.set(run.dataset.run, document.adoptNode(run));
  }
  const edition = head().dataset.edition;
  runs.replaceChildren(...order.map((code) => had.get(code)).filter(Boolean));
  for (const field of document.querySelectorAll("input[name=edition]")) field.value = edition;
  ready();
}

const searching = () => head().hasAttribute("data-searching");

/** Ask what changed, and show it. */
async function look() {
  [news, asked] = [false, Date.now()];
  try {
    const answer = await fetch(`${page.dataset.live}?edition=${head().dataset.edition}&marks=${marks()}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const text = await answer.text();
    if (text.includes("data-plan-order")) take(text);
    else head().replaceWith(new DOMParser().parseFromString(text, "text/html").getElementById("plan-head"));
  } catch {
    news = true; // no signal for a moment: asked again
  }
}

/** The clock of a search goes on by itself; what comes waits while something is being moved. */
async function follow() {
  const clock = searching() && head().querySelector("progress");
  if (clock) clock.value = Math.min(clock.max, clock.value + 1);
  const due = news || (clock && clock.value >= clock.max) || (lost && Date.now() - asked > (searching() ? BETWEEN_MS : LOST_MS));
  if (due && !document.hidden && !picked && !busy) await look();
  setTimeout(follow, BETWEEN_MS);
}

function hear(event) {
  if (event.detail?.about !== page.dataset.code || event.detail.edition <= Number(head().dataset.edition)) return;
  news = true;
}
document.body.addEventListener("journal:plan", hear);
document.body.addEventListener("journal:reset", () => (news = true));
document.body.addEventListener("live-stream:lost", () => (lost = true));
document.body.addEventListener("live-stream:live", () => {
  news ||= lost && asked > 0;
  lost = false;
});

/** One change by hand: names and values, some of them several times. */
async function change(fields) {
  if (busy) return;
  busy = true;
  const body = new URLSearchParams(fields);
  body.set("edition", head().dataset.edition);
  body.set("marks", marks());
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const broken = document.getElementById("plan-broken");
  broken.replaceChildren();
  try {
    const answer = await fetch(page.dataset.hand, { method: "POST", body, headers: { "HX-Request": "true" } });
    const text = await answer.text();
    if (answer.ok) return take(text);
    const told = new DOMParser().parseFromString(text, "text/html");
    broken.replaceChildren(...(told.getElementById("plan-broken") ?? told.body).childNodes);
    broken.focus();
  } finally {
    busy = false;
  }
}

/** Locking a run, or planning without its driver, folds nothing that was open. */
page.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-hand]");
  if (!form || !event.submitter || busy) return;
  event.preventDefault();
  const run = form.closest("[data-run]")?.id;
  const fields = [...new FormData(form).entries(), [event.submitter.name, event.submitter.value]];
  await change(fields);
  if (run) document.getElementById(run)?.querySelector("summary").focus();
});

function move(trip, before) {
  const run = before.closest("[data-run]");
  if (!run || before.dataset.trip === trip.dataset.trip) return;
  change({ do: "move", trip: trip.dataset.trip, driver: run.dataset.run, place: before.dataset.trip });
}

/** Homes of runs and of who is left out may be dragged. */
function ready() {
  const may = !head().hasAttribute("data-searching") && document.querySelector(".plan-move");
  for (const row of page.querySelectorAll("[data-trip]:not([data-end])")) row.draggable = Boolean(may);
}

function aim(row) {
  target?.classList.remove("is-target");
  target = row;
  target?.classList.add("is-target");
}

function leave() {
  picked?.classList.remove("is-picked");
  picked = null;
  aim(null);
  page.classList.remove("is-moving");
}

function pick(row) {
  leave();
  picked = row;
  row.classList.add("is-picked");
  page.classList.add("is-moving");
}

page.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("[data-trip]");
  if (!row?.draggable) return;
  pick(row);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", row.dataset.trip);
});
page.addEventListener("dragover", (event) => {
  const run = event.target.closest?.("[data-run]");
  if (!picked || !run) return;
  event.preventDefault();
  const row = event.target.closest("[data-trip]");
  run.querySelector("details").open = true;
  aim(row ?? run.querySelector("[data-end]"));
});
page.addEventListener("drop", (event) => {
  if (!picked || !target) return;
  event.preventDefault();
  const [trip, before] = [picked, target];
  leave();
  move(trip, before);
});
page.addEventListener("dragend", leave);

/** Where something may be put by keys: before each home, or at the end of a run; closed runs have one place, their end. */
function places() {
  return [...runs.querySelectorAll("[data-trip]")].filter((row) => row.closest("details").open || row.hasAttribute("data-end"));
}

function walk(by) {
  const all = places().filter((row) => row !== picked);
  const now = target ? all.indexOf(target) : all.findIndex((row) => picked.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING) - (by > 0 ? 1 : 0);
  const next = all[Math.max(0, Math.min(all.length - 1, now + by))];
  if (!next) return;
  next.closest("details").open = true;
  aim(next);
  next.scrollIntoView({ block: "nearest" });
  const run = next.closest("[data-run]").querySelector("summary strong").textContent;
  say.textContent = `${run}. ${next.hasAttribute("data-end") ? next.textContent : `${say.dataset.before} ${next.querySelector(".plan-what").textContent.trim()}`}`;
}

page.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const row = event.target.closest("[data-trip]");
  if (!picked && event.key.toLowerCase() === "m" && row?.draggable) {
    pick(row);
    say.textContent = say.dataset.picked;
  } else if (picked && (event.key === "ArrowDown" || event.key === "ArrowUp")) walk(event.key === "ArrowDown" ? 1 : -1);
  else if (picked && event.key === "Enter" && target) {
    const [trip, before] = [picked, target];
    leave();
    move(trip, before);
  } else if (picked && event.key === "Escape") {
    leave();
    say.textContent = say.dataset.leftAlone;
  } else return;
  event.preventDefault();
});

/** The run that is looked at stands out on the map. */
function showChosen() {
  const run = document.activeElement?.closest?.("[data-run]")?.dataset.run ?? runs.querySelector("[data-run]:hover")?.dataset.run;
  for (const line of page.querySelectorAll("[data-line]")) line.classList.toggle("is-chosen", line.dataset.line === run);
}
runs.addEventListener("focusin", showChosen);
runs.addEventListener("mouseover", showChosen);
runs.addEventListener("mouseleave", showChosen);

ready();
follow();
