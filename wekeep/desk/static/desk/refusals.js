/**
 * What the server says to a step with an incident: a refusal is an answer, shown above the incident while all that was filled
 * in stays; what went well is shown with the incident as it is now. Either is brought into view.
 */
const ANSWERS = [403, 404, 409, 429];
const said = () => document.getElementById("said");

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!ANSWERS.includes(event.detail.xhr.status)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
  event.detail.target = said();
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "said") said().scrollIntoView({ block: "nearest" });
  if (event.target.id !== "chosen") return;
  said().replaceChildren();
  event.target.querySelector("#messages")?.scrollIntoView({ block: "nearest" });
});
