"""Bringing in a list of requests: sealed as it comes, looked at, brought in part by part, stopped, and undone."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wekeep.care.actions.bringing import bring_rows
from wekeep.care.actions.intake import plain
from wekeep.care.models import BroughtList, BroughtPart, Household, Request
from wekeep.care.queries.lists import LIST, ROWS_A_PART, columns_of, get_list, key_of, rows_in, untouched
from wekeep.care.rules import kinds
from wekeep.care.rules.list_state import HELD, MOVING, Move, State, due_at, step
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
    work.enqueue("care.undo_list", {"code": one.code})
    return one


@transaction.atomic
def bring_part(*, code: str, part: int, words: Vocabulary) -> None:
    """One part of a list, and the next is queued with it. Twice is the same as once."""
    one = BroughtList.objects.select_for_update().filter(code=code, state=State.RUNNING, part=part).first()
    if one is None:
        return
    found = one.parts.select_related("brought").filter(number=part).first()
    if found is None:
        _moved(one, Move.FINISH)
        _erase_rows(one)
        return
    rows = rows_in(found, key_of(one))
    made = bring_rows(one=one, rows=rows, first=(part - 1) * ROWS_A_PART, columns=columns_of(one), words=words)
    one.part, one.seen, one.made = part + 1, one.seen + len(rows), one.made + made
    one.left_out += len(rows) - made
    one.due_at = due_at(State.RUNNING, clock.now())
    one.save(update_fields=["part", "seen", "made", "left_out", "due_at"])
    if made:
        journal.record(kinds.BROUGHT_IN, about=one.code, actor=SYSTEM, zone=plain("*"), households=made)
    work.enqueue("care.bring_part", {"code": one.code, "part": part + 1})


@transaction.atomic
def undo_part(*, code: str) -> None:
    """Some of the untouched households of a list go, with all that was sealed of them. Twice is the same as once."""
    one = BroughtList.objects.select_for_update().filter(code=code, state=State.UNDOING).first()
    if one is None:
        return
    few = list(untouched(one).order_by("pk").values_list("pk", flat=True)[:UNDO_AT_ONCE])
    # whoever moves a request locks it first: once we hold them, whoever was quicker is among those that stay
    list(Request.objects.select_for_update().filter(household__in=few).order_by("pk").values_list("pk", flat=True))
    mine = untouched(one).filter(pk__in=few)
    codes = list(mine.values_list("code", flat=True))
    erase_all(kind=HOUSEHOLD, records=codes)
    erase_all(kind=REQUEST, records=list(Request.objects.filter(household__in=mine).values_list("code", flat=True)))
    Household.objects.filter(code__in=codes).delete()
    one.undone += len(codes)
    one.due_at = due_at(State.UNDOING, clock.now())
    one.save(update_fields=["undone", "due_at"])
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
    elif one.state in MOVING:
        one.due_at = due_at(State(one.state), clock.now())
        one.save(update_fields=["due_at"])
        payload: dict[str, str | int | float | bool | None] = {"code": one.code}
        if one.state == State.RUNNING:
            work.enqueue("care.bring_part", payload | {"part": one.part})
        else:
            work.enqueue("care.undo_list", payload)
    else:
        one.delete()


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
