{% load i18n static %}{% get_current_language as LANGUAGE_CODE %}{% comment %}
Desk serves this at /sw.js as text/javascript with Cache-Control: no-cache. Context: version (changes with the build and with the
precached pages), precache (addresses kept: the files pages are made of, the report form), offline_url, notice_url (an address with
CODE in it which, with a message's code in that place, answers {title, body, url, tag, silent} as JSON; it must answer neutrally
unless the owner chose to see the text), shown_url (an address with CODE in it to which a phone says, where its owner allows that,
that it showed a notice), neutral_title, neutral_body (translated), cached_prefixes (paths whose pages may be
kept; nothing else ever is), alert_key (the network's published key in hex, "" before there is one), unsigned (every "title LF body"
that may be shown without a signature), short (every one that a signed notice may show instead of its words), and unchecked_title,
unchecked_body (what stands in place of a notice that is not signed).
{% endcomment %}/** Keeps the shell for when there is no signal, sends what waits, and shows neutral notices. */
importScripts("{% static "look/packages/idb/umd.js" %}", "{% static "look/queue.js" %}", "{% static "look/packages/tweetnacl/nacl-fast.min.js" %}", "{% static "look/signed.js" %}");

const SHELL = "shell-{{ version|escapejs }}";
const PAGES = "pages-{{ version|escapejs }}";
const STATIC = "{% get_static_prefix %}";
const PRECACHE = [{% for address in precache %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const KEPT = [{% for prefix in cached_prefixes %}"{{ prefix|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const OFFLINE = "{{ offline_url|escapejs }}";
const NOTICE = "{{ notice_url|escapejs }}";
const SHOWN = "{{ shown_url|escapejs }}";
const NEUTRAL = { title: "{{ neutral_title|escapejs }}", body: "{{ neutral_body|escapejs }}", url: "/" };
const UNCHECKED = { title: "{{ unchecked_title|escapejs }}", body: "{{ unchecked_body|escapejs }}", url: "/" };
const ALERT_KEY = "{{ alert_key|escapejs }}";
const UNSIGNED = [{% for words in unsigned %}"{{ words|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const SHORT = [{% for words in short %}"{{ words|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const LANGUAGE = "{{ LANGUAGE_CODE|escapejs }}";
const PATIENCE_MS = 6_000;

/** Kept as a stranger gets it, without cookies: what lies on a phone must not tell that a member signed in there. */
async function keep(cache, address) {
  const answer = await fetch(address, { cache: "reload", credentials: "omit", headers: { "Accept-Language": LANGUAGE } });
  if (answer.ok) await cache.put(address, answer);
}

async function fillShell() {
  const cache = await caches.open(SHELL);
  const wanted = [...new Set([OFFLINE, ...PRECACHE])];
  await Promise.all(wanted.map((address) => keep(cache, address).catch(() => {})));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => ![SHELL, PAGES, "pins"].includes(name)).map((name) => caches.delete(name)));
  await clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(Promise.all([fillShell(), wekeepSigned.pin(ALERT_KEY)]).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOld()));

async function fromStatic(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.status === 200) {
    const copy = answer.clone();
    caches.open(SHELL).then((cache) => cache.put(request, copy));
  }
  return answer;
}

const mayKeep = (path) => KEPT.some((prefix) => (prefix.endsWith("/") && prefix !== "/" ? path.startsWith(prefix) : path === prefix));

async function ofNetwork(request) {
  const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE_MS) : undefined;
  const answer = await fetch(request, { signal });
  const { pathname } = new URL(request.url);
  if (answer.ok && !answer.redirected && mayKeep(pathname) && !/no-store|private/.test(answer.headers.get("cache-control") ?? "")) {
    const copy = answer.clone();
    caches.open(PAGES).then((cache) => cache.put(pathname, copy));
  }
  return answer;
}

async function page(request) {
  const { pathname } = new URL(request.url);
  const kept = async () => (mayKeep(pathname) || PRECACHE.includes(pathname)) && ((await caches.match(pathname)) || (await caches.match(request)));
  try {
    return await ofNetwork(request);
  } catch {
    return (await kept()) || (await caches.match(OFFLINE)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("range")) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(fromStatic(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

async function textOf(code) {
  try {
    const answer = await fetch(NOTICE.replace("CODE", encodeURIComponent(code)), { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status === 404) return UNCHECKED;
    return answer.ok ? await checked({ ...NEUTRAL, ...(await answer.json()) }, code) : NEUTRAL;
  } catch {
    return NEUTRAL;
  }
}

/** What may be shown: a few fixed sentences, or what the key pinned at the first visit has signed; of anything else only that it is not. */
async function checked(said, code) {
  if (UNSIGNED.includes(`${said.title}\n${said.body}`)) return said;
  const signed = await wekeepSigned.isSigned(said, code, await wekeepSigned.pinned(), SHORT).catch(() => false);
  return signed ? said : UNCHECKED;
}

/** The code in a push: what a letter of ours is called; of anything else nothing is asked and nothing shown. */
function codeIn(data) {
  try {
    const code = data.json()?.c;
    return typeof code === "string" && /^[a-z0-9]{1,32}(-[a-z]{1,4})?$/.test(code) ? code : "";
  } catch {
    return "";
  }
}

/** The push carries an opaque code, {"c": code}, and nothing else; one that cannot be read still shows a neutral notice, as browsers require. */
async function notify(event) {
  const code = codeIn(event.data);
  const { title, body, url, tag, silent } = code ? await textOf(code) : NEUTRAL;
  const replaces = typeof tag === "string" ? tag : code;
  await self.registration.showNotification(title, {
    body, silent: Boolean(silent), tag: replaces, renotify: Boolean(replaces && !silent),
    icon: "{% static "look/marks/lamp-192.png" %}", badge: "{% static "look/marks/badge-96.png" %}", data: { url: typeof url === "string" ? url : "/" },
  });
  await sayShown(code);
}

/** Only where the code's ending asks for it ("-r"), which its owner switched on: a bare code that many phones were sent, and nothing about this one. */
async function sayShown(code) {
  const [name, variant = ""] = code.split("-");
  if (!variant.includes("r")) return;
  const bare = { method: "POST", keepalive: true, credentials: "omit", referrer: "", referrerPolicy: "no-referrer", cache: "no-store" };
  await fetch(SHOWN.replace("CODE", encodeURIComponent(name)), bare).catch(() => {});
}

/** Where a notice leads: to a page of ours, or nowhere. */
function pageOf(notification) {
  try {
    const target = new URL(notification.data?.url ?? "/", location.origin);
    return target.origin === location.origin ? target.href : "";
  } catch {
    return "";
  }
}

async function openFrom(notification) {
  notification.close();
  const target = pageOf(notification);
  if (!target) return;
  const open = await clients.matchAll({ type: "window" });
  const same = open.find((window) => window.url === target);
  await (same ? same.focus() : clients.openWindow(target));
}

self.addEventListener("push", (event) => event.waitUntil(notify(event)));
self.addEventListener("notificationclick", (event) => event.waitUntil(openFrom(event.notification)));

/** Background Sync: reject while something still waits, so that the browser tries again later. */
async function sendQueue() {
  const done = await wekeepQueue.send();
  if (done.some((item) => item.state === "queued")) throw new Error("still waiting");
}

self.addEventListener("sync", (event) => {
  if (event.tag === "send-queue") event.waitUntil(sendQueue());
});
