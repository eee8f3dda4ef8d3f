"""The look of the map: a MapLibre style over our own tiles, calm enough that only what is reported on it speaks."""

from typing import Any

Layer = dict[str, Any]

LIGHT = {
    "ground": "#f3eee4", "outside": "#ece6da", "water": "#b9d3db", "stream": "#b9d3db", "green": "#d9e3c4", "wood": "#cbdab4",
    "school": "#efe3d0", "works": "#e9e4dc", "square": "#f0e9db", "building": "#e2d8c7", "building_edge": "#d3c7b2", "road": "#ffffff",
    "road_edge": "#d9cfbd", "main": "#fff7df", "main_edge": "#d8c79d", "path": "#cdbfa6", "rail": "#b4a995", "label": "#4d463b",
    "label_minor": "#746a5a", "water_label": "#4c7681", "green_label": "#566b39", "halo": "#f9f5ed",
}  # fmt: skip
DARK = {
    "ground": "#1d1f22", "outside": "#191b1e", "water": "#16303a", "stream": "#16303a", "green": "#212b23", "wood": "#1f2d22",
    "school": "#2a2723", "works": "#222326", "square": "#26272a", "building": "#2a2b2e", "building_edge": "#34353a", "road": "#3a3b40",
    "road_edge": "#18191c", "main": "#4b463c", "main_edge": "#16171a", "path": "#3c3d42", "rail": "#44454b", "label": "#d8d2c6",
    "label_minor": "#a39d92", "water_label": "#7ba6b3", "green_label": "#93a983", "halo": "#17181b",
}  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK}

FONT = ["Noto Sans, system-ui, sans-serif"]
MAIN = ("motorway", "trunk", "primary", "secondary")
SMALL = ("tertiary", "residential", "unclassified", "living_street")
PATHS = ("footway", "path", "cycleway", "steps", "track", "pedestrian")
IMPORTANT = (
    "hospital",
    "school",
    "college",
    "university",
    "townhall",
    "library",
    "courthouse",
    "station",
    "marketplace",
    "clinic",
    "park",
)


def style_of(theme: str, tiles: str, credit: str, middle: tuple[float, float]) -> dict[str, Any]:
    """Return the style for "light" or "dark"; `tiles` is the path of the .pmtiles file on this origin, `middle`
    (lat, lon).

    It asks for nothing else: no glyphs, no sprite. MapLibre draws every script with the fonts of the page.
    """
    paint = THEMES.get(theme, LIGHT)
    source = {"type": "vector", "url": f"pmtiles://{tiles}", "attribution": credit}
    layers = [
        _background(paint),
        *_ground(paint),
        *_roads(paint, bridge=False),
        *_rails(paint),
        *_roads(paint, bridge=True),
        *_labels(paint),
    ]
    return {
        "version": 8,
        "name": f"WeKeep {theme}",
        "center": [middle[1], middle[0]],
        "zoom": 12.5,
        "sources": {"city": source},
        "layers": layers,
    }


def _background(paint: dict[str, str]) -> Layer:
    return {"id": "ground", "type": "background", "paint": {"background-color": paint["ground"]}}


def _is(*kinds: str) -> list[Any]:
    return ["in", ["get", "kind"], ["literal", list(kinds)]]


def _zoomed(*stops: float) -> list[Any]:
    return ["interpolate", ["exponential", 1.55], ["zoom"], *stops]


def _fill(name: str, layer: str, colour: str, kinds: tuple[str, ...] = (), **more: Any) -> Layer:
    areas: list[Any] = ["==", ["geometry-type"], "Polygon"]
    found = {
        "id": name,
        "type": "fill",
        "source": "city",
        "source-layer": layer,
        "filter": ["all", areas, _is(*kinds)] if kinds else areas,
    }
    return {**found, "paint": {"fill-color": colour, **more.pop("paint", {})}, **more}


def _line(name: str, layer: str, colour: str, width: list[Any], kinds: list[Any], **more: Any) -> Layer:
    layout = {"line-cap": more.pop("cap", "round"), "line-join": "round"}
    paint = {"line-color": colour, "line-width": width, **more.pop("paint", {})}
    return {
        "id": name,
        "type": "line",
        "source": "city",
        "source-layer": layer,
        "filter": kinds,
        "layout": layout,
        "paint": paint,
        **more,
    }


def _ground(paint: dict[str, str]) -> list[Layer]:
    houses = {
        "fill-outline-color": paint["building_edge"],
        "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13.4, 0, 14.4, 1],
    }
    streams = ["all", ["==", ["geometry-type"], "LineString"], _is("stream", "canal")]
    return [
        _fill("works", "landuse", paint["works"], ("industrial", "railway", "commercial", "retail")),
        _fill("grounds", "landuse", paint["school"], ("school", "college", "university", "hospital", "kindergarten")),
        _fill("green", "landuse", paint["green"], ("green",)),
        _fill("wood", "landuse", paint["wood"], ("wood",)),
        _fill("square", "landuse", paint["square"], ("square",)),
        _line("streams", "water", paint["stream"], _zoomed(10, 0.6, 16, 6), streams),
        _fill("water", "water", paint["water"]),
        _fill("buildings", "buildings", paint["building"], minzoom=13, paint=houses),
    ]


