"""How many machines a network needs, reckoned from rates that were measured: the tables of docs/arithmetic.md.

    python -m bench.arithmetic          writes the tables anew

Every rate stands here once, with the bench that measures it; change it here, run this, and the page says what follows.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parent.parent / "docs" / "arithmetic.md"
CURVE: Final = Path(__file__).parent / "results" / "audience_curve.json"


@dataclass(frozen=True)
class Rate:
    """What was measured: how much of it, what it is, and the bench that says so."""

    value: float
    what: str
    bench: str


# A host is one of two processors: everything below was measured on two.
RATES: Final = {
    "row_bytes": Rate(1_819, "bytes of SQLite for a subscription with one place, its address and its pack", "audience"),
    "roll_bytes": Rate(86, "bytes of memory for a subscription, in each process that decides who is told", "audience"),
    "pushes": Rate(19_500, "web pushes a second from one host that also ran both push services", "alert100k"),
    "opened": Rate(
        8_207, "addresses a second that the one keeper opens by themselves; of sheets it opens 500 at a time", "keeper"
    ),
    "prepared": Rate(3_000, "messages made ready a second, ahead of time", "alert100k"),
    "push_bytes": Rate(358, "bytes of the body of a web push, always the same", "pushes"),
    "stream_bytes": Rate(2_253, "bytes of memory for an open board", "streams"),
    "broadcast": Rate(68_000, "boards a second that an event is written to (10,000 in 146 ms)", "streams"),
    "reports": Rate(
        3_383, "reports a second that one process takes from a crowd, each durable, with merging beside", "durable"
    ),
    "lines": Rate(240, "connections of one sender, to all push services together", ""),
    "streams": Rate(100, "posts under way on each of them", ""),
    "database_lines": Rate(40, "connections to the database of a sender; 20 of a web or worker process", ""),
}
# Nobody measured a whole push service; FCM publishes this for its own interface, which may or may not count web push.
FCM_A_MINUTE: Final = 600_000
# What a processor with four gigabytes costs in a month, from cheap to dear; prices move, several times in 2026 alone.
EUROS_A_PROCESSOR: Final = (6, 30)
PROCESSORS_A_HOST: Final = 2


@dataclass(frozen=True)
class Network:
    """A network of a size, and what one day asks of it."""

    name: str
    subscriptions: int
    city_alert: int
    largest_alert: int
    boards: int


STATE: Final = Network("a state", 1_000_000, 100_000, 1_000_000, 2_000)
COUNTRY: Final = Network("a country", 30_000_000, 100_000, 3_000_000, 20_000)
NETWORKS: Final = (STATE, COUNTRY)
SENDERS: Final = (1, 3, 10, 30)


def rate(name: str) -> float:
    """One measured rate."""
    return RATES[name].value


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as Markdown has it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def short_bytes(count: float) -> str:
    """As people say it."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def span(seconds: float) -> str:
    """As people say it."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.1f} min" if seconds < 3_600 else f"{seconds / 3_600:.1f} h"


def rates() -> str:
    """What was measured."""
    rows = [
        [f"{one.value:,.0f}", one.what, f"`./dev bench {one.bench}`" if one.bench else "set"] for one in RATES.values()
    ]
    return table(["rate", "what", "by"], rows)


def holding() -> str:
    """What a network of this size holds."""
    rows = [
        ["database", *(short_bytes(rate("row_bytes") * one.subscriptions) for one in NETWORKS)],
        [
            "roll, in each web and worker process",
            *(short_bytes(rate("roll_bytes") * one.subscriptions) for one in NETWORKS),
        ],
        ["all made ready anew by one sender", *(span(one.subscriptions / rate("prepared")) for one in NETWORKS)],
        [
            "memory of all open boards",
            *(f"{one.boards:,} boards: {short_bytes(rate('stream_bytes') * one.boards)}" for one in NETWORKS),
        ],
        [
            "an event at the last board, by one web host",
            *(f"{one.boards / rate('broadcast') * 1e3:.0f} ms" for one in NETWORKS),
        ],
    ]
    return table(["", *(f"{one.name}, {one.subscriptions:,}" for one in NETWORKS)], rows)


def sending() -> str:
    """How long it takes until the last push is accepted."""
    told = sorted({n for one in NETWORKS for n in (one.city_alert, one.largest_alert)})
    rows = [
        [
            f"{n}",
            *(span(count / (n * rate("pushes"))) for count in told),
            f"{n * rate('pushes') * 60 / FCM_A_MINUTE:.1f}",
        ]
        for n in SENDERS
    ]
    rows.append(["the keeper, one by one", *(span(count / rate("opened")) for count in told), ""])
    return table(["sender hosts", *(f"{count:,} told" for count in told), "of 600,000 a minute"], rows)


def hosts_for(told: int, seconds: float) -> int:
    """How many sender hosts reach so many in that time."""
    return ceil(told / (rate("pushes") * seconds))


def machines() -> str:
    """How many hosts, and what they cost."""
    rows = []
    for one in NETWORKS:
        for told, seconds in ((one.city_alert, 10), (one.largest_alert, 60)):
            senders = hosts_for(told, seconds)
            web = max(2, ceil(one.boards / 10_000) + 1)
            # database and its standby, keeper, three brokers
            hosts = senders + web + 2 + 1 + 3
            low, high = (hosts * PROCESSORS_A_HOST * price for price in EUROS_A_PROCESSOR)
            lines = senders * rate("database_lines") + web * 2 * rate("database_lines") / 2
            rows.append(
                [
                    one.name,
                    f"{told:,} in {span(seconds)}",
                    f"{senders}",
                    f"{web}",
                    f"{hosts}",
                    f"{lines:,.0f}",
                    f"{low:,} to {high:,}",
                ]
            )
    return table(
        ["network", "aim", "senders", "web and worker", "hosts in all", "database connections", "euros a month"], rows
    )


def connections() -> str:
    """What a push service sees of us."""
    rows = [
        [
            f"{delay} ms",
            f"{rate('pushes') * delay / 1e3:,.0f}",
            f"{ceil(rate('pushes') * delay / 1e3 / rate('streams')):,}",
            f"{rate('lines') * rate('streams') / (delay / 1e3):,.0f}",
        ]
        for delay in (50, 200, 1_000)
    ]
    return table(
        ["a push service answers in", "posts under way", "connections a sender", "most a second by its lines"], rows
    )


def growing() -> str:
    """What finding an audience costs, as measured (docs/images/audience.svg)."""
    found = json.loads(CURVE.read_text())
    audiences = sorted({one["audience"] for one in found["lines"]})
    cost = {(one["subscriptions"], one["audience"]): one["decide_ms"] for one in found["lines"]}
    rows = [
        [
            f"{one['subscriptions']:,}",
            *(
                f"{cost[one['subscriptions'], n]:.0f} ms" if (one["subscriptions"], n) in cost else ""
                for n in audiences
            ),
            f"{one['roll_read_s']:.1f} s",
            short_bytes(one["peak_mb"] * 1e6),
        ]
        for one in found["networks"]
    ]
    return table(["subscriptions", *(f"{n:,} told" for n in audiences), "roll read at the start", "most memory"], rows)


TABLES: Final[dict[str, Callable[[], str]]] = {
    "rates": rates,
    "holding": holding,
    "sending": sending,
    "connections": connections,
    "machines": machines,
    "growing": growing,
}


def with_tables(page: str) -> str:
    """The page with its tables reckoned anew; each stands between two marks that name it."""
    for name, made in TABLES.items():
        marks = f"<!-- {name} -->", f"<!-- end {name} -->"
        pattern = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.DOTALL)
        if len(pattern.findall(page)) != 1:
            raise ValueError(name)
        page = pattern.sub(f"{marks[0]}\n{made()}\n{marks[1]}", page)
    return page


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text()))
