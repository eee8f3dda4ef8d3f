"""Bringing in a list of requests: sealed as it comes, looked at, brought in part by part, stopped, and undone."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from wekeep.care.actions.bringing import Brought, bring_rows
from wekeep.care.actions.holding import hold_requests
from wekeep.care.actions.intake import plain
from wekeep.care.models import BroughtList, BroughtPart, Household, Request
from wekeep.care.queries.lists import (
    LIST,
    ROWS_A_PART,
    Said,
    columns_of,
    get_list,
    key_of,
    rows_in,
    said_before,
    untouched,
)
from wekeep.care.rules import kinds
from wekeep.care.rules.list_state import HELD, MOST_TRIES, MOVING, Move, State, due_at, step
from wekeep.care.rules.listed import Column, Table, Vocabulary
from wekeep.care.rules.sealed import HOUSEHOLD, REQUEST
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import new_key, seal_under
from wekeep.kit.errors import Refused
from wekeep.vault.actions.sealing import erase_all
from wekeep.vault.actions.serving import seal_for_sending
from wekeep.work import actions as work

MOST_AT_ONCE = 5
UNDO_AT_ONCE = 200
BATCH = 50
# The keeper opens the key of a list a hundred times in an hour, for all lists together: so it is asked once for so many parts.
PARTS_AT_ONCE = 10
MOST_NAMED = 500
_LONGEST_TROUBLE = 200
_STOOD_STILL = gettext_noop("It stood still too often, and nobody knows why. Ask the one who runs the server.")


@transaction.atomic
def take_in(*, actor: Actor, table: Table, columns: Mapping[Column, int], wishes: Mapping[str, str]) -> BroughtList:
    """Keep a list to look at, encrypted from the first byte; nothing is asked for yet. Refused while several wait."""
    actor.require(Ability.SORT_REQUESTS)
    now, code, key = clock.now(), new_code(), new_key()
    if BroughtList.objects.filter(member=actor.code, state__in=[state.value for state in HELD]).count() >= MOST_AT_ONCE:
        raise Refused("Five of your lists wait already. Bring them in or drop them first.")
    until = (now + 2 * (due_at(State.SHOWN, now) - now)).date()
    sealed = seal_for_sending(kind=LIST, record=code, fields={"key": key.hex()}, until=until)
    if sealed is None:
        raise Refused("There is no key for that day, so this was not kept. Ask the one who runs the server.")
    one = BroughtList.objects.create(
        code=code,
        member=actor.code,
        columns={column.value: place for column, place in columns.items()},
        wishes=dict(wishes),
        bucket=sealed.bucket,
        sealed=sealed.sealed,
        rows=len(table.rows),
        made_at=now,
        due_at=due_at(State.SHOWN, now),
    )
    parts = [[table.header], *(table.rows[n : n + ROWS_A_PART] for n in range(0, len(table.rows), ROWS_A_PART))]
    BroughtPart.objects.bulk_create(
        (BroughtPart(brought=one, number=n, body=_encrypted(key, code, n, rows)) for n, rows in enumerate(parts)),
        batch_size=20,
    )
    return one


def _encrypted(key: bytes, code: str, number: int, rows: Any) -> bytes:
    return seal_under(key, f"list {code} {number}", json.dumps(rows, ensure_ascii=False).encode())


@transaction.atomic
def choose(*, actor: Actor, code: str, columns: Mapping[Column, int], wishes: Mapping[str, str]) -> BroughtList:
    """Read its columns otherwise, or let other things hold where a row says nothing."""
    one = _locked(actor, code)
    if one.state != State.SHOWN:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    one.columns = {column.value: place for column, place in columns.items()}
    one.wishes = dict(wishes)
    one.save(update_fields=["columns", "wishes"])
    return one


@transaction.atomic
def start(*, actor: Actor, code: str) -> BroughtList:
    """Bring it in, part by part, in jobs; each part is there whole, once, or not at all."""
    one = _moved(_locked(actor, code), Move.START)
    one.part = 1
    one.save(update_fields=["part"])
    work.enqueue("care.bring_part", {"code": one.code, "part": 1})
    return one


@transaction.atomic
def stop(*, actor: Actor, code: str) -> BroughtList:
    """Bring in no more of it, or drop it where nothing was brought in; what is there stays, and can be undone."""
    one = _locked(actor, code)
    _moved(one, Move.STOP if one.state == State.RUNNING else Move.DROP)
    _erase_rows(one)
    return one


@transaction.atomic
def undo(*, actor: Actor, code: str) -> BroughtList:
    """Take back whatever of it nobody has touched, part by part, in jobs."""
    one = _moved(_locked(actor, code), Move.UNDO)
    one.tries, one.trouble = 0, ""
    one.save(update_fields=["tries", "trouble"])
    work.enqueue("care.undo_list", {"code": one.code})
    return one


def bring_parts(*, code: str, part: int, words: Vocabulary) -> None:
    """So many parts of a list from `part` on, each in a transaction of its own; the next are queued with the last. Taken up again after
    a crash it does what is left of them. Where the list cannot be read or kept now, that is written down, and it is tried again later."""
    one = BroughtList.objects.filter(code=code, state=State.RUNNING).first()
    if one is None:
        return
    try:
        key = key_of(one)
        said = said_before(one, part, words, key)
        for number in range(part, part + PARTS_AT_ONCE):
            last = number + 1 == part + PARTS_AT_ONCE
            bring_part(code=code, part=number, words=words, key=key, said=said, and_on=last)
    except Refused as refusal:
        BroughtList.objects.filter(code=code, state=State.RUNNING).update(trouble=refusal.why[:_LONGEST_TROUBLE])


@transaction.atomic
def bring_part(
    *, code: str, part: int, words: Vocabulary, key: bytes = b"", said: Said | None = None, and_on: bool = True
) -> None:
    """One part of a list; with `and_on` the next are queued with it. Twice is the same as once. Refused where nobody could read it."""
    one = BroughtList.objects.select_for_update().filter(code=code, state=State.RUNNING, part=part).first()
    if one is None:
        return
    found = one.parts.select_related("brought").filter(number=part).first()
    if found is None:
        _moved(one, Move.FINISH)
        _erase_rows(one)
        return
    rows, first = rows_in(found, key or key_of(one)), (part - 1) * ROWS_A_PART
    brought = bring_rows(one=one, rows=rows, first=first, columns=columns_of(one), words=words, said=said)
    _write_down(one, brought, len(rows))
    if brought.made:
        journal.record(kinds.BROUGHT_IN, about=one.code, actor=SYSTEM, zone=plain("*"), households=brought.made)
    if and_on:
        work.enqueue("care.bring_part", {"code": one.code, "part": part + 1})


def _write_down(one: BroughtList, brought: Brought, rows: int) -> None:
    """The mark of a part that is in, with the lines of what was left out (the names of the columns are line 1)."""
    one.part, one.seen, one.made = one.part + 1, one.seen + rows, one.made + brought.made
    one.left_out += rows - brought.made
    one.left = [*one.left, *([place + 2, fault.value] for place, fault in brought.left)][:MOST_NAMED]
    one.tries, one.trouble = 0, ""
    one.due_at = due_at(State.RUNNING, clock.now())
    one.save(update_fields=["part", "seen", "made", "left_out", "left", "tries", "trouble", "due_at"])


@transaction.atomic
def undo_part(*, code: str) -> None:
    """Some of the untouched households of a list go, with all that was sealed of them. Twice is the same as once."""
    one = BroughtList.objects.select_for_update().filter(code=code, state=State.UNDOING).first()
    if one is None:
        return
    few = list(untouched(one).order_by("pk").values_list("pk", flat=True)[:UNDO_AT_ONCE])
    # whoever moves a request locks it first: once we hold them, whoever was quicker is among those that stay
    hold_requests(Request.objects.filter(household__in=few))
    mine = untouched(one).filter(pk__in=few)
    codes = list(mine.values_list("code", flat=True))
    erase_all(kind=HOUSEHOLD, records=codes)
    erase_all(kind=REQUEST, records=list(Request.objects.filter(household__in=mine).values_list("code", flat=True)))
    Household.objects.filter(code__in=codes).delete()
    one.undone += len(codes)
    one.tries, one.due_at = 0, due_at(State.UNDOING, clock.now())
    one.save(update_fields=["undone", "tries", "due_at"])
    if codes:
        work.enqueue("care.undo_list", {"code": one.code})
    else:
        _moved(one, Move.FINISH_UNDO)
        journal.record(kinds.LIST_UNDONE, about=one.code, actor=SYSTEM, zone=plain("*"), households=one.undone)
        work.empty_log_soon()


def turn_lists() -> None:
    """Drop what nobody began, begin again what stands still, and forget what is long over."""
    due = BroughtList.objects.filter(due_at__lt=clock.now()).order_by("due_at").values_list("code", flat=True)
    for code in due[:BATCH]:
        _turn(code)


@transaction.atomic
def _turn(code: str) -> None:
    one = BroughtList.objects.select_for_update().filter(code=code, due_at__lt=clock.now()).first()
    if one is None:
        return
    if one.state == State.SHOWN:
        _moved(one, Move.DROP)
        _erase_rows(one)
    elif one.state in MOVING and one.tries >= MOST_TRIES:
        _give_up(one)
    elif one.state in MOVING:
        one.tries, one.due_at = one.tries + 1, due_at(State(one.state), clock.now())
        one.save(update_fields=["tries", "due_at"])
        payload: dict[str, str | int | float | bool | None] = {"code": one.code}
        if one.state == State.RUNNING:
            work.enqueue("care.bring_part", payload | {"part": one.part})
        else:
            work.enqueue("care.undo_list", payload)
    else:
        one.delete()


def _give_up(one: BroughtList) -> None:
    """It stood still too often: what is in stays and can be taken back, or tried to be taken back again."""
    running = one.state == State.RUNNING
    one.tries, one.trouble = 0, one.trouble or _STOOD_STILL
    one.save(update_fields=["tries", "trouble"])
    _moved(one, Move.STOP if running else Move.GIVE_UP_UNDO)
    if running:
        _erase_rows(one)


def _moved(one: BroughtList, what: Move) -> BroughtList:
    one.state = step(State(one.state), what)
    one.due_at = due_at(State(one.state), clock.now())
    one.save(update_fields=["state", "due_at"])
    return one


def _erase_rows(one: BroughtList) -> None:
    one.parts.all().delete()
    one.sealed = b""
    one.save(update_fields=["sealed"])
    work.empty_log_soon()


def _locked(actor: Actor, code: str) -> BroughtList:
    return BroughtList.objects.select_for_update().get(pk=get_list(actor, code).pk)
