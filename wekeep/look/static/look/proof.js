/** While much comes in from strangers, the phone does a small sum before it sends; it begins while the person still types. */

const form = document.querySelector("form[data-proof]");
const PIECES = 16;
// the server forgives whoever asked before a flood began for two minutes; a solved one is good for fifteen
const IDLE_MS = 100_000, SOLVED_MS = 800_000, PATIENCE_MS = 20_000;

let worker = null;
let current = { key: "", at: 0, bits: 0, ready: Promise.resolve(false) };

const keyNow = () => form.elements[form.dataset.proofKey ?? "idempotency_key"].value;
const isFresh = () => current.key === keyNow() && Date.now() - current.at < (current.bits ? SOLVED_MS : IDLE_MS);

function inWorker(challenge, key) {
  worker?.terminate();
  worker = new Worker(form.dataset.proofWorker);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data.answer);
    worker.onerror = reject;
    worker.postMessage({ challenge, key });
  });
}

async function work(task) {
  const answer = await fetch(form.dataset.proof, { headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store" });
  const { challenge } = await answer.json();
  task.bits = Number(challenge.split(".")[2]);
  const nothing = `${challenge}~${Array(PIECES).fill("0").join(".")}`;
  const proof = task.bits ? await inWorker(challenge, task.key) : nothing;
  if (task === current) form.elements.proof.value = proof;
  return true;
}

/** Have a proof for the report as it is sent now; asked for again where it grew old. */
function prepare() {
  if (isFresh()) return current.ready;
  current = { key: keyNow(), at: Date.now(), bits: 0, ready: null };
  const task = current;
  task.ready = work(task).catch(() => {
    // without signal, or without workers: the report goes as it is, and nothing is lost
    task.at = 0;
    return false;
  });
  return task.ready;
}

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));

/** Sending waits for a proof that is not done yet, for twenty seconds at the most, and says so. */
async function waitAndSend(submitter) {
  const note = form.querySelector("[data-proof-note]");
  const slow = setTimeout(() => note && (note.hidden = false), 400);
  submitter?.setAttribute("aria-busy", "true");
  await Promise.race([prepare(), patience()]);
  clearTimeout(slow);
  if (note) note.hidden = true;
  submitter?.removeAttribute("aria-busy");
  form.dataset.proofDone = "yes";
  form.requestSubmit(submitter ?? undefined);
}

function onSubmit(event) {
  const goOn = form.dataset.proofDone || !navigator.onLine || (isFresh() && form.elements.proof.value.startsWith("1."));
  delete form.dataset.proofDone;
  if (goOn || event.submitter?.formNoValidate) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.proofWaits) return;
  form.dataset.proofWaits = "yes";
  waitAndSend(event.submitter).finally(() => delete form.dataset.proofWaits);
}

if (form?.elements.proof) {
  form.elements.proof.value = "";
  for (const kind of ["input", "change", "pointerdown"]) form.addEventListener(kind, () => prepare(), { passive: true });
  form.addEventListener("submit", onSubmit, { capture: true });
  form.addEventListener("reset", () => setTimeout(() => (form.elements.proof.value = "")));
}
