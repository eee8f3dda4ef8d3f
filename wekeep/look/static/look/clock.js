/** Keeps every <time data-clock> saying how long ago it is, in the words the page brought in <meta name="clock-words">. */
const MINUTE = 60_000;

/** Say how far `moment` lies from `now` (both ms); the same thresholds as the clock tag of the server. */
export function relative(moment, now, words) {
  const past = moment <= now;
  const minutes = Math.floor(Math.abs(now - moment) / MINUTE);
  const say = (unit, n) => words[(past ? "past" : "next") + unit].replace("{n}", n);
  if (minutes < 1) return words.now;
  if (minutes < 90) return say("Minutes", minutes);
  if (minutes < 48 * 60) return say("Hours", Math.floor(minutes / 60));
  return say("Days", Math.floor(minutes / (24 * 60)));
}

/** Bring all clocks of the page up to date. */
export function tick() {
  const words = document.querySelector('meta[name="clock-words"]')?.dataset;
  if (!words) return;
  for (const time of document.querySelectorAll("time[data-clock][datetime]")) {
    const text = relative(Date.parse(time.dateTime), Date.now(), words);
    if (time.textContent !== text) time.textContent = text;
  }
}

/** Start them; they rest while the page is hidden and catch up when it is seen again. */
export function startClocks() {
  tick();
  setInterval(() => document.hidden || tick(), 15_000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
  document.addEventListener("htmx:afterSettle", tick);
}
