/**
 * The desk's page of the day is fetched anew when the stream tells of a run or a plan, and once a minute because what is late is a matter of
 * the clock. Only while the stream is lost it asks every fifteen seconds.
 */
const TOGETHER_MS = 300;
const MINUTE_MS = 60_000;
const LOST_MS = 15_000;
let soon;
let asking;

function look() {
  clearTimeout(soon);
  // an answer that is being chosen stays under the finger
  if (document.hidden || document.getElementById("run-day").contains(document.activeElement)) {
    soon = setTimeout(look, TOGETHER_MS * 10);
    return;
  }
  htmx.trigger("#run-day", "look");
}

function lookSoon() {
  clearTimeout(soon);
  soon = setTimeout(look, TOGETHER_MS);
}

for (const name of ["journal:run", "journal:plan", "journal:reset"]) document.body.addEventListener(name, lookSoon);
document.body.addEventListener("live-stream:lost", () => {
  asking ??= setInterval(look, LOST_MS);
});
document.body.addEventListener("live-stream:live", () => {
  if (asking) lookSoon();
  clearInterval(asking);
  asking = undefined;
});
setInterval(look, MINUTE_MS);
