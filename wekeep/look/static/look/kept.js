/**
 * Pages that a member chose to keep on this phone for where there is no signal. They lie in localStorage, which is wiped at once and for
 * certain when its owner leaves fast or signs out; each goes by itself when its time is over.
 */
const PREFIX = "kept:";

/** Keep what stands on the page at `path` until a moment (ISO 8601), with the addresses of the styles and scripts it needs. */
export function keepPage(path, html, until, files) {
  try {
    localStorage.setItem(PREFIX + path, JSON.stringify({ html, until, files }));
    return true;
  } catch {
    return false;
  }
}

/** What is kept of that page, or null. */
export function keptPage(path) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + path));
    if (kept && Date.parse(kept.until) > Date.now()) return kept;
  } catch {
    /* unreadable is as good as gone */
  }
  dropPage(path);
  return null;
}

/** Forget one page. */
export function dropPage(path) {
  localStorage.removeItem(PREFIX + path);
}

/** Forget every page. */
export function wipeKept() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) dropPage(key.slice(PREFIX.length));
}
