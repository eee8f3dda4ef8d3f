"""What a coordinator, or whoever has a request in hand, opens of a household: its words, how to reach it, where it lives."""

from enum import StrEnum

from wekeep.care.models import Request
from wekeep.care.queries.sent import check_reads
from wekeep.care.rules.sealed import FEEDBACK, HOUSEHOLD, NEWS, REQUEST, RIDER
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.kit.text import clean_line
from wekeep.vault.queries.closed import Closed, why_closed
from wekeep.vault.queries.opening import read_groups
from wekeep.vault.queries.sealed import sealed_among
from wekeep.vault.rules.unlocked import Asked, Unlocked

REASON_LENGTH, SHORTEST_REASON = 200, 5


class Part(StrEnum):
    """What is opened at once."""

    WORDS = "words"
    CONTACT = "contact"
    PLACE = "place"
    # how it was, in words: for coordinators, never for the one who helped
    HOW = "how"


_HELPS = (Part.WORDS, Part.CONTACT, Part.PLACE)


def all_of(one: Request) -> list[Asked]:
    """Every sealed group that helping with this request may take, as far as it is there."""
    there = [asked for part in _HELPS for asked in groups_of(one, part)]
    found: dict[tuple[str, Group], set[str]] = {}
    for asked in there:
        found.setdefault((asked.kind, asked.group), set()).add(asked.record)
    sealed = {key: sealed_among(key[0], records, key[1]) for key, records in found.items()}
    return [asked for asked in there if asked.record in sealed[asked.kind, asked.group]]


def groups_of(one: Request, part: Part) -> list[Asked]:
    """What one part is made of: the words of the form, of this request's own form, and of all that was written later."""
    household = one.household
    if part is Part.CONTACT:
        return [Asked(HOUSEHOLD, household.code, Group.CONTACT)]
    if part is Part.PLACE:
        return [Asked(HOUSEHOLD, household.code, Group.PLACE)]
    if part is Part.HOW:
        said = one.feedback.order_by("said_at").values_list("code", flat=True)
        return [Asked(FEEDBACK, code, Group.TRIAGE) for code in said]
    later = household.news.order_by("at").values_list("code", flat=True)
    words = [Asked(HOUSEHOLD, household.code, Group.TRIAGE), Asked(REQUEST, one.code, Group.TRIAGE)]
    return [*words, *(Asked(NEWS, code, Group.TRIAGE) for code in later)]


def read_part(unlocked: Unlocked, one: Request, part: Part, reason: str) -> list[tuple[str, str]] | None:
    """One part in fields and texts, counted and logged by the keeper first; None where it does not open. Refused in a locked session, and
    without a reason for more than the words; TouchFirst for those with a passkey who have not touched it."""
    reason = clean_line(reason, REASON_LENGTH) or ("sorting" if part in (Part.WORDS, Part.HOW) else "")
    if len(reason) < SHORTEST_REASON:
        raise Refused("Say in a few words why you must open it. Stewards read it.")
    check_reads(unlocked.actor.code, one.household)
    asked = groups_of(one, part)
    found = read_groups(unlocked, asked, reason=reason)
    opened = [found[each.record, each.group] for each in asked if (each.record, each.group) in found]
    return [pair for fields in opened for pair in fields.items() if pair[1]] if opened else None


def why_not(actor: Actor, one: Request, part: Part) -> Closed:
    """Why it did not open for the actor."""
    return why_closed(actor, groups_of(one, part)[0])


def read_answers(unlocked: Unlocked, one: Request) -> dict[str, str]:
    """What a household answered to the form of this request, counted and logged; empty where it does not open. Refused in a locked
    session."""
    check_reads(unlocked.actor.code, one.household)
    asked = Asked(REQUEST, one.code, Group.TRIAGE)
    return read_groups(unlocked, [asked], reason="planning a trip").get((one.code, Group.TRIAGE), {})


def read_riders(unlocked: Unlocked, one: Request) -> dict[str, dict[str, str]]:
    """Who rides of the household, by code of the rider, counted and logged; without those that do not open. Refused in a locked session."""
    check_reads(unlocked.actor.code, one.household)
    codes = list(one.household.riders.order_by("pk").values_list("code", flat=True))
    asked = [Asked(RIDER, code, Group.NOTES) for code in codes]
    return {
        record: fields for (record, _group), fields in read_groups(unlocked, asked, reason="planning a trip").items()
    }
