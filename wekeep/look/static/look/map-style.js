/** The look of our maps: a few quiet layers in the colours of the page's own tokens, so that only the cells speak. */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const FONT = ["Noto Sans, sans-serif"];
const byZoom = (...stops) => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops];
const kinds = (...names) => ["in", ["get", "kind"], ["literal", names]];
const MAJOR = ["motorway", "trunk", "primary", "secondary", "highway", "major_road"];
const MINOR = ["tertiary", "residential", "unclassified", "service", "living_street", "minor_road", "other"];

function streets(id, filter, widths, colours) {
  const layout = { "line-cap": "round", "line-join": "round" };
  const layer = (part, colour, width) => ({ id: `${id}-${part}`, type: "line", source: "city", "source-layer": "roads", filter, layout, paint: { "line-color": colour, "line-width": width } });
  const wider = widths.map((value, i) => (i % 2 ? value * 1.35 + 0.5 : value));
  return [layer("edge", colours[0], byZoom(...wider)), layer("fill", colours[1], byZoom(...widths))];
}

function ground() {
  const road = [token("map-road-edge"), token("map-road")];
  const fill = (id, layer, colour, more = {}) => ({ id, type: "fill", source: "city", "source-layer": layer, paint: { "fill-color": token(colour) }, ...more });
  return [
    fill("landuse", "landuse", "map-green"),
    fill("water", "water", "map-water", { filter: ["==", ["geometry-type"], "Polygon"] }),
    { id: "streams", type: "line", source: "city", "source-layer": "water", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": token("map-water"), "line-width": byZoom(10, 1, 16, 4) } },
    fill("buildings", "buildings", "map-building", { minzoom: 14 }),
    { id: "paths", type: "line", source: "city", "source-layer": "roads", minzoom: 14, filter: ["!", kinds(...MAJOR, ...MINOR)], paint: { "line-color": token("map-road-edge"), "line-width": 1, "line-dasharray": [3, 2] } },
    ...streets("minor", kinds(...MINOR), [11, 0.4, 14, 2, 18, 16], road),
    ...streets("major", kinds(...MAJOR), [8, 0.8, 14, 5, 18, 26], road),
  ];
}

function labels() {
  const text = { "text-color": token("map-label"), "text-halo-color": token("map-ground"), "text-halo-width": 1.5 };
  return [
    { id: "street-names", type: "symbol", source: "city", "source-layer": "roads", minzoom: 14, filter: ["has", "name"], layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": FONT, "text-size": byZoom(14, 11, 18, 15) }, paint: text },
    { id: "place-names", type: "symbol", source: "city", "source-layer": "labels", filter: ["has", "name"], layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": byZoom(10, 11, 16, 15), "text-max-width": 8 }, paint: text },
  ];
}

/** Each cell's tone comes from its `tone` property; a word (`label`) stands in it, so that colour never speaks alone. */
function cellLayers() {
  const tone = ["match", ["get", "tone"], "alarm", token("alarm-text"), "wait", token("wait-text"), "clear", token("clear-text"), token("quiet-text")];
  return [
    { id: "cells-fill", type: "fill", source: "cells", filter: ["!=", ["geometry-type"], "Point"], paint: { "fill-color": tone, "fill-opacity": 0.22 } },
    { id: "cells-line", type: "line", source: "cells", paint: { "line-color": tone, "line-width": 2.5 } },
    { id: "cells-point", type: "circle", source: "cells", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": tone, "circle-radius": 9, "circle-stroke-width": 3, "circle-stroke-color": token("ground") } },
    { id: "cells-word", type: "symbol", source: "cells", filter: ["has", "label"], layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 14, "text-anchor": "center", "text-max-width": 8 }, paint: { "text-color": token("text"), "text-halo-color": token("ground"), "text-halo-width": 2 } },
  ];
}

/** A MapLibre style: `tiles` is the address of a .pmtiles file ("" for plain ground), `cells` a GeoJSON collection. */
export function styleOf(tiles, cells) {
  const city = tiles ? { city: { type: "vector", url: `pmtiles://${new URL(tiles, location.origin).href}` } } : {};
  return {
    version: 8,
    sources: { ...city, cells: { type: "geojson", data: cells } },
    layers: [{ id: "ground", type: "background", paint: { "background-color": token("map-ground") } }, ...(tiles ? [...ground(), ...labels()] : []), ...cellLayers()],
  };
}
