/* Screening by keyboard: one application at a time, one key a decision, the next one at once; what was not kept comes back. */

const list = document.querySelector("[data-screening]");
const more = document.querySelector("[data-screening-more]");
const undo = document.querySelector("[data-screening-undo]");
const said = document.querySelector("[data-screening-said]");
const place = document.querySelector("[data-screening-place]");
const cards = list ? [...list.querySelectorAll("[data-code]")] : [];
const all = cards.length;
let now = 0;
// decisions go out one after the other, so that taking back always means the last one
let sending = Promise.resolve();
let waiting = 0;

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
  sending.then(() => { if (!cards.length) more.requestSubmit(); });
}

async function send(form, fields) {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams([...new FormData(form), ...fields]),
  });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.json();
}

function decide(card, button) {
  const index = cards.indexOf(card);
  if (index < 0) return;
  cards.splice(index, 1);
  waiting += 1;
  sending = sending
    .then(() => send(button.form, [["choice", button.value]]))
    .then((heard) => { if (said) said.textContent = heard.words; if (undo) undo.hidden = false; })
    .catch(() => { back(card, index); if (said) said.textContent = said.dataset.failed; })
    .finally(() => { waiting -= 1; });
  show(index < cards.length ? index : 0);
}

function back(card, index) {
  if (cards.includes(card)) return;
  cards.splice(Math.min(index, cards.length), 0, card);
  show(cards.indexOf(card));
}

function takeBack() {
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
  else if (key === "u" && undo && !undo.hidden) takeBack();
  else if (key === "enter" && !cards.length && more && document.activeElement === document.body) more.requestSubmit();
  else return;
  event.preventDefault();
});

window.addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });
if (all) show(0);
