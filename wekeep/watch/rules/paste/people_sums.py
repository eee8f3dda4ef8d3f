"""What the people spoken of add up to: the parts of a party, and those who are added to a count."""

from dataclasses import dataclass

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import word_set
from wekeep.watch.rules.paste.people_parts import next_part
from wekeep.watch.rules.paste.people_words import (
    ADDED,
    ANOTHER,
    DONE_TO,
    FEWER_THAN,
    VAGUE,
    VICTIM,
)
from wekeep.watch.rules.salute import Count


@dataclass(frozen=True, slots=True)
class Seen:
    """People counted at `span`; `sure` if they are called agents, `adds_up` if parts may be added, `overall` if it counts all."""

    span: Span
    count: Count
    sure: bool
    adds_up: bool
    overall: bool = False


def plus(count: Count, more: int) -> Count:
    """The count with `more` added."""
    return Count(count.low + more, None if count.high is None else count.high + more)


_ALSO_WORN = word_set(
    """masked mask masks armed enmascarados encapuchados encapuchado enmascarado con mascaras in vests chalecos
        chaleco camo civil vestidos de uniform uniformed tactical gear plain clothes armados uniformados with w
        plainclothes vest jacket jackets badge badges uniforme hoodie hoodies placa gorra cap helmet balaclava gaiter"""
)


def take(board: Board, span: Span) -> None:
    """Takes the words, but leaves "masked" and the like to the readers of uniform and equipment."""
    for at in range(*span):
        if board.typed.words[at].key not in _ALSO_WORN:
            board.take((at, at + 1), Field.PEOPLE)


def sum_up(board: Board, seen: list[Seen]) -> Count | None:
    """The count that those seen, in the order typed, add up to; takes its words; None where none is told."""
    if not seen:
        return None
    sure = [s for s in seen if s.sure]
    whole_of = [s for s in seen if s.overall or "total" in board.keys(s.span)]
    start = (whole_of or sure or seen)[0]
    if start.count == Count(1, 1) and any(True for _ in board.typed.find(VAGUE)):
        return None
    take(board, start.span)
    return _with_others(board, *_with_parts(board, start))


def _with_parts(board: Board, start: Seen) -> tuple[Count, int]:
    """The count with the parts told after it, and where the last of them ends; parts that only divide it add nothing."""
    count, last, parts = start.count, start.span[1], 0
    while part := next_part(board.typed.line[max(0, board.typed.offset_of(last) - 1) :]):
        end = board.typed.index_at(board.typed.offset_of(last) - 1 + part.length - 1) + 1
        if not _adds(board, (last, end)):
            break
        count, last, parts = _together(count, part.count), end, parts + part.count.low
        board.take((end - part.words, end), Field.PEOPLE)
    return (start.count if parts == start.count.low > 1 else count), last


def _adds(board: Board, span: Span) -> bool:
    """Whether the part is of those who act: no other field's words, and not those it is done to."""
    if any(i in board.labels for i in range(*span)) or board.letter_at(span[0]) is not board.letter_at(span[1] - 1):
        return False
    after = " ".join(board.keys((span[1], span[1] + 4)))
    return not DONE_TO.match(after) and not VICTIM.search(" ".join(board.keys(span)))


def _together(one: Count, other: Count) -> Count:
    return Count(one.low + other.low, None if one.high is None or other.high is None else one.high + other.high)


def _with_others(board: Board, count: Count, last: int) -> Count:
    """With the driver, the two others or the second one who is told of after the count."""
    after = board.typed.line[board.typed.offset_of(last) - 1 :]
    below = FEWER_THAN.match(after) if count.high is None else None
    if below and int(below["most"]) > count.low:
        return Count(count.low, int(below["most"]))
    added = ADDED.match(after)
    if added and not added["sole"]:
        take(board, (last, last + len(added.group().split())))
        return plus(count, int(added["more"] or 1))
    return plus(count, 1) if count == Count(1, 1) and ANOTHER.match(after) else count
