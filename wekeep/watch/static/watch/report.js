/** The sighting form with scripts: the phone's own place, the time of writing, and a key of its own for every report. */

const form = document.querySelector("form[data-report]");
const field = (name) => form.elements[name];

const newKey = () =>
  crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A page kept for use without signal would give every report the key it was printed with. */
function freshKey() {
  if (field("idempotency_key")) field("idempotency_key").value = newKey();
}

function stampTime() {
  field("written_at").value = new Date().toISOString();
}

function setPlace(lat, lon, accuracy) {
  field("lat").value = lat;
  field("lon").value = lon;
  field("accuracy").value = accuracy;
  field("lat").dispatchEvent(new Event("change", { bubbles: true }));
}

function say(button, what) {
  const words = button.querySelector("[data-here-words]");
  words.dataset.first ??= words.textContent;
  words.textContent = what ? words.dataset[what] : words.dataset.first;
  button.classList.toggle("primary", what === "found");
  button.setAttribute("aria-pressed", String(what === "found"));
}

function forgetPlace(button) {
  if (!field("lat").value) return;
  setPlace("", "", "");
  if (button) say(button, "");
}

function askPlace(button) {
  say(button, "busy");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      setPlace(coords.latitude.toFixed(6), coords.longitude.toFixed(6), Math.round(coords.accuracy));
      field("place_text").value = "";
      say(button, "found");
    },
    () => say(button, "failed"),
    { enableHighAccuracy: true, timeout: 12_000, maximumAge: 30_000 },
  );
}

/** One place at a time: what is typed takes the phone's place away, and the other way round. */
function offerPlace(button) {
  if (!navigator.geolocation) {
    button.hidden = true;
    return;
  }
  button.addEventListener("click", () => (field("lat").value ? forgetPlace(button) : askPlace(button)));
  if (field("lat").value) say(button, "found");
  else if (!field("place_text").value) askedBefore().then((yes) => yes && askPlace(button));
}

/** A report that was taken leaves nothing of the errors of the one before. */
function clearErrors() {
  document.getElementById("errors")?.remove();
  for (const wrong of form.querySelectorAll(".wrong")) wrong.remove();
  for (const marked of form.querySelectorAll(".field-wrong")) marked.classList.remove("field-wrong");
}

/** A pin takes the place of words and of the phone's position. */
function placedByPin(button) {
  field("accuracy").value = "";
  field("place_text").value = "";
  if (button) say(button, "");
}

/** Whoever allowed it before need not press anything. */
async function askedBefore() {
  const state = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  return state?.state === "granted";
}

if (form) {
  const button = form.querySelector("[data-here]");
  freshKey();
  if (button) offerPlace(button);
  form.addEventListener("map-view:placed", () => placedByPin(button));
  field("place_text").addEventListener("input", () => forgetPlace(button));
  field("observed_at")?.addEventListener("input", () => form.querySelector('[name="when"][value="other"]')?.click());
  form.addEventListener("submit", stampTime, { capture: true });
  form.addEventListener("reset", () => {
    clearErrors();
    setTimeout(() => forgetPlace(button));
  });
}
