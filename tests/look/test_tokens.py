"""The tokens keep what they promise: readable pairs, one dark theme, nothing used that is not there."""

import re
from pathlib import Path

import pytest

import wekeep.look

CSS = (Path(wekeep.look.__file__).parent / "static" / "look" / "look.css").read_text(encoding="utf-8")

TEXT_PAIRS = [
    (text, ground) for ground in ("ground", "surface", "raised") for text in ("text", "text-soft", "link")
] + [
    ("accent-text", "accent"),
    ("alarm-text", "surface"),
    ("alarm-text", "ground"),
    *((f"{tone}-text", f"{tone}-ground") for tone in ("alarm", "wait", "clear", "quiet")),
    ("wait-text", "ground"),
]
EDGE_PAIRS = [(edge, ground) for edge in ("line", "accent-edge", "focus") for ground in ("ground", "surface")]


def themes() -> dict[str, dict[str, str]]:
    light = re.search(r":root \{(?P<tokens>[^}]*--ground[^}]*)\}", CSS)
    device = re.search(r":root:not\(\[data-theme=\"light\"\]\) \{(?P<tokens>[^}]*--ground[^}]*)\}", CSS)
    asked = re.search(r":root\[data-theme=\"dark\"\] \{(?P<tokens>[^}]*--ground[^}]*)\}", CSS)
    assert light and device and asked
    return {
        name: dict(re.findall(r"--([\w-]+): (#\w{6});", found["tokens"]))
        for name, found in (("light", light), ("dark by device", device), ("dark when asked", asked))
    }


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark by device"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_words_stand_out_from_their_ground(theme: str, text: str, ground: str) -> None:
    tokens = themes()[theme]
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark by device"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_of_what_can_be_pressed_are_seen(theme: str, edge: str, ground: str) -> None:
    tokens = themes()[theme]
    assert contrast(tokens[edge], tokens[ground]) >= 3


def test_dark_is_the_same_whether_the_device_or_the_member_chose_it() -> None:
    found = themes()
    assert found["dark by device"] == found["dark when asked"]
    assert found["light"].keys() == found["dark when asked"].keys()


def test_every_token_that_is_used_is_there() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) <= set(re.findall(r"--([\w-]+):", CSS))


def test_no_rule_knows_left_from_right() -> None:
    sided = re.findall(r"\b(?:margin|padding|border)-(?:left|right)\b|\btext-align: (?:left|right)\b|\bfloat:", CSS)
    assert sided == []
