/**
 * The board's behaviour: the list and the incident shown follow the journal, and every action has a key.
 *
 * The stream carries codes only. Whatever happens, the list is fetched anew (at most once in 150 ms, however many events
 * come), and the incident on the right too when the event is about it, unless someone is typing in it.
 */
import "./refusals.js";

const WAIT_MS = 150;
const NOTICE_STANDS_MS = 60_000;
const list = document.querySelector("[data-board-list]");
const chosen = document.getElementById("chosen");
const stale = document.getElementById("stale");
let timer = 0;
let about = new Set();
/** What the last step had to say, of which incident, and until when it stands. */
let notice = { said: null, code: "", until: 0 };

function changed(event) {
  about.add(event.detail?.about);
  for (const other of [event.detail?.into, event.detail?.of]) if (other) about.add(other);
  timer ||= setTimeout(refresh, WAIT_MS);
}

function refresh() {
  timer = 0;
  const code = shown();
  htmx.ajax("GET", `${list.dataset.boardList}?incident=${code}`, { target: list, swap: "innerHTML" }).then(chooseFirst);
  if ((about.has(code) || about.has(undefined)) && code) {
    if (busy()) stale.hidden = false;
    else show(code);
  }
  about = new Set();
  document.querySelector("map-view")?.refresh?.();
}

/** On a board that was empty, the first incident opens by itself. */
function chooseFirst() {
  const first = list.querySelector("[data-incident]")?.dataset.incident;
  if (!shown() && first) show(first);
}

/** The code of the incident on the right. */
function shown() {
  return chosen.querySelector("[data-incident-shown]")?.dataset.incidentShown ?? "";
}

/** Whether someone is filling in a form on the right, which must not be drawn over: a field has the focus or was changed. */
function busy() {
  if (chosen.querySelector(":is(input, select, textarea):focus")) return true;
  return [...chosen.querySelectorAll("input, textarea, option")].some((field) =>
    field instanceof HTMLOptionElement
      ? field.selected !== field.defaultSelected && field.closest("select").selectedIndex > 0
      : field.type === "checkbox" || field.type === "radio"
        ? field.checked !== field.defaultChecked
        : field.value !== field.defaultValue,
  );
}

function show(code) {
  htmx.ajax("GET", `/board/${code}/`, { target: "#chosen", swap: "innerHTML" });
}

function step(by) {
  const links = [...list.querySelectorAll("[data-incident]")];
  const at = links.findIndex((link) => link.dataset.incident === shown());
  const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
  next?.click();
  next?.focus();
}

function press(key) {
  const target = chosen.querySelector(`[data-key="${key}"]`);
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector("input, select, button")?.focus();
  } else {
    target?.querySelector("button")?.click();
  }
}

/** While an alert goes out only its counts are fetched anew, which disturbs no form. */
async function wentOn(event) {
  const code = shown();
  if (!code || event.detail?.about !== code) return;
  const answer = await fetch(`/board/${code}/sent/`);
  if (!answer.ok || shown() !== code) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const one of fresh.querySelectorAll("[data-sent]"))
    chosen.querySelector(`[data-sent="${one.dataset.sent}"]`)?.replaceChildren(...one.childNodes);
}

for (const kind of document.querySelector("live-stream").getAttribute("kinds").split(/\s+/)) {
  document.body.addEventListener(`journal:${kind}`, kind === "letter.goes_on" ? wentOn : changed);
}
stale.addEventListener("click", () => show(shown()));
document.body.addEventListener("journal:reset", () => location.reload());

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, dialog[open]")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "?") document.getElementById("keys").showModal();
  else if ("coamsu".includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
});

/** Whether the board itself asked for what comes, and not somebody's step. */
const isOwnErrand = (event) => event.detail.requestConfig.elt === document.body;

// What the board itself asked for may come after someone has begun to fill in a form: then the form stays.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (isOwnErrand(event) && event.detail.target === chosen && busy()) event.detail.shouldSwap = false;
});

/** What a step had to say ("The alert is on its way.") outlives the incident being drawn anew, which that very step brings about. */
function keepNotice(event) {
  const said = chosen.querySelector("#messages");
  if (said) notice = { said, code: shown(), until: Date.now() + NOTICE_STANDS_MS };
  else if (isOwnErrand(event) && notice.code === shown() && Date.now() < notice.until)
    chosen.querySelector("[data-incident-shown]")?.prepend(notice.said);
  else notice = { said: null, code: "", until: 0 };
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== chosen) return;
  stale.hidden = true;
  keepNotice(event);
  for (const link of list.querySelectorAll("[data-incident]")) {
    const current = link.dataset.incident === shown();
    link.toggleAttribute("aria-current", current);
    link.closest("li").classList.toggle("is-chosen", current);
  }
});
