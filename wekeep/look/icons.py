"""The icons pages use, and the one sprite made of them."""

import re
from pathlib import Path

ICONS: dict[str, str] = {
    "alarm": "octagon-alert",
    "wait": "hourglass",
    "clear": "circle-check",
    "quiet": "circle-minus",
    "unsure": "circle-question-mark",
    "language": "languages",
    "exit": "log-out",
    "send": "send",
    "add": "plus",
    "close": "x",
    "edit": "pencil",
    "remove": "trash-2",
    "search": "search",
    "place": "map-pin",
    "map": "map",
    "here": "locate-fixed",
    "list": "list",
    "clock": "clock",
    "calendar": "calendar-days",
    "bell": "bell",
    "bell-off": "bell-off",
    "phone": "phone",
    "mail": "mail",
    "message": "message-square-text",
    "person": "user-round",
    "people": "users-round",
    "vehicle": "car-front",
    "eye": "eye",
    "report": "file-pen-line",
    "rights": "scale",
    "directory": "book-open",
    "help": "hand-helping",
    "question": "message-circle-question-mark",
    "home": "house",
    "board": "layout-dashboard",
    "merge": "merge",
    "split": "split",
    "undo": "undo-2",
    "next": "chevron-right",
    "back": "chevron-left",
    "feed": "rss",
    "print": "printer",
    "download": "download",
    "upload": "upload",
    "offline": "cloud-off",
    "online": "wifi",
    "lock": "lock",
    "key": "key-round",
    "settings": "settings",
    "keyboard": "keyboard",
    "verify": "badge-check",
    "empty": "moon-star",
    "live": "radio",
}
"""Our word for an icon → its name in the lucide-static package."""

_DRAWING = re.compile(r"<svg\b[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)


def sprite(drawings: Path) -> str:
    """Return one SVG with a `<symbol>` per entry of ICONS, drawn from the folder of `.svg` files given.

    Raises FileNotFoundError when the package no longer has a drawing of that name.
    """
    symbols = (_symbol(word, (drawings / f"{name}.svg").read_text(encoding="utf-8")) for word, name in ICONS.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _symbol(word: str, drawing: str) -> str:
    found = _DRAWING.search(drawing)
    if found is None:
        raise ValueError(f"the drawing of {word!r} is not an SVG")
    shapes = re.sub(r"\s+", " ", found["shapes"]).replace("> <", "><").strip()
    return f'<symbol id="{word}" viewBox="0 0 24 24">{shapes}</symbol>'
