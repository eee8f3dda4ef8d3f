/**
 * The queue of forms kept on this device until they are sent, once. One classic script for both the page and the service worker
 * (it reads the global `idb`), so that whichever of them has signal first sends, and a lock keeps the other out.
 *
 * What the server promises: POST to the form's action with Accept: application/json and Idempotency-Key. 2xx with
 * {receipt?, place?, url?} = taken; the same key again = the same answer. 400, 409, 413, 422 with {errors: {field: [text]}} = look at it again.
 * With {keep: {field: [value]}} beside the errors a part was taken: the item keeps of these fields those values alone.
 * Anything else, or no answer in time, or a way to sign in first = still waiting. A quiet item leaves nothing behind once it is taken, but for
 * {say: [text]}: what its owner should read, which stays until they have.
 */
(() => {
  const PATIENCE_MS = 20_000;
  const REFUSED = new Set([400, 403, 404, 409, 413, 415, 422]);
  const CHANGED = "offline-queue";

  const open = () => idb.openDB("wekeep", 1, { upgrade: (db) => db.createObjectStore("forms", { keyPath: "key" }) });

  async function withStore(act) {
    const db = await open();
    try {
      return await act(db);
    } finally {
      db.close();
    }
  }

  function tell() {
    const channel = new BroadcastChannel(CHANGED);
    channel.postMessage("changed");
    channel.close();
  }

  async function put(item) {
    await withStore((db) => db.put("forms", item));
    tell();
  }

  const all = () => withStore((db) => db.getAll("forms"));

  async function remove(key) {
    await withStore((db) => db.delete("forms", key));
    tell();
  }

  function body(item) {
    const data = item.files ? new FormData() : new URLSearchParams();
    for (const [name, value] of item.fields) data.append(name, value);
    return data;
  }

  async function post(item) {
    const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE_MS) : undefined;
    const headers = { Accept: "application/json", "Idempotency-Key": item.key };
    const answer = await fetch(item.action, { method: "POST", body: body(item), headers, signal, credentials: "same-origin" });
    const said = await answer.json().catch(() => ({}));
    return { ok: answer.ok && !answer.redirected, refused: REFUSED.has(answer.status), said };
  }

  /** Of a form that was taken in part what was not taken: the values that the server names, and every field that it does not. */
  const kept = (fields, keep = {}) => fields.filter(([name, value]) => !(name in keep) || keep[name].includes(value));

  async function sendOne(item) {
    let answer;
    try {
      answer = await post(item);
    } catch {
      return item;
    }
    const at = new Date().toISOString();
    let next = item;
    if (answer.ok && item.quiet && answer.said.say?.length) next = { ...item, state: "heard", fields: [], at, reasons: answer.said.say };
    else if (answer.ok && item.quiet) {
      await remove(item.key);
      return { ...item, state: "sent" };
    }
    else if (answer.ok) next = { ...item, state: "sent", fields: [], at, receipt: answer.said.receipt ?? "", place: answer.said.place ?? "", url: answer.said.url ?? "" };
    else if (answer.refused) next = { ...item, state: "refused", at, reasons: Object.values(answer.said.errors ?? {}).flat(), fields: kept(item.fields, answer.said.keep) };
    if (next !== item && (await withStore((db) => db.get("forms", item.key)))) await put(next);
    return next;
  }

  const locked = (act) => (navigator.locks ? navigator.locks.request(CHANGED, act) : act());

  /** Send what waits, oldest first; returns the items as they then are. */
  function send(only) {
    return locked(async () => {
      const waiting = (await all()).filter((item) => item.state === "queued" && (!only || item.key === only));
      const done = [];
      for (const item of waiting.sort((a, b) => a.at.localeCompare(b.at))) done.push(await sendOne(item));
      return done;
    });
  }

  globalThis.wekeepQueue = { put, all, remove, send, CHANGED };
})();
