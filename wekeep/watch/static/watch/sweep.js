/** Two keys on the page of held reports: K keeps and D drops the batch in hand (the first, or the one in focus), U takes back. */

const list = document.querySelector("[data-sweep]");

/** The batch that has the focus, else the first. */
const inHand = () => document.activeElement?.closest("[data-sweep] > li") ?? list?.firstElementChild;

const buttonFor = (key) =>
  key === "u" ? document.querySelector('form [data-key="u"]') : inHand()?.querySelector(`[data-key="${CSS.escape(key)}"]`);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest?.("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  if (!["k", "d", "u"].includes(key)) return;
  const button = buttonFor(key);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// one press sweeps once, however long the answer takes
document.addEventListener("submit", (event) => {
  if (document.body.dataset.sweeping) event.preventDefault();
  document.body.dataset.sweeping = "yes";
});
addEventListener("pageshow", () => delete document.body.dataset.sweeping);
