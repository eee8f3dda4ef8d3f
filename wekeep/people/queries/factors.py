"""Reading second factors: which a member has, and whether one is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from wekeep.journal.queries import about_since
from wekeep.journal.rules.event import Event
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark
from wekeep.people.models import AppCode, FactorDue, FactorRemoval, Member, Passkey, RecoveryCode
from wekeep.people.queries.members import roles_held
from wekeep.people.rules import kinds
from wekeep.people.rules.factor import AGREED_WITHIN, Change, Proof, needs_one, proofs_taken

_CHANGES = (kinds.FACTOR_ADDED, kinds.FACTOR_REMOVED, kinds.RECOVERY_DRAWN, kinds.RECOVERY_USED)
_MOST_CHANGES = 10


@dataclass(frozen=True, slots=True)
class Factors:
    """A member's second factors: passkeys by the day they were added, whether there is an app, how many recovery codes
    are left; whether a role of theirs needs one, and when the grace without one ends."""

    passkeys: tuple[Passkey, ...]
    app: AppCode | None
    recovery_left: int
    needed: bool
    due_at: datetime | None

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self.passkeys or self.app)

    @property
    def several(self) -> bool:
        """Whether one may go and one is left."""
        return len(self.passkeys) + bool(self.app) > 1


def factors_of(member: Member) -> Factors:
    """What the member's own page shows."""
    app = AppCode.objects.filter(member=member).first()
    passkeys = tuple(Passkey.objects.filter(member=member).order_by("made_at", "id"))
    left = RecoveryCode.objects.filter(member=member).count()
    return Factors(passkeys, app, left, needs_one(roles_held(member)), grace_ends(member))


def has_factor(member: Member) -> bool:
    """Whether signing in takes a second step."""
    return AppCode.objects.filter(member=member).exists() or has_passkey(member.code)


def taken_for(member: Member, change: Change) -> frozenset[Proof]:
    """Any one of which this change of the member's own factors takes now."""
    app = AppCode.objects.filter(member=member).exists()
    return proofs_taken(change, has_passkey=has_passkey(member.code), has_app=app)


def has_passkey(code: str) -> bool:
    """Whether a place or a contact takes a touch."""
    return Passkey.objects.filter(member__code=code).exists()


def changes_unseen(code: str) -> list[Event]:
    """What happened to the member's second factors and recovery codes that they have not said they know of, newest first."""
    since = Member.objects.filter(code=code).values_list("factors_seen", flat=True).first()
    return about_since(code, _CHANGES, since=since, limit=_MOST_CHANGES)


def grace_ends(member: Member) -> datetime | None:
    """When a member without a factor can no longer unlock; None where they have never unlocked without one."""
    since = FactorDue.objects.filter(member=member).values_list("since", flat=True).first()
    return since + timedelta(hours=settings.FACTOR_GRACE_HOURS) if since else None


def removal_of(member: Member) -> FactorRemoval | None:
    """What was asked in the last 15 minutes."""
    return FactorRemoval.objects.filter(member=member, asked_at__gte=clock.now() - AGREED_WITHIN).first()


def exactly_now(member: Member) -> str:
    """A mark of the very factors the member has now: an agreement is to these and no others."""
    passkeys: QuerySet[Passkey, int] = Passkey.objects.filter(member=member).order_by("id").values_list("id", flat=True)
    app = AppCode.objects.filter(member=member).values_list("id", flat=True).first()
    return keyed_mark(settings.SECRET_KEY, "removal", f"{member.code} {list(passkeys)} {app}")
