/**
 * Takes over forms marked data-offline-queue: saved on this device first, then sent once; shows what waits and what was sent.
 *
 * A form marked data-queue-quiet too stays where it is: its page hears "offline-queue:kept" on the form as soon as it is saved, and shows
 * nothing once it is sent. A page that brings new forms later says "offline-queue:forms" on the document.
 */
import "./packages/idb/umd.js";
import "./queue.js";
import { tick } from "./clock.js";
import { wipeDraft } from "./draft.js";

const queue = globalThis.wekeepQueue;
const SYNC = "send-queue";
// not written on the forms themselves, which may be kept as they stand
const taken = new WeakSet();
const busy = new WeakSet();

/** Make the item of the queue that stands for a form as it is filled in now. */
export function itemOf(form, submitter) {
  const data = new FormData(form, submitter ?? undefined);
  data.delete("csrfmiddlewaretoken");
  const key = data.get("idempotency_key") || crypto.randomUUID();
  data.set("idempotency_key", key);
  if (data.has("phone_time")) data.set("phone_time", new Date().toISOString());
  const fields = [...data.entries()];
  return {
    key, fields, state: "queued", at: new Date().toISOString(), action: form.action, page: location.pathname,
    label: form.dataset.queueLabel ?? "", draft: form.dataset.draft ?? "", quiet: "queueQuiet" in form.dataset, word: submitter?.textContent?.trim() ?? "",
    files: fields.some(([, value]) => typeof value !== "string"),
  };
}

async function askForSync() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register(SYNC).catch(() => {});
}

/** Save first, then try. Refused by the server: the page is submitted the plain way, so that errors stand beside their fields. */
async function submit(form, submitter) {
  const item = itemOf(form, submitter);
  await queue.put(item);
  if (item.quiet) {
    form.dispatchEvent(new CustomEvent("offline-queue:kept", { bubbles: true, detail: item }));
    await askForSync();
    return void queue.send();
  }
  const [now] = navigator.onLine ? await queue.send(item.key) : [item];
  const state = now?.state ?? "queued";
  if (state === "refused") {
    await queue.remove(item.key);
    return HTMLFormElement.prototype.submit.call(form);
  }
  if (item.draft) wipeDraft(item.draft);
  if (state === "sent" && now.url) {
    await queue.remove(item.key);
    return location.assign(now.url);
  }
  if (state === "queued") await askForSync();
  form.reset();
  renewKey(form);
  await show();
  document.querySelector("offline-queue [data-key]")?.focus();
}

function renewKey(form) {
  const key = form.elements.idempotency_key;
  if (key) key.value = crypto.randomUUID();
}

/** The page may be a copy kept for no signal, or come back from the history: its key may have been used, so a new one is drawn. */
function takeOver(form) {
  if (taken.has(form)) return;
  taken.add(form);
  renewKey(form);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.formNoValidate) return;
    event.preventDefault();
    if (busy.has(form)) return;
    busy.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
    submit(form, event.submitter)
      .catch(() => HTMLFormElement.prototype.submit.call(form))
      .finally(() => {
        busy.delete(form);
        event.submitter?.removeAttribute("aria-busy");
      });
  });
}

const FILL = {
  label: (slot, item) => (slot.textContent = item.label),
  time: (slot, item) => (slot.dateTime = item.at),
  place: (slot, item) => (slot.textContent = item.place),
  receipt: (slot, item) => (slot.textContent = item.receipt),
  url: (slot, item) => (slot.href = new URL(item.url, location.origin).pathname),
  reasons: (slot, item) => slot.replaceChildren(...(item.reasons ?? []).map((text) => Object.assign(document.createElement("li"), { textContent: text }))),
};

function draw(host, item) {
  const template = host.querySelector(`template[data-item="${item.state}"]`);
  if (!template) return ""; // a page that was kept before there was such an item
  const copy = template.content.cloneNode(true);
  for (const part of copy.querySelectorAll("[data-if]")) if (!item[part.dataset.if]) part.remove();
  for (const slot of copy.querySelectorAll("[data-fill]")) if (item[slot.dataset.fill] || slot.dataset.fill !== "url") FILL[slot.dataset.fill](slot, item);
  copy.firstElementChild.dataset.key = item.key;
  return copy;
}

async function show() {
  const items = (await queue.all()).sort((a, b) => b.at.localeCompare(a.at));
  for (const host of document.querySelectorAll("offline-queue")) {
    for (const old of host.querySelectorAll("[data-key]")) old.remove();
    host.append(...items.map((item) => draw(host, item)));
  }
  tick();
}

/** Put a refused item back into its form on the page it came from. */
function reopen(item) {
  const fields = Object.groupBy ? Object.groupBy(item.fields, ([name]) => name) : {};
  const texts = Object.fromEntries(Object.entries(fields).map(([name, rows]) => [name, rows.map(([, value]) => value).filter((v) => typeof v === "string")]));
  if (item.draft) localStorage.setItem(`draft:${item.draft}`, JSON.stringify({ at: Date.now(), fields: texts }));
  location.assign(item.page);
}

const DO = {
  send: (item) => queue.send(item.key),
  remove: (item) => queue.remove(item.key),
  open: (item) => queue.remove(item.key).then(() => reopen(item)),
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("offline-queue [data-do]");
  if (!button) return;
  const { key } = button.closest("[data-key]").dataset;
  const item = (await queue.all()).find((one) => one.key === key);
  if (item) await DO[button.dataset.do](item);
});

const takeOverAll = () => document.querySelectorAll("form[data-offline-queue]").forEach(takeOver);

takeOverAll();
document.addEventListener("offline-queue:forms", takeOverAll);
new BroadcastChannel(queue.CHANGED).addEventListener("message", show);
addEventListener("online", () => queue.send());
addEventListener("focus", () => queue.send());
await show();
document.dispatchEvent(new Event("offline-queue:ready"));
if (navigator.onLine) await queue.send();
