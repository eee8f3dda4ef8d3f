"""Six words for the families of a list: nobody was there to read them to, so whoever brought them in, or telephones with them, hands them
out. They are shown once and kept nowhere; words that were drawn before open nothing any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from wekeep.care.actions.holding import hold_households
from wekeep.care.actions.intake import plain
from wekeep.care.models import BroughtList, Household
from wekeep.care.queries.lists import get_list, lines_of
from wekeep.care.queries.requests import get_request
from wekeep.care.queries.sent import apart_from, check_reads, helpers_of
from wekeep.care.rules import kinds, receipt
from wekeep.care.rules.household import Source
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused

MOST_SLIPS = 100


@dataclass(frozen=True, slots=True)
class Slip:
    """What one family is handed: its words, the line of the list that tells whose they are (0: not asked), and its language."""

    words: str
    line: int
    language: str


@transaction.atomic
def draw_for(*, actor: Actor, code: str) -> Slip:
    """Words for the family of the request with `code`, who came with a list. Refused for families who got theirs when they asked, and for
    whoever helps them: with the words a family says that help came."""
    one = get_request(actor, code)
    actor.require(Ability.TAKE_REQUESTS, one.zone)
    check_reads(actor.code, one.household)
    if actor.code in helpers_of(one):
        raise Refused("You help this family. Let somebody else hand them their words.")
    (house,) = hold_households([one.household_id])
    if house.source != Source.IMPORT or not house.is_sealed:
        raise Refused("This family got its words when it asked. They are shown only once.")
    return _draw(actor, [(0, house)], about=one.code, zone=one.zone)[0]


@transaction.atomic
def draw_slips(*, actor: Actor, code: str, line: int | None = None) -> list[Slip]:
    """Words for the next hundred families of the actor's list who have none yet, in the order of their lines; with `line` for the
    family of that line, anew. NotFound where that line is nobody's."""
    one = BroughtList.objects.select_for_update().get(pk=get_list(actor, code).pk)
    rows = Household.objects.filter(brought=one, is_sealed=True)
    rows = rows if line is not None else rows.filter(words_at=None)
    apart = apart_from(actor.code, rows)
    lines = lines_of(one)
    mine = [(lines[row.key_mark], row) for row in rows if row.code not in apart and row.key_mark in lines]
    found = sorted(mine, key=lambda pair: pair[0])
    chosen = [pair for pair in found if line in (None, pair[0])][:MOST_SLIPS]
    if line is not None and not chosen:
        raise NotFound
    hold_households(row.pk for _line, row in chosen)
    return _draw(actor, chosen, about=one.code, zone="*") if chosen else []


def _draw(actor: Actor, houses: Sequence[tuple[int, Household]], *, about: str, zone: str) -> list[Slip]:
    secret, slips = settings.SECRET_KEY, list[Slip]()
    for line, house in houses:
        words = receipt.words_for(secret, new_code(), new_code())
        house.receipt_mark, house.words_at = receipt.mark_of(secret, words), clock.now()
        slips.append(Slip(words, line, house.language))
    Household.objects.bulk_update([house for _line, house in houses], ["receipt_mark", "words_at"])
    journal.record(kinds.WORDS_DRAWN, about=about, actor=actor, zone=plain(zone), households=len(slips))
    return slips
