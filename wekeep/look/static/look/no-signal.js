/** On the page for no signal: asks now and then whether the network answers again, and opens the page that was asked for. */
const FIRST_MS = 3_000;
const LONGEST_MS = 60_000;
// how often we opened it in vain: kept with this page's place in the history, so that it outlives the reload
const tries = Number(history.state?.tries) || 0;
let wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
let timer = 0;

/** Whatever it answers but a fault of its own: the page may well be one that only shows itself whole. */
async function answers() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", redirect: "manual", signal: AbortSignal.timeout?.(10_000) });
    return answer.status < 500;
  } catch {
    return false;
  }
}

async function look() {
  clearTimeout(timer);
  const reading = document.activeElement && document.activeElement !== document.body;
  if (!document.hidden && !reading && navigator.onLine && (await answers())) {
    history.replaceState({ tries: tries + 1 }, "");
    return location.reload();
  }
  wait = Math.min(LONGEST_MS, wait * 2);
  timer = setTimeout(look, wait);
}

// where the page itself stands here, kept on this phone, it looks after itself; and this very page may have been asked for
const own = new URL(document.querySelector('link[rel="canonical"]').href).pathname;
if (!("kept" in document.documentElement.dataset) && location.pathname !== own) {
  timer = setTimeout(look, wait);
  addEventListener("online", look);
}
