/** Makes the sign-up better where scripts run: asks the phone where it is, and the browser to allow notices. */

const form = document.querySelector("form[data-subscribe]");

/** Web push keys travel as base64url; PushManager wants bytes. */
function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function fill(name, value) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}

/** Fill a place's hidden point from the phone, only when its owner presses the button. */
function offerHere(place) {
  const button = place.querySelector("[data-here]");
  const said = place.querySelector("[data-here-said]");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        place.querySelector("input[name$='-lat']").value = coords.latitude.toFixed(5);
        place.querySelector("input[name$='-lon']").value = coords.longitude.toFixed(5);
        place.querySelector("input[name$='-place']").value = "";
        said.textContent = said.dataset.done;
      },
      () => { said.textContent = said.dataset.failed; },
      { timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

/** Ask the browser for a push subscription and put its address into the form. */
async function allowPush() {
  const answer = await fetch(form.dataset.pushKey);
  const { key } = await answer.json();
  const worker = await navigator.serviceWorker.ready;
  const push = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  const { endpoint, keys } = push.toJSON();
  fill("endpoint", endpoint);
  fill("p256dh", keys.p256dh);
  fill("auth", keys.auth);
}

function offerPush() {
  const offer = form.querySelector("[data-push-offer]");
  const choice = form.querySelector("input[name=kind][value=webpush]");
  if (!offer || !choice) return;
  const able = "serviceWorker" in navigator && "PushManager" in window;
  if (!able) {
    choice.closest("label").hidden = true;
    offer.remove();
    return;
  }
  const said = offer.querySelector("[data-push-said]");
  choice.closest(".field").after(offer);
  offer.querySelector("[data-push-allow]").addEventListener("click", async () => {
    try {
      await allowPush();
      said.textContent = said.dataset.done;
    } catch {
      said.textContent = said.dataset.failed;
    }
  });
}

function show(name, is) {
  const field = form.elements.namedItem(name)?.closest(".field");
  if (field) field.hidden = !is;
}

/** Show only what belongs to the chosen channel and summary, and the button that allows notices where those were chosen. */
function showChosen() {
  const chosen = form.querySelector("input[name=kind]:checked")?.value;
  show("summary_hour", form.querySelector("input[name=summary]:checked")?.value !== "none");
  if (chosen) show("receipts", chosen === "webpush");
  for (const [kind, name] of [["email", "email"], ["ntfy", "url"]]) {
    show(name, chosen === kind);
  }
  const offer = form.querySelector("[data-push-offer]");
  if (offer) offer.hidden = chosen !== "webpush";
}

if (form) {
  form.addEventListener("change", showChosen);
  showChosen();
  fill("time_zone", Intl.DateTimeFormat().resolvedOptions().timeZone ?? "");
  form.querySelectorAll("[data-spot]").forEach(offerHere);
  offerPush();
}
