"""How many vehicles came, and the words that describe them: kinds, makes and models, in English and Spanish."""

import re
from collections.abc import Iterator
from dataclasses import replace

from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.not_theirs import is_not_theirs
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import alternatives, later
from wekeep.watch.rules.paste.vehicle_totals import Mention
from wekeep.watch.rules.paste.vehicle_words import (
    ADDITION,
    ALL_OF_THEM,
    AND,
    ANOTHER,
    COLOURED,
    COLOURED_ONE,
    CONVOY,
    LISTED,
    MENTION,
    OF_THEM,
    PLAIN_MANY,
    PLAIN_ONE,
    SO_FAR,
    STAYED,
    STAYED_AFTER,
    UNMARKED,
    WENT,
    WENT_BEFORE,
)


def mentions_of_vehicles(board: Board) -> list[Mention]:
    """Each mention of the vehicles that came, in the order typed; those stopped or searched are left out."""
    found: list[Mention] = []
    for first, last, match in _matches(board):
        letter = board.letter_at(first)
        if (
            letter in {Letter.L, Letter.U}
            or any(i in board.labels for i in range(first, last))
            or _taken(board, first, last)
        ):
            continue
        if is_not_theirs(board, first, last, match, letter):
            continue
        mention = _mention(board, first, last, match, letter)
        found.append(
            mention
            if (mention.counted and not _explains(board, found, mention))
            or not (_named_before(board, found, mention) or _explains(board, found, mention))
            else replace(mention, count=None)
        )
    found = [
        replace(m, count=None, counted=False) if _says_what_it_is(board, found[:at], m) else m
        for at, m in enumerate(found)
    ]
    found = [replace(m, count=None, counted=False) if _has_gone(board, found, m) else m for m in found]
    return _with_convoys(board, _all_of(board, _with_another(board, [_that_stayed(board, m) for m in found])))


_GONE_BUT = later(rf"^ ?(?:just |already |has |ya )?{WENT} (?:, |; )?(?:but|pero|though)(?!\S)")


def _has_gone(board: Board, found: list[Mention], mention: Mention) -> bool:
    """Whether the vehicle has left, but another one told after it has not: "the white Nissan left but the Tahoe is here"."""
    later = any(other.span[0] > mention.span[1] and other.count for other in found)
    return later and bool(_GONE_BUT.match(board.typed.line[board.typed.offset_of(mention.span[1]) :]))


_IT_IS = later(
    r"(?:^| )(?:it was|it is|its|it's|was|that was|i think its|i think it was|era|es|fue|parece|parecia|looked like|looks like|one was|one is|a saber)$"
)


def _says_what_it_is(board: Board, earlier: list[Mention], mention: Mention) -> bool:
    """Whether it tells more of one vehicle spoken of before: "a pickup … it was a dark green Silverado"."""
    before = " ".join(board.keys((max(0, mention.span[0] - 4), mention.span[0])))
    return mention.count == 1 and sum(m.count or 0 for m in earlier) > 0 and bool(_IT_IS.search(before))


def _matches(board: Board) -> Iterator[tuple[int, int, re.Match[str]]]:
    """What looks like vehicles; where the first words were taken or are a label, what is left of it."""
    for first, last, match in board.typed.find(MENTION):
        free = first
        while free < last and (board.taken[free] is not None or free in board.labels):
            free += 1
        again = MENTION.match(board.typed.line, board.typed.offset_of(free)) if first < free < last else None
        if again:
            yield free, board.typed.index_at(again.end() - 1) + 1, again
        elif free < last:
            yield first, last, match


def _that_stayed(board: Board, mention: Mention) -> Mention:
    """With the number of those that stay, where it is told that the ones mentioned have left."""
    first, last = mention.span
    after = board.typed.line[board.typed.offset_of(last) :]
    left = WENT_BEFORE.search(" ".join(board.keys((max(0, first - 2), first))))
    match = STAYED.match(after) or (STAYED_AFTER.match(after) if left else None)
    if match is None:
        return mention
    at = board.typed.index_at(board.typed.offset_of(last) + match.start("number"))
    board.take((at, at + 1), Field.VEHICLES)
    return replace(mention, count=int(match["number"]), counted=True)


def _with_another(board: Board, found: list[Mention]) -> list[Mention]:
    """With the "and one in front" that follows a mention."""
    done = []
    for mention in found:
        following = board.typed.line[board.typed.offset_of(mention.span[1]) :]
        one_more = mention.count == 1 and ANOTHER.match(following)
        coloured = COLOURED_ONE.match(following) if mention.count else None
        more = 1 if one_more else int(coloured["more"] or 1) if coloured else 0
        done.append(replace(mention, count=(mention.count or 0) + more) if more else mention)
    return done


