/**
 * <map-view>: a map that loads its library only when asked for. Attributes: see look/_map.html.
 *
 * mode="show" draws coarse cells; pressing one (or its entry in the list beside the map) sends `map-view:chosen` with the feature's
 * properties. mode="pin" fills two fields with where the pin is, moved by tap, drag or arrow keys (Shift for finer steps), and sends
 * `map-view:placed`. The city under it is a MapLibre style of this origin, one for light and one for dark.
 */
import { styleOf, theme } from "./map-style.js";

const STEP_PX = 24;
const FINE_PX = 4;
let library;

function addScript(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

function addStyles(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

/** Load MapLibre and PMTiles from this origin, once for all maps of the page. */
async function load({ library: module, worker, styles, pmtiles }) {
  addStyles(styles);
  const [maplibre] = await Promise.all([import(module), addScript(pmtiles)]);
  maplibre.setWorkerUrl(new URL(worker, location.origin).href);
  maplibre.addProtocol("pmtiles", new globalThis.pmtiles.Protocol().tile);
  return maplibre;
}

function drawable() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

function bounds(features) {
  const points = features.flatMap(({ geometry }) => (geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates.flat(geometry.type === "MultiPolygon" ? 2 : 1)));
  const along = (i) => points.map((point) => point[i]);
  return points.length ? [[Math.min(...along(0)), Math.min(...along(1))], [Math.max(...along(0)), Math.max(...along(1))]] : null;
}

class MapView extends HTMLElement {
  #map;
  #pin;
  #maplibre;

  connectedCallback() {
    if (!drawable()) return this.#none();
    this.querySelector("[data-map-open]")?.addEventListener("click", () => this.#openInSight());
    if (this.hasAttribute("open")) this.open();
  }

  disconnectedCallback() {
    this.#themes?.abort();
    this.#map?.remove();
  }

  #themes;

  #none() {
    this.querySelector("[data-map-ask]")?.remove();
    this.querySelector("[data-map-none]").hidden = false;
  }

  /** Opened by hand, it must not open under the bar at the foot of a small screen (scroll-padding keeps that free). */
  async #openInSight() {
    await this.open();
    this.scrollIntoView({ block: "nearest" });
  }

  /** Load what is needed and draw; without it the words and the list remain. */
  async open() {
    if (this.#map) return;
    this.querySelector("[data-map-ask]")?.remove();
    try {
      this.#maplibre = await (library ??= load(this.dataset));
      await this.#draw();
    } catch {
      library = undefined;
      this.#none();
    }
  }

  async #draw() {
    const frame = this.querySelector("[data-map-frame]").content.cloneNode(true);
    this.append(frame);
    const cells = await this.#cells();
    const { words } = this;
    const [lat, lon] = (this.getAttribute("center") || "").split(",").map(Number);
    const start = lat || lon ? { center: [lon, lat], zoom: Number(this.getAttribute("zoom")) || 13 } : {};
    const box = lat || lon ? null : bounds(cells.features);
    this.#map = new this.#maplibre.Map({
      container: this.querySelector(".map-canvas"), style: await styleOf(this.#city(), cells), ...start,
      ...(box ? { bounds: box, fitBoundsOptions: { padding: { top: 50, bottom: 60, left: 80, right: 80 }, maxZoom: 14 } } : {}),
      attributionControl: this.#city() ? { compact: true } : false,
      locale: {
        "NavigationControl.ZoomIn": words.zoomIn, "NavigationControl.ZoomOut": words.zoomOut, "Marker.Title": words.pin,
        "AttributionControl.ToggleAttribution": words.credit, "Map.Title": this.getAttribute("label"),
      },
      dragRotate: false, pitchWithRotate: false, maxPitch: 0, cooperativeGestures: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(new this.#maplibre.NavigationControl({ showCompass: false }), document.dir === "rtl" ? "top-left" : "top-right");
    this.#followTheme(cells);
    await this.#map.once("load");
    if (this.getAttribute("mode") === "pin") this.#placePin();
    else this.#listen();
    this.setAttribute("drawn", "");
    this.dispatchEvent(new CustomEvent("map-view:drawn", { bubbles: true }));
  }

  #city() {
    return this.getAttribute(`style-${theme()}`) ?? "";
  }

  get words() {
    return this.querySelector("[data-map-words]").content.firstElementChild.dataset;
  }

  /** The GeoJSON of the cells: from a json_script of the page, or fetched from this origin. */
  async #cells() {
    const inline = this.getAttribute("cells-from");
    if (inline) return JSON.parse(document.getElementById(inline).textContent);
    const address = this.getAttribute("cells");
    if (address) return (await fetch(address, { headers: { Accept: "application/geo+json" } })).json();
    return { type: "FeatureCollection", features: [] };
  }

  /** Draw the cells anew, without moving the map (the board calls this when the journal speaks). */
  async refresh() {
    this.#map?.getSource("cells")?.setData(await this.#cells());
  }

  /** Move to a place: [lon, lat]. */
  show(center, zoom = 15) {
    this.#map?.easeTo({ center, zoom, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  }

  #followTheme(cells) {
    this.#themes = new AbortController();
    const redraw = async () => this.#map.setStyle(await styleOf(this.#city(), await this.#cells().catch(() => cells)));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal: this.#themes.signal });
  }

  #listen() {
    this.#map.on("click", "cells-fill", ({ features }) => this.dispatchEvent(new CustomEvent("map-view:chosen", { detail: features[0].properties, bubbles: true })));
  }

  #placePin() {
    const [lat, lon] = ["lat-field", "lon-field"].map((name) => document.getElementById(this.getAttribute(name)));
    const element = this.querySelector("[data-map-pin]").content.firstElementChild.cloneNode(true);
    element.tabIndex = 0;
    element.setAttribute("role", "application");
    element.setAttribute("aria-label", this.words.pin);
    const at = lat?.value && lon?.value ? [Number(lat.value), Number(lon.value)].reverse() : this.#map.getCenter();
    this.#pin = new this.#maplibre.Marker({ element, draggable: true, anchor: "bottom" }).setLngLat(at).addTo(this.#map);
    const placed = () => {
      const { lng, lat: north } = this.#pin.getLngLat();
      for (const [field, value] of [[lat, north], [lon, lng]]) {
        if (!field) continue;
        field.value = value.toFixed(5);
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      this.dispatchEvent(new CustomEvent("map-view:placed", { detail: { lat: north, lon: lng }, bubbles: true }));
    };
    const put = (where) => {
      this.#pin.setLngLat(where);
      placed();
    };
    this.#pin.on("dragend", placed);
    this.#map.on("click", (event) => put(event.lngLat));
    element.addEventListener("keydown", (event) => this.#step(event, put));
    this.querySelector("[data-map-hint]").hidden = false;
  }

  #step(event, put) {
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = event.shiftKey ? FINE_PX : STEP_PX;
    const { x, y } = this.#map.project(this.#pin.getLngLat());
    const next = this.#map.unproject([x + way[0] * pixels, y + way[1] * pixels]);
    put(next);
    if (!this.#map.getBounds().contains(next)) this.#map.easeTo({ center: next });
  }
}

customElements.define("map-view", MapView);
