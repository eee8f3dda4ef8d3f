/**
 * <live-stream src="/stream" kinds="incident.opened alert.sent">: an EventSource that says when it is lost and heals by itself.
 *
 * Each event of a named kind becomes two DOM events on <body>, `journal:incident.opened` and `journal:incident`, their detail the JSON
 * data; so `hx-trigger="journal:incident from:body"` refreshes a fragment. Events carry codes only. `reset` from the server (it no
 * longer holds what was missed) becomes `journal:reset`: the page loads its parts anew. Event ids are numbers that grow; one seen
 * before is dropped, so a resumed stream shows nothing twice. Where the server sends `beat` events, their silence counts as a loss.
 */
const QUIET_MS = 45_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** The wait before try `n` (from 0): doubling from a second to half a minute, spread so that many boards do not come back at once. */
export function waitBefore(n, chance = Math.random()) {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** n) * (0.5 + chance / 2);
}

function say(name, detail) {
  document.body.dispatchEvent(new CustomEvent(`journal:${name}`, { detail, bubbles: true }));
}

function read(data) {
  try {
    return JSON.parse(data);
  } catch {
    return {};
  }
}

class LiveStream extends HTMLElement {
  #source;
  #last = "";
  #tries = 0;
  #timer;
  #beats = false;
  #blind = false;

  connectedCallback() {
    // a page drawn at a numbered moment misses nothing from there on, even if its connection is lost before the first event
    this.#last = this.getAttribute("last") ?? new URL(this.getAttribute("src"), location.origin).searchParams.get("since") ?? "";
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
    if (this.#last) address.searchParams.set("since", this.#last);
    const source = (this.#source = new EventSource(address));
    source.addEventListener("open", () => this.#alive());
    source.addEventListener("error", () => this.#lose());
    source.addEventListener("beat", (event) => {
      this.#beats = true;
      this.#note(event);
      this.#alive();
    });
    source.addEventListener("reset", (event) => {
      this.#last = event.lastEventId || this.#last;
      say("reset", {});
    });
    for (const kind of (this.getAttribute("kinds") ?? "").split(/\s+/).filter(Boolean)) {
      source.addEventListener(kind, (event) => this.#hear(kind, event));
    }
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  /** Once lost before any event was numbered, nobody knows what was missed: everything is fetched anew. */
  #alive() {
    this.#tries = 0;
    this.#show("live");
    if (this.#blind) say("reset", {});
    this.#blind = false;
    clearTimeout(this.#timer);
    if (this.#beats) this.#timer = setTimeout(() => this.#lose(), QUIET_MS);
  }

  #lose() {
    this.#close();
    this.#blind = !this.#last;
    this.#show("lost");
    this.#timer = setTimeout(() => this.#open(), waitBefore(this.#tries++));
  }

  #show(state) {
    if (this.getAttribute("state") === state) return;
    this.setAttribute("state", state);
    this.dispatchEvent(new CustomEvent(`live-stream:${state}`, { bubbles: true }));
  }

  /** Remember the event's number; false when it was seen before. */
  #note(event) {
    const seen = this.#last && event.lastEventId && Number(event.lastEventId) <= Number(this.#last);
    if (event.lastEventId && !seen) this.#last = event.lastEventId;
    return !seen;
  }

  #hear(kind, event) {
    const fresh = this.#note(event);
    this.#alive();
    if (!fresh) return;
    const detail = read(event.data);
    say(kind, detail);
    if (kind.includes(".")) say(kind.split(".")[0], detail);
  }
}

customElements.define("live-stream", LiveStream);
