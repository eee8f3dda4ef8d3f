/**
 * <live-stream src="/stream" kinds="incident sighting alert">: an EventSource that says when it is lost and heals by itself.
 *
 * Each event of a named kind (and each unnamed one whose JSON data has a `kind`) becomes a DOM event `journal:KIND` on <body>, its
 * detail the data; so `hx-trigger="journal:incident from:body"` refreshes a fragment. Events carry codes only. The server sends an
 * event `beat` at least every 20 seconds, and `reset` when it no longer holds what was missed: `journal:reset` then asks every
 * fragment to fetch itself anew. Event ids are numbers that grow; one seen before is dropped, so a resumed stream shows nothing twice.
 */
const QUIET_MS = 45_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** The wait before try `n` (from 0): doubling from a second to half a minute, spread so that a thousand boards do not come back at once. */
export function waitBefore(n, chance = Math.random()) {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** n) * (0.5 + chance / 2);
}

class LiveStream extends HTMLElement {
  #source;
  #last = "";
  #tries = 0;
  #timers = [];

  connectedCallback() {
    this.#last = this.getAttribute("last") ?? "";
    this.onlineAgain = () => this.#open();
    this.lostSignal = () => this.#lose();
    addEventListener("online", this.onlineAgain);
    addEventListener("offline", this.lostSignal);
    this.#open();
  }

  disconnectedCallback() {
    removeEventListener("online", this.onlineAgain);
    removeEventListener("offline", this.lostSignal);
    this.#close();
  }

  #open() {
    this.#close();
    const address = new URL(this.getAttribute("src"), location.origin);
    if (this.#last) address.searchParams.set("last_event_id", this.#last);
    const source = (this.#source = new EventSource(address));
    source.addEventListener("open", () => this.#alive());
    source.addEventListener("error", () => this.#lose());
    source.addEventListener("beat", () => this.#alive());
    source.addEventListener("reset", (event) => this.#hear("reset", event));
    source.addEventListener("message", (event) => this.#hear(null, event));
    for (const kind of (this.getAttribute("kinds") ?? "").split(/\s+/).filter(Boolean)) {
      source.addEventListener(kind, (event) => this.#hear(kind, event));
    }
    this.#watch();
  }

  #close() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
    this.#source?.close();
  }

  #alive() {
    this.#tries = 0;
    if (this.getAttribute("state") !== "live") {
      this.setAttribute("state", "live");
      this.dispatchEvent(new CustomEvent("live-stream:live", { bubbles: true }));
    }
    this.#watch();
  }

  #watch() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [setTimeout(() => this.#lose(), QUIET_MS)];
  }

  #lose() {
    this.#close();
    if (this.getAttribute("state") !== "lost") {
      this.setAttribute("state", "lost");
      this.dispatchEvent(new CustomEvent("live-stream:lost", { bubbles: true }));
    }
    this.#timers = [setTimeout(() => this.#open(), waitBefore(this.#tries++))];
  }

  #hear(kind, event) {
    const seen = event.lastEventId && this.#last && kind !== "reset" && Number(event.lastEventId) <= Number(this.#last);
    if (event.lastEventId && !seen) this.#last = event.lastEventId;
    this.#alive();
    if (seen) return;
    let detail = {};
    try {
      detail = JSON.parse(event.data);
    } catch {
      detail = { code: event.data };
    }
    document.body.dispatchEvent(new CustomEvent(`journal:${kind ?? detail.kind ?? "other"}`, { detail, bubbles: true }));
  }
}

customElements.define("live-stream", LiveStream);
