"""The plot in docs/ is drawn from the figures that were written down, and shows what they say."""

import json
import re
from xml.etree import ElementTree

from bench.audience_curve import PICTURE, RESULTS
from bench.curve_drawing import decades, drawing, short

FIGURES = json.loads(RESULTS.read_text())


def test_the_picture_in_docs_is_drawn_from_the_figures_beside_the_bench() -> None:
    assert PICTURE.read_text() == drawing(FIGURES)


def test_the_picture_is_small_and_asks_nobody_for_anything() -> None:
    text = PICTURE.read_text()
    ElementTree.fromstring(text)
    assert len(text) < 20_000
    assert not re.search(r"<script|href|@import|url\(", text)


def test_a_line_that_costs_more_stands_higher() -> None:
    def line(subscriptions: int, audience: int, cost: float) -> dict[str, float]:
        return {"subscriptions": subscriptions, "audience": audience, "decide_ms": cost, "everyone_ms": 5.0}

    figures = [line(n, a, c) for n in (1_000, 1_000_000) for a, c in ((100, 2.0), (1_000, 20.0))]
    drawn = ElementTree.fromstring(drawing({"lines": figures}))
    low, high, everyone = (
        [float(spot.split(",")[1]) for spot in one.attrib["points"].split()]
        for one in drawn.iter("{http://www.w3.org/2000/svg}polyline")
    )
    assert low[0] == low[1] and high[0] == high[1]
    assert high[0] < everyone[0] < low[0]


def test_the_axes_are_named_shortly_and_hold_every_value() -> None:
    assert [short(n) for n in (10_000, 300_000, 3_000_000)] == ["10 k", "300 k", "3 M"]
    assert decades(0.4, 55) == [0.1, 1, 10, 100]
    assert decades(1, 100) == [1, 10, 100]


def test_the_cost_grows_with_the_audience_and_hardly_with_the_subscriptions() -> None:
    """Of what was measured: a hundred times the subscriptions cost less than ten times the audience does."""
    lines = FIGURES["lines"]
    cost = {(one["audience"], one["subscriptions"]): one["decide_ms"] for one in lines}
    most = max(one["subscriptions"] for one in lines)
    few = min(n for a, n in cost if a == 10_000)
    assert cost[10_000, most] / cost[10_000, few] < cost[100_000, most] / cost[10_000, most]
