"""Saying how it was: by the household with its six words, by the helper on their page."""

from django.db import transaction

from wekeep.care.actions.apart import keep_apart
from wekeep.care.actions.holding import hold_households
from wekeep.care.actions.household import mine_by_words
from wekeep.care.actions.intake import seal_for_desk
from wekeep.care.models import Feedback, Household, Request
from wekeep.care.queries.sent import get_helped, helpers_of
from wekeep.care.rules.feedback import OFFERED, Side, Was
from wekeep.care.rules.sealed import FEEDBACK
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.actions.sealing import erase


@transaction.atomic
def say_how(*, words: str, code: str, was: Was, text: str = "") -> Household:
    """The household says how the request with `code` went; said again, the new takes the place of the old. Words are sealed for
    coordinators, as long as anything of the household still is."""
    household = mine_by_words(words)
    one = household.requests.filter(code=code).first()
    helpers = helpers_of(one) if one else frozenset()
    if one is None or not helpers:
        raise NotFound
    _keep(one, Side.HOUSEHOLD, "", was, text)
    if was is Was.SOMEBODY_ELSE:
        keep_apart(household=household, members=helpers)
    return household


@transaction.atomic
def say_how_it_went(*, actor: Actor, code: str, was: Was, text: str = "") -> Request:
    """A helper says how a visit of the last weeks went."""
    one = get_helped(actor, code)
    (household,) = hold_households([one.household_id])
    _keep(one, Side.HELPER, actor.code, was, text)
    if was is Was.SOMEBODY_ELSE:
        keep_apart(household=household, members=[actor.code])
    return one


def _keep(one: Request, side: Side, member: str, was: Was, text: str) -> None:
    if was not in OFFERED[side]:
        raise Refused("Choose one of the answers that are offered.")
    row, _is_new = Feedback.objects.update_or_create(
        request=one, side=side, member=member, defaults={"was": was, "said_at": clock.now()}
    )
    erase(kind=FEEDBACK, record=row.code)
    if text and one.household.is_sealed:
        seal_for_desk(one.household, FEEDBACK, row.code, Group.TRIAGE, {"how": text})
