/** Keeps what is typed into a form marked data-draft="NAME" on this device until it is sent, cleared, left fast, or a day old. */
const PREFIX = "draft:";
const KEEP_MS = 24 * 3600_000;
const NEVER = new Set(["hidden", "password", "file", "submit", "button"]);

const kept = (field) => field.name && !NEVER.has(field.type) && !field.matches("[data-no-draft]");

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < KEEP_MS ? draft.fields : null;
  } catch {
    return null;
  }
}

function write(key, form) {
  const fields = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const ticks = field.type === "radio" || field.type === "checkbox";
    if (ticks ? field.checked : field.value) (fields[field.name] ??= []).push(field.value);
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    /* a full or forbidden store only means that nothing is kept */
  }
}

function fill(form, fields) {
  for (const field of form.elements) {
    if (!kept(field) || !fields[field.name]) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = fields[field.name].includes(field.value);
    else if (!field.value) field.value = fields[field.name][0];
  }
}

/** Watch every such form; a form that comes back with errors is newer than its draft and is not filled. */
export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const key = PREFIX + form.dataset.draft;
    const note = form.querySelector("[data-draft-note]");
    const fields = read(key);
    if (!fields) localStorage.removeItem(key);
    else if (!root.getElementById("errors") && Object.keys(fields).length) {
      fill(form, fields);
      if (note) note.hidden = false;
    }
    form.addEventListener("input", () => write(key, form));
    form.addEventListener("change", () => write(key, form));
    form.querySelector("[data-draft-clear]")?.addEventListener("click", () => {
      localStorage.removeItem(key);
      form.reset();
      if (note) note.hidden = true;
    });
  }
  const sent = root.querySelector("[data-draft-sent]")?.dataset.draftSent;
  if (sent) localStorage.removeItem(PREFIX + sent);
}

/** Forget one draft (the form was sent). */
export function wipeDraft(name) {
  localStorage.removeItem(PREFIX + name);
}

/** Forget every draft on this device. */
export function wipeDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