def _roads(paint: dict[str, str], bridge: bool) -> list[Layer]:
    end = "-bridge" if bridge else ""
    cap = "butt" if bridge else "round"
    where = ["==", ["get", "bridge"], "yes"] if bridge else ["!=", ["get", "bridge"], "yes"]
    small, main, lane = ["all", where, _is(*SMALL)], ["all", where, _is(*MAIN)], ["all", where, _is("service")]
    narrow, wide = (11, 0.35, 13, 1.1, 15, 5, 18, 22), (8, 0.5, 12, 2.2, 15, 8, 18, 30)
    dashes = {"line-dasharray": [2, 1.6]}
    return [
        _line(
            f"paths{end}",
            "roads",
            paint["path"],
            _zoomed(13, 0.5, 17, 2),
            ["all", where, _is(*PATHS)],
            minzoom=14,
            paint=dashes,
            cap="butt",
        ),
        _line(f"lanes{end}", "roads", paint["road"], _zoomed(14, 0.6, 18, 9), lane, minzoom=14),
        _line(
            f"streets-edge{end}", "roads", paint["road_edge"], _zoomed(*_edged(narrow)), small, minzoom=12.5, cap=cap
        ),
        _line(f"mains-edge{end}", "roads", paint["main_edge"], _zoomed(*_edged(wide)), main, cap=cap),
        _line(f"streets{end}", "roads", paint["road"], _zoomed(*narrow), small),
        _line(f"mains{end}", "roads", paint["main"], _zoomed(*wide), main),
    ]


def _edged(widths: tuple[float, ...]) -> list[float]:
    return [value * 1.12 + 1.0 if at % 2 else value for at, value in enumerate(widths)]


def _rails(paint: dict[str, str]) -> list[Layer]:
    rails = _is("rail", "light_rail", "tram")
    ties = {"line-dasharray": [0.25, 2.2]}
    return [
        _line("rails", "rails", paint["rail"], _zoomed(11, 0.7, 16, 2), rails, cap="butt"),
        _line("rails-ties", "rails", paint["rail"], _zoomed(13, 2.5, 17, 8), rails, minzoom=14, cap="butt", paint=ties),
    ]


def _labels(paint: dict[str, str]) -> list[Layer]:
    towns, parts = _is("city", "town"), _is("neighbourhood", "suburb", "quarter", "borough", "village")
    water, green = _is("water", "river"), _is("park", "garden", "nature_reserve", "wood")
    landmarks = [
        "!",
        _is(
            "city",
            "town",
            "neighbourhood",
            "suburb",
            "quarter",
            "borough",
            "village",
            "water",
            "park",
            "garden",
            "nature_reserve",
            "wood",
        ),
    ]
    river = ["all", ["==", ["geometry-type"], "LineString"], ["has", "name"]]
    spread = {"text-letter-spacing": 0.12, "text-transform": "uppercase"}
    return [
        _along("water-names", "water", paint["water_label"], paint, river, (12, 12, 16, 16), minzoom=11),
        _along("main-names", "roads", paint["label"], paint, _is(*MAIN), (12, 10.5, 17, 15), minzoom=12.5),
        _along(
            "street-names",
            "roads",
            paint["label_minor"],
            paint,
            _is(*SMALL, "pedestrian"),
            (14, 10.5, 18, 14.5),
            minzoom=14.3,
        ),
        _at_point("landmarks", paint["label_minor"], paint, landmarks, (15, 10.5, 18, 13), minzoom=15.5),
        _at_point("key-landmarks", paint["label"], paint, _is(*IMPORTANT[:-1]), (14, 10.5, 18, 13.5), minzoom=14),
        _at_point("green-names", paint["green_label"], paint, green, (13, 10.5, 17, 14), minzoom=13),
        _at_point("lake-names", paint["water_label"], paint, water, (12, 11.5, 16, 16), minzoom=12),
        _at_point("part-names", paint["label"], paint, parts, (11, 11, 15, 15), minzoom=11, maxzoom=16, layout=spread),
        _at_point("town-names", paint["label"], paint, towns, (6, 13, 11, 19), maxzoom=11.5),
    ]


def _along(
    name: str, layer: str, colour: str, paint: dict[str, str], kinds: list[Any], sizes: tuple[float, ...], **more: Any
) -> Layer:
    layout = {
        "symbol-placement": "line",
        "symbol-spacing": 340,
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": _zoomed(*sizes),
    }
    return {
        **_text(name, layer, colour, paint, kinds),
        "layout": {**layout, "text-max-angle": 32, "text-padding": 6},
        **more,
    }


def _at_point(
    name: str, colour: str, paint: dict[str, str], kinds: list[Any], sizes: tuple[float, ...], **more: Any
) -> Layer:
    layout = {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": _zoomed(*sizes),
        "text-max-width": 8,
        "text-padding": 6,
    }
    return {**_text(name, "labels", colour, paint, kinds), "layout": {**layout, **more.pop("layout", {})}, **more}


def _text(name: str, layer: str, colour: str, paint: dict[str, str], kinds: list[Any]) -> Layer:
    look = {"text-color": colour, "text-halo-color": paint["halo"], "text-halo-width": 1.4}
    return {"id": name, "type": "symbol", "source": "city", "source-layer": layer, "filter": kinds, "paint": look}
