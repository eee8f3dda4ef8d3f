"""Two persons for what reaches many: one asks, another agrees to exactly that within a quarter of an hour, and it is sent."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from wekeep.alerts.actions import alerts, signing
from wekeep.alerts.models import Proposal
from wekeep.alerts.queries import alerts as queries
from wekeep.alerts.queries.reach import hearers_of
from wekeep.alerts.rules import kinds
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.area import Area
from wekeep.alerts.rules.parts import Parts
from wekeep.alerts.rules.statement import Statement, read
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.rules.unlocked import Unlocked

# As long as the keeper remembers that someone agreed.
LIVES: Final = timedelta(minutes=15)


@transaction.atomic
def propose_alert(
    *,
    unlocked: Unlocked,
    about: str,
    zone: str,
    area: Area,
    level: Level,
    parts: Parts,
    given_by: str,
    expires: datetime | None = None,
    status: Status = Status.ACTUAL,
) -> Proposal:
    """Ask for a second person to agree to a new alert; nobody is told of it before they do."""
    draft = alerts.new_alert(
        actor=unlocked.actor,
        about=about,
        zone=zone,
        area=area,
        level=level,
        parts=parts,
        given_by=given_by,
        expires=expires,
        status=status,
    )
    return _ask(draft, unlocked, about=about)


@transaction.atomic
def propose_widening(
    *,
    unlocked: Unlocked,
    code: str,
    area: Area,
    parts: Parts,
    given_by: str,
    level: Level | None = None,
    expires: datetime | None = None,
) -> Proposal:
    """Ask for a second person to agree to telling a live alert to many more."""
    draft = alerts.wider_alert(
        actor=unlocked.actor, code=code, area=area, parts=parts, given_by=given_by, level=level, expires=expires
    )
    about = queries.chain(SYSTEM, code).about
    return _ask(draft, unlocked, about=about)


@transaction.atomic
def agree(*, unlocked: Unlocked, code: str) -> queries.Chain:
    """Agree to a proposal, as another person than who asked: it is signed and sent in the same moment. Whom it reaches is
    decided now."""
    proposal = Proposal.objects.select_for_update().filter(code=code, until__gt=clock.now()).first()
    if proposal is None:
        raise NotFound
    actor, draft = unlocked.actor, read(proposal.statement)
    actor.require(Ability.AGREE_TO_ALERTS, proposal.zone)
    if actor.code == proposal.by:
        raise Refused("You asked for this yourself, so someone else agrees.")
    if draft.number == 1:
        _check_none_is_out(proposal)
    hearers = hearers_of(draft)
    signature = signing.sign(draft, unlocked=unlocked, reach=hearers.reach)
    proposal.delete()
    journal.record(kinds.ALERT_AGREED, about=draft.alert, of=proposal.about, actor=actor, zone=draft.zone)
    if draft.number == 1:
        return alerts.begin(draft, signature, about=proposal.about, by=actor, hearers=hearers, sender=proposal.by)
    return alerts.go_wider(draft, signature, by=actor, hearers=hearers, sender=proposal.by)


def forget_proposals() -> int:
    """Delete what nobody agreed to in time; returns how many."""
    return Proposal.objects.filter(until__lte=clock.now()).delete()[0]


def _ask(draft: Statement, unlocked: Unlocked, *, about: str) -> Proposal:
    reach = hearers_of(draft).reach
    signing.agree(draft, unlocked=unlocked)
    # whoever asks again means the newer one
    Proposal.objects.filter(about=about).delete()
    proposal = Proposal.objects.create(
        statement=draft.text(),
        about=about,
        zone=draft.zone,
        by=unlocked.actor.code,
        reach=reach,
        until=clock.now() + LIVES,
    )
    journal.record(kinds.ALERT_PROPOSED, about=draft.alert, of=about, actor=unlocked.actor, zone=draft.zone)
    return proposal


def _check_none_is_out(proposal: Proposal) -> None:
    if any(chain.is_live for chain in queries.chains_about(SYSTEM, proposal.about)):
        raise Refused("An alert about this is out already. Update it, or widen its area.")
