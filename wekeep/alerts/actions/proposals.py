"""Two persons for what reaches many: one asks, another agrees to exactly that within a quarter of an hour, and it is sent."""

from datetime import datetime

from django.db import transaction

from wekeep.alerts.actions import alerts, signing
from wekeep.alerts.queries import alerts as queries
from wekeep.alerts.queries.proposals import Proposed, as_alert
from wekeep.alerts.queries.reach import hearers_of
from wekeep.alerts.rules import kinds
from wekeep.alerts.rules.alert import Level, Status, Type, check_none_is_out
from wekeep.alerts.rules.area import Area
from wekeep.alerts.rules.parts import Parts
from wekeep.alerts.rules.statement import Statement
from wekeep.journal import actions as journal
from wekeep.kit.actor import SYSTEM
from wekeep.vault.actions import powers
from wekeep.vault.rules.power import Power
from wekeep.vault.rules.unlocked import Unlocked


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
) -> Proposed:
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
) -> Proposed:
    """Ask for a second person to agree to telling a live alert to many more."""
    draft = alerts.wider_alert(
        actor=unlocked.actor, code=code, area=area, parts=parts, given_by=given_by, level=level, expires=expires
    )
    about = queries.chain(SYSTEM, code).about
    return _ask(draft, unlocked, about=about)


@transaction.atomic
def propose_update(
    *, unlocked: Unlocked, code: str, parts: Parts, level: Level | None = None, expires: datetime | None = None
) -> Proposed:
    """Ask for a second person to agree to an update, where more go out in this hour than one person sends alone."""
    draft = alerts.correction(
        actor=unlocked.actor, code=code, said=Type.UPDATE, parts=parts, level=level, expires=expires
    )
    return _ask(draft, unlocked, about=queries.chain(SYSTEM, code).about)


@transaction.atomic
def agree(*, unlocked: Unlocked, code: str) -> queries.Chain:
    """Agree to a proposal, as another person than who asked: it is signed and sent in the same moment. Whom it reaches is
    decided now."""
    actor = unlocked.actor
    waiting = powers.waiting(actor=actor, code=code, power=Power.ALERT)
    draft = as_alert(waiting).statement
    if draft.number == 1:
        check_none_is_out(queries.is_out(waiting.about))
    hearers = None if draft.type is Type.UPDATE else hearers_of(draft)
    signature = signing.sign(draft, unlocked=unlocked, reach=hearers.reach if hearers else 0)
    powers.close(proposed=waiting, actor=actor)
    journal.record(kinds.ALERT_AGREED, about=draft.alert, of=waiting.about, actor=actor, zone=draft.zone)
    if hearers is None:
        return alerts.correct(draft, signature, by=actor, sender=waiting.by)
    if draft.number == 1:
        return alerts.begin(draft, signature, about=waiting.about, by=actor, hearers=hearers, sender=waiting.by)
    return alerts.go_wider(draft, signature, by=actor, hearers=hearers, sender=waiting.by)


def _ask(draft: Statement, unlocked: Unlocked, *, about: str) -> Proposed:
    reach = 0 if draft.type is Type.UPDATE else hearers_of(draft).reach
    proposed = signing.propose(draft, unlocked=unlocked, about=about, reach=reach)
    journal.record(kinds.ALERT_PROPOSED, about=draft.alert, of=about, actor=unlocked.actor, zone=draft.zone)
    return as_alert(proposed)
