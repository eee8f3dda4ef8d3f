"""What the vehicles spoken of add up to."""

from dataclasses import dataclass

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.pasted import Field


@dataclass(frozen=True, slots=True)
class Mention:
    """Vehicles spoken of at `span`; `count` is None where no number can be told, `counted` if one was written."""

    span: Span
    count: int | None
    counted: bool
    generic: bool
    described: bool
    plain: bool
    letter: Letter | None
    joined: bool = False
    coloured: bool = True
    told_apart: bool = True


def total(mentions: list[Mention], bare: int | None = None) -> int | None:
    """How many vehicles the mentions add up to; None when one of them leaves it open; `bare` goes before all."""
    if bare is not None:
        return bare
    labelled = [m for m in mentions if m.letter is Letter.E and m.count is not None]
    elsewhere = [m for m in mentions if m.letter is not Letter.E]
    chosen = labelled or elsewhere
    if any(m.counted and m.count is None for m in chosen):
        return None
    sure = any(m.counted for m in chosen)
    chosen = [
        m for at, m in enumerate(chosen) if at == 0 or m.counted or m.coloured or chosen[at - 1].span[1] != m.span[0]
    ]
    certain = [m for m in chosen if m.count is not None and (m.counted or not sure or (m.described and not m.generic))]
    if len(certain) > 1:
        certain = [m for m in certain if m.counted or not m.plain] or certain[:1]
    overall = _overall(certain)
    return overall or sum(m.count or 0 for m in certain) or None


def _overall(certain: list[Mention]) -> int | None:
    """The number of the first mention when it stands for the others too: "3 vehicles: 2 SUVs and a van"."""
    if len(certain) < 2 or not certain[0].counted or (certain[0].count or 0) < 2 or certain[1].joined:
        return None
    rest = sum(m.count or 0 for m in certain[1:])
    if rest == certain[0].count:
        return rest
    if not certain[0].generic:
        return None
    return certain[0].count if (certain[0].count or 0) >= rest else None


def take_mentions(board: Board, mentions: list[Mention]) -> None:
    """Note the words of the mentions on the board."""
    for mention in mentions:
        if mention.letter is not Letter.E:
            board.take(mention.span, Field.VEHICLES)
