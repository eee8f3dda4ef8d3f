/** On the page for no signal: where the page that was asked for is kept on this phone, it stands here instead. */
import { keptPage } from "./kept.js";

const kept = keptPage(location.pathname);
if (kept) {
  const main = document.getElementById("main");
  main.innerHTML = kept.html;
  for (const href of kept.files.styles) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  for (const src of kept.files.scripts) document.head.append(Object.assign(document.createElement("script"), { type: "module", src }));
  document.documentElement.dataset.kept = "yes";
}
