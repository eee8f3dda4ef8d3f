// Runs the service worker's own text in a bare world of ours and throws pushes and answers at it that nobody means.
// Standard input: {worker, signed, nacl, key, answer, code, count, seed}. Prints what was shown, counted, and every fault.
const fs = require("fs"), vm = require("vm");
const given = JSON.parse(fs.readFileSync(0));

let state = given.seed >>> 0;
function below(most) {
  // mulberry32, so that a seed tells the whole run
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
}
const one = (of) => of[below(of.length)];
const LETTERS = ["a", "0", "-", "-r", "/", "..", "%", "%2e", "?", "#", "\\", "\u0000", "\ud800", "\u202e", "é", "$&", "CODE", "\n", "//evil.example/"];
const text = () => Array.from({ length: below(12) }, () => one(LETTERS)).join("");
const KEYS = ["c", "title", "body", "url", "tag", "silent", "statement", "signature", "toString", "__proto__", "then", "length"];
const URLS = ["javascript:alert(1)", "https://evil.example/", "//evil.example", "http://[", "/\\evil.example", "data:text/html,x", "/alerts/"];

function value(deep) {
  const kind = below(deep > 3 ? 7 : 10);
  if (kind === 0) return null;
  if (kind === 1) return below(2) === 0;
  if (kind === 2) return one([0, -1, 1e308, 2 ** 53, 0.1, below(1e9)]);
  if (kind === 3) return text();
  if (kind === 4) return one(URLS);
  if (kind === 5) return given.code;
  if (kind === 6) return one(Object.values(given.answer));
  if (kind < 9) return Object.fromEntries(Array.from({ length: below(5) }, () => [one(KEYS), value(deep + 1)]));
  return Array.from({ length: below(4) }, () => value(deep + 1));
}

/** What a push service hands on: bytes that are no text, text that is no JSON, JSON that is no push, and pushes. */
function payload() {
  const kind = below(8);
  if (kind === 0) return null;
  if (kind === 1) return String.fromCharCode(...Array.from({ length: below(40) }, () => below(256)));
  if (kind === 2) return JSON.stringify(value(0)).slice(0, below(30));
  if (kind === 3) return "[".repeat(below(5000));
  if (kind < 6) return JSON.stringify(value(0));
  return JSON.stringify({ c: one([given.code, `${given.code}-r`, `${given.code}-qs`, text(), value(1)]) });
}

/** What a server that is not ours any more may answer: the true one with something else in it, noise, or nothing. */
function answer() {
  const kind = below(6);
  if (kind === 0) return { ok: false, status: one([404, 500, 410, 302]), json: async () => { throw new Error("none"); } };
  if (kind === 1) return null;
  const said = kind < 4 ? { ...given.answer, [one(KEYS)]: value(0) } : value(0);
  return { ok: true, status: 200, json: async () => JSON.parse(JSON.stringify(said) ?? "null") };
}

const faults = [], shown = new Map(), asked = new Set(), heard = {};
let now = null;
/** As browsers take words (Web IDL): what cannot be made one is an error, and then nothing is shown. */
const words = (of) => (of === undefined ? "" : `${of}`);
const kept = new Map([["/pinned-alert-key", given.key]]);
const pins = { match: async (key) => (kept.has(key) ? { text: async () => kept.get(key) } : undefined), put: async () => {} };
const world = {
  console, URL, TextEncoder, TextDecoder, AbortSignal, Response, crypto: globalThis.crypto, Uint8Array, DataView, Promise,
  location: { origin: "https://keeps.example" },
  Date, JSON, Object, String, Boolean,
  caches: { open: async () => pins, match: async () => undefined, keys: async () => [], delete: async () => true },
  clients: { matchAll: async () => [], openWindow: async (href) => now.opened.push(href), claim: async () => {} },
  fetch: async (address, options = {}) => {
    const target = new URL(address, "https://keeps.example");
    if (target.origin !== "https://keeps.example" || !/^\/alerts\/[a-z0-9-]+\/(text|shown)\/$/.test(target.pathname)) faults.push(`asked ${address}`);
    if ((options.method ?? "GET") === "POST") return { ok: true };
    const said = answer();
    if (said === null) throw new TypeError("no network");
    return said;
  },
  importScripts: () => {},
  wekeepQueue: { send: async () => [] },
};
world.self = world;
world.registration = { showNotification: async (title, options) => now.shown.push([words(title), words(options.body), words(options.tag), options.data]) };
world.skipWaiting = async () => {};
world.addEventListener = (name, call) => { heard[name] = call; };
vm.createContext(world);
world.nacl = require(given.nacl);
vm.runInContext(fs.readFileSync(given.signed, "utf8"), world);
vm.runInContext(given.worker, world);

async function push(data) {
  now = { shown: [], opened: [] };
  const event = { data: data === null ? null : { json: () => JSON.parse(data) } };
  const waits = [];
  heard.push({ ...event, waitUntil: (promise) => waits.push(promise) });
  try {
    await Promise.all(waits);
  } catch (trouble) {
    faults.push(`${trouble} over ${JSON.stringify(data)?.slice(0, 200)}`);
  }
  if (now.shown.length !== 1) faults.push(`${now.shown.length} notices over ${JSON.stringify(data)?.slice(0, 200)}`);
  for (const [title, body, , more] of now.shown) {
    const said = `${title}\n${body}`;
    shown.set(said, (shown.get(said) ?? 0) + 1);
    waits.length = 0;
    heard.notificationclick({ notification: { data: more, close: () => {} }, waitUntil: (promise) => waits.push(promise) });
    await Promise.all(waits).catch((trouble) => faults.push(`${trouble} at a press`));
    for (const href of now.opened) if (!href.startsWith("https://keeps.example/")) faults.push(`opened ${href}`);
  }
}

(async () => {
  for (let number = 0; number < given.count && faults.length < 20; number += 1) await push(payload());
  console.log(JSON.stringify({ shown: Object.fromEntries(shown), faults }));
})();
