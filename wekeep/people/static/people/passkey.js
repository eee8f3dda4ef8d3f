/** Asks the device for a passkey when a form with data-passkey is sent, and sends its answer along (Web Authentication, W3C). */

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

/** A new passkey, as the server reads it. */
async function make(options) {
  const made = await navigator.credentials.create({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
  } });
  return { ...told(made), response: {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
  } };
}

/** The answer of a passkey the device has. */
async function prove(options) {
  const given = await navigator.credentials.get({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
  } });
  return { ...told(given), response: {
    clientDataJSON: text(given.response.clientDataJSON),
    authenticatorData: text(given.response.authenticatorData),
    signature: text(given.response.signature),
    userHandle: given.response.userHandle ? text(given.response.userHandle) : null,
  } };
}

const told = (one) => ({ id: one.id, rawId: text(one.rawId), type: one.type });

async function answer(form) {
  const purpose = form.dataset.passkey;
  const query = new URLSearchParams({ for: purpose, at: new URL(form.action).pathname });
  const asked = await fetch(`${form.dataset.question}?${query}`, { headers: { Accept: "application/json" } });
  if (!asked.ok) throw new Error("no question");
  const { options, ticket } = await asked.json();
  const given = await (purpose === "add" ? make : prove)(options.publicKey);
  const fields = purpose === "add" ? "made" : "touch";
  form.elements.namedItem(`${fields}_ticket`).value = ticket;
  form.elements.namedItem(`${fields}_answer`).value = JSON.stringify(given);
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[data-said]");
  const able = Boolean(window.PublicKeyCredential);
  if (able) form.hidden = false;
  else said.textContent = said.dataset.none;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    said.textContent = "";
    if (!able) said.textContent = said.dataset.none;
    else answer(form).catch(() => { said.textContent = said.dataset.failed; });
  });
}
