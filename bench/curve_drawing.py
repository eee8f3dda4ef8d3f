"""The curve of an audience's cost as a picture: SVG from plain text, readable in light, in dark and in grey."""

from collections.abc import Sequence
from math import log10
from typing import Any, Final

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 170, 52, 52
# one tone and one dash for each audience, so that they differ without colour too
TONES: Final = ("#2a78d6", "#1baf7a", "#c77d00", "#4a3aa7")
DASHES: Final = ("", "8 4", "2 4", "10 4 2 4")
_STYLE: Final = """<style>
text { font: 13px system-ui, sans-serif; fill: #52514e; }
.title { font-size: 15px; font-weight: 600; fill: #0b0b0b; }
.grid { stroke: #dddcd7; stroke-width: 1; }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.all { stroke: #8a8984; } .end { font-weight: 600; fill: #0b0b0b; }
.ground { fill: #fcfcfb; }
@media (prefers-color-scheme: dark) {
  text { fill: #c3c2b7; } .title, .end { fill: #ffffff; } .grid { stroke: #3a3a38; } .ground { fill: #1a1a19; }
}
</style>"""

Spot = tuple[float, float]


class Scale:
    """Where a value lies, each decade as wide as the other."""

    def __init__(self, values: Sequence[float], begins: float, ends: float) -> None:
        self._low, self._high = log10(min(values)), log10(max(values))
        self._begins, self._ends = begins, ends

    def at(self, value: float) -> float:
        """Its place on the picture."""
        share = (log10(value) - self._low) / (self._high - self._low)
        return self._begins + share * (self._ends - self._begins)


def drawing(found: dict[str, Any]) -> str:
    """The whole picture, from the figures as bench/audience_curve.py writes them."""
    lines = found["lines"]
    audiences = sorted({one["audience"] for one in lines})
    sizes = sorted({one["subscriptions"] for one in lines})
    times = [one[name] for one in lines for name in ("decide_ms", "everyone_ms")]
    across = Scale(sizes, LEFT, WIDTH - RIGHT)
    up = Scale([*decades(min(times), max(times))], HEIGHT - BOTTOM, TOP)
    parts = [_ground(), *_frame(across, up, sizes, decades(min(times), max(times)))]
    for n, audience in enumerate(audiences):
        spots = [(across.at(o["subscriptions"]), up.at(o["decide_ms"])) for o in lines if o["audience"] == audience]
        parts += _curve(spots, f'stroke="{TONES[n]}" stroke-dasharray="{DASHES[n]}"', f"{audience:,} people told")
    # the rule asked of everyone costs the same whoever is told; the smallest audience stands for all
    spots = [(across.at(o["subscriptions"]), up.at(o["everyone_ms"])) for o in lines if o["audience"] == audiences[0]]
    parts += _curve(spots, 'class="line all"', "everyone, in memory")
    return "\n".join([*parts, "</svg>", ""])


def decades(low: float, high: float) -> list[float]:
    """The powers of ten from below `low` to above `high`."""
    first, last = int(log10(low) // 1), -int(-log10(high) // 1)
    return [10.0**n for n in range(first, last + 1)]


def _ground() -> str:
    title = "Finding an audience: what it costs as the network grows"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">{_STYLE}\n'
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/><text class="title" x="{LEFT}" y="24">{title}</text>\n'
        f'<text x="{LEFT}" y="42">milliseconds, by subscriptions; each line is one size of audience</text>'
    )


def _frame(across: Scale, up: Scale, sizes: Sequence[int], times: Sequence[float]) -> list[str]:
    rows = [
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up.at(t):.1f}" y2="{up.at(t):.1f}"/>'
        f'<text text-anchor="end" x="{LEFT - 8}" y="{up.at(t) + 4:.1f}">{t:,g}</text>'
        for t in times
    ]
    columns = [
        f'<text text-anchor="middle" x="{across.at(n):.1f}" y="{HEIGHT - BOTTOM + 22}">{short(n)}</text>' for n in sizes
    ]
    return [*rows, *columns]


def short(count: int) -> str:
    """A number as it stands under an axis."""
    return f"{count / 1e6:g} M" if count >= 1_000_000 else f"{count / 1e3:g} k"


def _curve(spots: Sequence[Spot], look: str, name: str) -> list[str]:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    kind = "" if "class=" in look else 'class="line" '
    x, y = spots[-1]
    return [
        f'<polyline {kind}{look} points="{points}"/>',
        f'<text class="end" x="{x + 10:.1f}" y="{y + 4:.1f}">{name}</text>',
    ]
