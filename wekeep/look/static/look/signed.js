/** Whether a notice is what the network signed (Ed25519, RFC 8032). Used by the service worker, and by nothing that draws a page. */
self.wekeepSigned = (() => {
  const PINS = "pins", PIN = "/pinned-alert-key";
  const bytesOf = (hex) => new Uint8Array((hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
  const hexOf = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const utf8 = (text) => new TextEncoder().encode(text);

  /** The first key ever met stays: a later service worker with another key in it changes nothing. */
  async function pin(key) {
    const cache = await caches.open(PINS);
    if (key && !(await cache.match(PIN))) await cache.put(PIN, new Response(key));
  }

  async function pinned() {
    const kept = await (await caches.open(PINS)).match(PIN);
    return kept ? kept.text() : "";
  }

  /** Each part with its length before it, as kit/envelope.py's `canonical` writes it. */
  function canonical(...parts) {
    const raw = parts.map(utf8);
    const whole = new Uint8Array(raw.reduce((sum, part) => sum + 4 + part.length, 0));
    let at = 0;
    for (const part of raw) {
      new DataView(whole.buffer).setUint32(at, part.length);
      whole.set(part, at + 4);
      at += 4 + part.length;
    }
    return whole;
  }

  /** By the browser where it can, else by TweetNaCl. */
  async function verifies(key, statement, signature) {
    const message = canonical("wekeep alert", statement);
    const [rawKey, rawSignature] = [bytesOf(key), bytesOf(signature)];
    if (rawKey.length !== 32 || rawSignature.length !== 64) return false;
    try {
      const imported = await crypto.subtle.importKey("raw", rawKey, { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, imported, rawSignature, message);
    } catch {
      return nacl.sign.detached.verify(message, rawSignature, rawKey);
    }
  }

  const markOf = async (title, body) => hexOf(await crypto.subtle.digest("SHA-256", utf8(`${title}\n${body}`)));
  const ENDS = ["cancel", "all_clear"];

  /** Whether `said` is what `key` signed under the code asked for, still holds, and shows either its own words or `neutral` ones. */
  async function isSigned(said, code, key, neutral) {
    if (!said.statement || !said.signature || !(await verifies(key, said.statement, said.signature))) return false;
    const facts = JSON.parse(said.statement);
    if (facts.code !== code.split("-")[0]) return false;
    // a time that is none is over too
    if (!ENDS.includes(facts.type) && !(Date.parse(facts.expires_at) > Date.now())) return false;
    return Object.values(facts.words).includes(await markOf(said.title, said.body)) || neutral.includes(`${said.title}\n${said.body}`);
  }

  return { pin, pinned, isSigned, verifies };
})();
