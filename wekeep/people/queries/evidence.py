"""Reading what was seen about a person, and what it opens to them."""

from wekeep.kit.abilities import Role
from wekeep.people.models import Seen, Standing
from wekeep.people.rules.eligibility import Verdict, judge
from wekeep.people.rules.evidence import Evidence, Kind
from wekeep.people.rules.policy import policy_on
from wekeep.places.queries.today import today


def evidence_about(person: str) -> list[Evidence]:
    """Every piece of evidence about a person, as rules see it."""
    return [as_evidence(row) for row in seen_about(person)]


def seen_about(person: str) -> list[Seen]:
    """The rows themselves, oldest first."""
    return list(Seen.objects.filter(person=person).order_by("on", "id"))


def as_evidence(row: Seen) -> Evidence:
    """One row as rules see it."""
    return Evidence(Kind(row.kind), row.on, row.valid_until, row.of, row.in_person, frozenset(row.zones))


def verdict_in(zone: str, role: Role, seen: list[Evidence]) -> Verdict:
    """What the policy of today says of a role in a zone, by what counts there."""
    return judge(role, [one for one in seen if one.counts_in(zone)], policy_on(today()), today())


def verdicts(person: str, roles: list[str], zones: list[str]) -> list[tuple[str, Verdict]]:
    """What the policy of today says of each role that a person wants, in each zone."""
    policy, seen = policy_on(today()), evidence_about(person)
    wished = [Role(role) for role in roles if Role(role) in policy.roles]
    return [(zone, verdict_in(zone, role, seen)) for role in wished for zone in zones]


def standings_of(person: str) -> list[Standing]:
    """How a person stands to each role and zone."""
    return list(Standing.objects.filter(person=person).order_by("role", "zone"))
