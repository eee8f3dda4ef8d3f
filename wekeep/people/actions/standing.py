"""Recomputing what the evidence opens to a person: standings, roles, and the moves that follow by themselves."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.keys import match_keys
from wekeep.people.actions.moving import move
from wekeep.people.models import Application, Grant, Member, Standing
from wekeep.people.queries.evidence import evidence_about, verdict_in
from wekeep.people.rules import kinds
from wekeep.people.rules.application import INSIDE, By, Move, State
from wekeep.people.rules.eligibility import TRUST, Verdict, last_day, standing
from wekeep.people.rules.eligibility import Standing as How
from wekeep.people.rules.evidence import Evidence
from wekeep.people.rules.grant import LONGEST
from wekeep.places.queries.today import today

BY_EVIDENCE = "evidence"
_OPEN = frozenset({How.APPROVED, How.EXPIRING})
# In these states the evidence opens roles; a helper's alone is open on the way in too.
_MAY_HOLD = INSIDE


@transaction.atomic
def recompute(*, person: str) -> None:
    """Bring the standings, the roles and the state of a person up to what the evidence says today."""
    one = Application.objects.select_for_update().filter(code=person).first()
    if one is None:
        return
    seen = evidence_about(person)
    _keep_trust(one, seen)
    for role in sorted(set(one.roles)):
        for zone in one.zones:
            verdict = verdict_in(zone, Role(role), seen)
            until = verdict.until if _may_hold(one, verdict.role) else None
            _stand(one, zone, verdict, None if until is None else min(until, today() + LONGEST))
    _carry_on(one)
    _grant(one)


def _may_hold(one: Application, role: Role) -> bool:
    if role is Role.HELPER and set(one.roles) == {Role.HELPER.value} and one.state == State.CONTACT_CONFIRMED:
        return True
    return State(one.state) in _MAY_HOLD


def _keep_trust(one: Application, seen: list[Evidence]) -> None:
    """Two references or two vouches lead on to the orientation; where they fall away before it, they lead back."""
    trusted = last_day(TRUST, seen, today()) is not None
    if one.state == State.SCREENED and trusted:
        move(one=one, what=Move.TRUST, by=By.EVIDENCE, actor=SYSTEM)
    elif one.state == State.ORIENTATION and not trusted:
        move(one=one, what=Move.FALL_BACK, by=By.EVIDENCE, actor=SYSTEM)


def _stand(one: Application, zone: str, verdict: Verdict, until: date | None) -> None:
    row = Standing.objects.filter(person=one.code, role=verdict.role, zone=zone).first()
    row = row or Standing(person=one.code, role=verdict.role, zone=zone, state=How.MISSING)
    until = None if row.ended else until
    how = standing(until, row.since is not None, today())
    if row.pk is not None and (row.state, row.until, row.policy) == (how, until, verdict.version):
        return
    if row.until is None or (until is not None and until > row.until):
        row.warned = 0
    changed = row.state != how
    if how in _OPEN and row.state not in _OPEN:
        row.since = today()
    row.state, row.until, row.policy = how, until, verdict.version
    row.save()
    if changed:
        journal.record(
            kinds.STANDING_CHANGED,
            about=one.code,
            actor=SYSTEM,
            role=verdict.role.value,
            to=how.value,
            version=row.policy,
        )


def _carry_on(one: Application) -> None:
    """The moves that standings make: approved, then expiring, then expired, and back when they are renewed."""
    rows = list(Standing.objects.filter(person=one.code))
    states = {How(row.state) for row in rows}
    if one.state in (State.PROVISIONAL, State.CONTACT_CONFIRMED) and states & _OPEN:
        move(one=one, what=Move.APPROVE, by=By.EVIDENCE, actor=SYSTEM)
    if one.state in (State.EXPIRING, State.EXPIRED) and How.APPROVED in states:
        move(one=one, what=Move.APPROVE, by=By.EVIDENCE, actor=SYSTEM)
    if one.state == State.APPROVED and How.APPROVED not in states and How.EXPIRING in states:
        move(one=one, what=Move.WARN, by=By.EVIDENCE, actor=SYSTEM)
    if one.state in (State.APPROVED, State.EXPIRING) and not states & _OPEN:
        move(one=one, what=Move.EXPIRE, by=By.EVIDENCE, actor=SYSTEM)


def _grant(one: Application) -> None:
    """A member holds exactly the roles that are open, until the day the evidence ends."""
    member = Member.objects.filter(code=one.code, is_active=True).first()
    if member is None:
        return
    changed = [
        (row.zone, Role(row.role))
        for row in Standing.objects.filter(person=one.code)
        if (_hold(member, row, row.until) if row.state in _OPEN and row.until is not None else _end(member, row))
    ]
    match_keys(lines=changed, by=SYSTEM.code)


def _hold(member: Member, row: Standing, last: date) -> bool:
    """Whether the member did not hold it before."""
    until = timezone.make_aware(datetime.combine(last, time(23, 59)))
    held = Grant.objects.filter(member=member, role=row.role, zone=row.zone).first()
    if held is not None and (held.granted_by != BY_EVIDENCE or held.until == until):
        return False
    Grant.objects.update_or_create(
        member=member,
        role=row.role,
        zone=row.zone,
        defaults={
            "since": held.since if held else clock.now(),
            "until": until,
            "granted_by": BY_EVIDENCE,
        },
    )
    if held is None:
        journal.record(kinds.ROLE_GRANTED, about=member.code, actor=SYSTEM, zone=row.zone, role=row.role)
    return held is None


def _end(member: Member, row: Standing) -> bool:
    """Whether the member held it until now."""
    held = Grant.objects.filter(member=member, role=row.role, zone=row.zone, granted_by=BY_EVIDENCE)
    if not held.delete()[0]:
        return False
    journal.record(kinds.ROLE_ENDED, about=member.code, actor=SYSTEM, zone=row.zone, role=row.role)
    return True
