/** What our maps draw over the city: coarse cells in the colours of the page's own tokens, so that only they speak. */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const FONT = ["Noto Sans, system-ui, sans-serif"];

/** "dark" or "light": what the page was asked to be, else what the device says. */
export function theme() {
  return document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Each cell's tone comes from its `tone` property; a word (`label`) stands in it, so that colour never speaks alone. */
function cellLayers() {
  const tone = ["match", ["get", "tone"], "alarm", token("alarm-text"), "wait", token("wait-text"), "clear", token("clear-text"), token("quiet-text")];
  const layer = (id, type, rest) => ({ id: `cells-${id}`, type, source: "cells", ...rest });
  return [
    layer("fill", "fill", { filter: ["!=", ["geometry-type"], "Point"], paint: { "fill-color": tone, "fill-opacity": 0.22 } }),
    layer("line", "line", { paint: { "line-color": tone, "line-width": 2.5 } }),
    layer("point", "circle", { filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": tone, "circle-radius": 9, "circle-stroke-width": 3, "circle-stroke-color": token("ground") } }),
    layer("word", "symbol", {
      filter: ["has", "label"],
      layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 14, "text-max-width": 10, "text-variable-anchor": ["top", "bottom", "center"], "text-radial-offset": 1.1 },
      paint: { "text-color": token("text"), "text-halo-color": token("ground"), "text-halo-width": 2 },
    }),
  ];
}

/** The city's own style from this origin; without one (no city imported yet) a plain ground. */
async function city(address) {
  const plain = { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": token("map-ground") } }] };
  if (!address) return plain;
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.status === 200 ? answer.json() : plain;
}

/** A MapLibre style: the city at `address` ("" for plain ground) under `cells`, a GeoJSON collection. */
export async function styleOf(address, cells) {
  const base = await city(address);
  return { ...base, sources: { ...base.sources, cells: { type: "geojson", data: cells } }, layers: [...base.layers, ...cellLayers()] };
}