def _all_of(board: Board, found: list[Mention]) -> list[Mention]:
    """Where no mention has a number, the "all three" that follows gives it to the first."""
    if found and not any(m.counted for m in found):
        match = OF_THEM.match(board.typed.line[board.typed.offset_of(found[-1].span[1]) - 1 :])
        if match:
            return [
                *(replace(m, count=None) for m in found[:-1]),
                replace(found[-1], count=int(match["number"]), counted=True),
            ]
    uncounted = [m for m in found if m.count is None]
    again = len(found) == 1 and board.keys(found[0].span)[0] in {"another", "otra", "otro"}
    if len(found) != 1 or not (uncounted or again):
        return found
    after = found[0].span[1]
    for first, last, match in (*board.typed.find(ALL_OF_THEM, after), *board.typed.find(SO_FAR, after)):
        if board.free((first, last)):
            board.take((first, last), Field.VEHICLES)
            return [replace(found[0], count=int(match["number"]), counted=True)]
    return found


def _named_before(board: Board, found: list[Mention], mention: Mention) -> bool:
    """Whether every word of the mention was in an earlier one: "the U-Haul" after "a U-Haul van"."""
    earlier = {key for other in found for key in board.keys(other.span)}
    return set(board.keys(mention.span)) - {"the", "la", "el"} <= earlier


def _explains(board: Board, found: list[Mention], mention: Mention) -> bool:
    """Whether the mention stands alone in brackets behind another and only names it: "an armored truck (bearcat)"."""
    first, last = mention.span
    around = board.keys((max(0, first - 1), first)) + board.keys((last, last + 1))
    return bool(found) and around == ["(", ")"] and mention.count == 1 and last - first == 1


def _taken(board: Board, first: int, last: int) -> bool:
    return any(board.taken[i] is not None for i in range(first, last))


def _mention(board: Board, first: int, last: int, match: re.Match[str], letter: Letter | None) -> Mention:
    head = (match["many"] or match["one"]).split()[-1]
    plain = bool(re.fullmatch(alternatives(PLAIN_ONE, PLAIN_MANY), head))
    generic = plain and not COLOURED.search(match["before"])
    count = _count(match)
    tail = (
        ADDITION.match(board.typed.line[board.typed.offset_of(last) - 1 :]) if last < len(board.typed.words) else None
    )
    if tail and match["the"] is None:
        last = min(len(board.typed.words), last + len(tail.group().split()))
        last = _without_taken(board, first, last)
    described = bool(match["before"].strip() or match["after"].strip()) or not generic
    return Mention(
        (first, last),
        count,
        bool(
            match["number"]
            or match["both"]
            or match["article"]
            or match["times"]
            or (match["many"] and (match["among"] or match["nearly"]))
        ),
        generic,
        described,
        plain,
        letter,
        _joined_on(board, first),
        bool(COLOURED.search(match["before"])),
        bool(match["before"].strip() or match["after"].strip())
        or _is_model(match)
        or bool(match["many"] and not match["the"]),
    )


def _is_model(match: re.Match[str]) -> bool:
    """Whether the vehicle is named by its make or model, not only by its kind."""
    return not _EVERYDAY.fullmatch(match["many"] or match["one"])


_EVERYDAY = later(
    alternatives(
        PLAIN_ONE,
        PLAIN_MANY,
        "suv|van|truck|pickup|sedan|minivan|camioneta|troca|patrulla|camion|squad|squad car|bus|suvs|vans|trucks|camionetas|trocas",
    )
)


def _joined_on(board: Board, first: int) -> bool:
    """Whether an "and" stands before the mention."""
    return first > 0 and board.typed.words[first - 1].key in AND


def _without_taken(board: Board, first: int, last: int) -> int:
    return next((i for i in range(first, last) if board.taken[i] is not None or i in board.labels), last)


def _count(match: re.Match[str]) -> int | None:
    several = match["times"] or (match["many"] and (match["among"] or match["nearly"]))
    if several:
        return int(several)
    if match["both"]:
        return 2 if match["many"] else None
    if match["number"]:
        if (match["high"] and match["high"] != match["low"]) or match["most"]:
            return None
        number = int(match["low"])
        return number if 0 < number <= 100 else None
    boarded = match["the"] in {"the", "la", "el", "their", "su"} and _BOARDED.search(match.string[: match.start("the")])
    if boarded and match["one"] and match["one"] not in _PLAIN:
        return 1
    if match["many"] or (match["the"] and not (match["before"].strip() or match["after"].strip())):
        return None
    if match["the"] == "their":
        return 1 if match["before"].strip() or _is_model(match) else None
    return (
        0
        if match["the"]
        in {
            "no",
            "any",
            "ningun",
            "ninguna",
            "every",
            "each",
            "cada",
            "what",
            "which",
            "my",
            "her",
            "his",
            "their",
            "mi",
            "su",
        }
        else 1
    )


_BOARDED = later(r"(?:^| )(?:back in|back into|back to|in|into|inside|aboard|a|en|al) $")
_PLAIN = set(PLAIN_ONE.split("|")) | {"bus", "truck", "van", "camion"}


def _with_convoys(board: Board, found: list[Mention]) -> list[Mention]:
    convoys = []
    for first, last, match in (*board.typed.find(CONVOY), *board.typed.find(LISTED), *board.typed.find(UNMARKED)):
        found = [m for m in found if m.counted or not (m.span[0] < last and first < m.span[1])]
        if not any(m.span[0] < last and first < m.span[1] for m in found) and board.free((first, last)):
            convoys.append(Mention((first, last), int(match["number"]), True, True, True, True, board.letter_at(first)))
    return sorted(found + convoys, key=lambda mention: mention.span)
