/* Screening by keyboard: one application at a time, one key a decision, the next one at once; what was not kept comes back,
   and what a locked session could not send waits here until its owner has unlocked it in a tab beside. */

const list = document.querySelector("[data-screening]");
const more = document.querySelector("[data-screening-more]");
const undo = document.querySelector("[data-screening-undo]");
const said = document.querySelector("[data-screening-said]");
const changed = document.querySelector("[data-screening-changed]");
const locked = document.querySelector("[data-screening-locked]");
const place = document.querySelector("[data-screening-place]");
const cards = list ? [...list.querySelectorAll("[data-code]")] : [];
const all = cards.length;
let now = 0;
// decisions go out one after the other, so that taking back always means the last one
let sending = Promise.resolve();
let waiting = 0;
let held = [];

function show(next, focus = true) {
  if (!cards.length) return finish();
  now = (next + cards.length) % cards.length;
  for (const card of list.querySelectorAll("[data-current]")) card.removeAttribute("data-current");
  cards[now].setAttribute("data-current", "");
  if (place) place.textContent = place.dataset.words.replace("{n}", now + 1).replace("{all}", cards.length);
  if (focus) cards[now].focus();
}

function finish() {
  if (place) place.textContent = "";
  sending.then(() => { if (!cards.length && !held.length) more.requestSubmit(); });
}

async function send(form, fields) {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams([...new FormData(form), ...fields]),
  });
  const heard = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  if (!answer.ok || answer.redirected || !heard) throw Object.assign(new Error(String(answer.status)), { heard });
  return heard;
}

function decide(card, button) {
  const index = cards.indexOf(card);
  if (index < 0) return;
  cards.splice(index, 1);
  if (changed) changed.hidden = true;
  post({ card, index, form: button.form, choice: button.value });
  show(index < cards.length ? index : 0);
}

function post(one) {
  waiting += 1;
  sending = sending
    .then(() => send(one.form, [["choice", one.choice]]))
    .then((heard) => { if (said) said.textContent = heard.words; if (undo) undo.hidden = false; })
    .catch(({ heard }) => {
      if (heard?.locked) return hold(one);
      if (heard?.card) return anew(one, heard);
      back(one.card, one.index);
      if (said) said.textContent = said.dataset.failed;
    })
    .finally(() => { waiting -= 1; });
}

// the applicant changed it meanwhile: it is on the screen again as it is now, and says so
function anew(one, heard) {
  const fresh = new DOMParser().parseFromString(heard.card, "text/html").querySelector("[data-code]");
  one.card.replaceWith(fresh);
  back(fresh, one.index);
  changed.querySelector("p").textContent = heard.words;
  changed.hidden = false;
}

// decided in a session that is locked: kept here in their order, sent again as soon as it is unlocked
function hold(one) {
  held.push(one);
  tell();
}

function tell() {
  locked.hidden = !held.length;
  locked.querySelector("[data-held]").textContent = String(held.length);
}

function release() {
  const mine = held;
  held = [];
  for (const one of mine) post(one);
  sending.then(() => { tell(); if (!cards.length && !held.length) finish(); });
}

function back(card, index) {
  if (cards.includes(card)) return;
  cards.splice(Math.min(index, cards.length), 0, card);
  show(cards.indexOf(card));
}

function takeBack() {
  const last = held.pop();
  if (last) { back(last.card, last.index); return tell(); }
  sending = sending
    .then(() => send(undo, []))
    .then(({ code }) => {
      const card = list && [...list.querySelectorAll("[data-code]")].find((one) => one.dataset.code === code);
      if (card) back(card, now);
      else window.location.assign(window.location.pathname);
    })
    .catch(() => window.location.assign(window.location.pathname));
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const card = button?.closest("[data-code]");
  if (card) { event.preventDefault(); decide(card, button); }
  else if (event.target === undo) { event.preventDefault(); takeBack(); }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const button = cards[now]?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (event.repeat) return;
  if (button) decide(cards[now], button);
  else if (key === "j" && cards.length) show(now + 1);
  else if (key === "k" && cards.length) show(now - 1);
  else if (key === "u" && undo && (held.length || !undo.hidden)) takeBack();
  else if (key === "enter" && !cards.length && more && document.activeElement === document.body) more.requestSubmit();
  else return;
  event.preventDefault();
});

locked?.querySelector("button").addEventListener("click", release);
document.addEventListener("visibilitychange", () => { if (!document.hidden && held.length) release(); });
window.addEventListener("beforeunload", (event) => { if (waiting || held.length) event.preventDefault(); });
if (all) show(0);
