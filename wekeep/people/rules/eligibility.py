"""Whether somebody may hold a role, computed from dated evidence against one version of the policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wekeep.kit.abilities import Role
from wekeep.people.rules.evidence import Evidence, Kind
from wekeep.people.rules.policy import Need, Policy, Want

# A member hears of the end of a role this many days before.
WARNINGS = (30, 7, 1)
TRUST = Need((Want(Kind.REFERENCE, 2), Want(Kind.VOUCH, 2), Want(Kind.ESTABLISHED)))


class Standing(StrEnum):
    """How somebody stands to a role."""

    MISSING = "missing"
    APPROVED = "approved"
    EXPIRING = "expiring"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one version of the policy says of one person and one role on one day. `until` is the last day on which all
    needs are still met, None where they are not met now; `missing` are the needs that are not."""

    role: Role
    version: int
    until: date | None
    missing: tuple[Need, ...]

    @property
    def met(self) -> bool:
        """Whether the role may be held."""
        return self.until is not None


def judge(role: Role, evidence: Iterable[Evidence], policy: Policy, today: date) -> Verdict:
    """The verdict on a role that the policy names."""
    needs = policy.roles[role]
    seen = list(evidence)
    lasts = [last_day(need, seen, today) for need in needs]
    missing = tuple(need for need, last in zip(needs, lasts, strict=True) if last is None)
    until = None if missing else min(last for last in lasts if last is not None)
    return Verdict(role, policy.version, until, missing)


def last_day(need: Need, evidence: Iterable[Evidence], today: date) -> date | None:
    """The last day on which `need` is still met by what holds today; None where it is not met today."""
    seen = [one for one in evidence if one.holds(today)]
    lasts = [last for want in need.any_of if (last := _last_day_of(want, seen)) is not None]
    return max(lasts, default=None)


def _last_day_of(want: Want, holding: list[Evidence]) -> date | None:
    """Two of a kind must be of two: of each, what holds longest counts. Of two vouches one is made in person."""
    best: dict[str, Evidence] = {}
    for one in holding:
        if one.kind is want.kind and (one.of not in best or best[one.of].valid_until < one.valid_until):
            best[one.of] = one
    ranked = sorted(best.values(), key=lambda one: one.valid_until, reverse=True)
    if want.kind is Kind.VOUCH and want.count > 1:
        ranked = _with_one_in_person(ranked, want.count)
    return ranked[want.count - 1].valid_until if len(ranked) >= want.count else None


def _with_one_in_person(ranked: list[Evidence], count: int) -> list[Evidence]:
    chosen = ranked[:count]
    if any(one.in_person for one in chosen):
        return chosen
    met = [one for one in ranked[count:] if one.in_person]
    return [*chosen[:-1], met[0]] if met else []


def standing(until: date | None, held_before: bool, today: date) -> Standing:
    """How a verdict reads on `today`, given whether the role was ever approved."""
    if until is None:
        return Standing.EXPIRED if held_before else Standing.MISSING
    return Standing.EXPIRING if until - today <= timedelta(days=WARNINGS[0]) else Standing.APPROVED


def warning_due(until: date, today: date, warned: int) -> int | None:
    """Which warning is due: 30, 7 or 1 days before the end. `warned` is the last that was given, 0 for none."""
    left = (until - today).days
    due = [days for days in WARNINGS if left <= days]
    return min(due) if due and (warned == 0 or min(due) < warned) else None
