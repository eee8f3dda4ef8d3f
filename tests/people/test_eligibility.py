"""Whether somebody may hold a role is computed from dated evidence, against a version of the policy."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wekeep.kit.abilities import Role
from wekeep.people.rules.eligibility import Standing, judge, last_day, standing, warning_due
from wekeep.people.rules.evidence import Evidence, Kind
from wekeep.people.rules.policy import BadPolicy, Need, Want, in_line, policies, policy_on, read_policy

DAY = date(2026, 11, 21)
POLICY = policies()[-1]


def saw(kind: Kind, of: str = "", days: int = 100, ago: int = 0, in_person: bool = False) -> Evidence:
    return Evidence(kind, DAY - timedelta(days=ago), DAY + timedelta(days=days), of, in_person)


FULL = [
    saw(Kind.CONDUCT, days=300),
    saw(Kind.CONTACT, days=700),
    saw(Kind.SCREENED, days=700),
    saw(Kind.REFERENCE, "1", days=700),
    saw(Kind.REFERENCE, "2", days=600),
    saw(Kind.ORIENTATION, days=700),
    saw(Kind.OBSERVER_TRAINING, days=250),
    saw(Kind.VERIFIER_TRAINING, days=260),
    saw(Kind.SHADOW_SHIFT, days=270),
    saw(Kind.VETTED, "ana"),
    saw(Kind.VETTED, "bo", days=90),
    saw(Kind.LICENCE, days=80),
    saw(Kind.INSURANCE, days=60),
    saw(Kind.BACKGROUND, days=70),
]


def without(*kinds: Kind) -> list[Evidence]:
    return [one for one in FULL if one.kind not in kinds]


@pytest.mark.parametrize(
    ("role", "days"),
    [(Role.HELPER, 300), (Role.OBSERVER, 250), (Role.VERIFIER, 250), (Role.DRIVER, 60), (Role.CARER, 70)],
)
def test_a_role_is_open_until_the_first_of_its_needs_ends(role: Role, days: int) -> None:
    verdict = judge(role, FULL, POLICY, DAY)
    assert verdict.met and verdict.until == DAY + timedelta(days=days) and not verdict.missing


def test_what_is_missing_is_named() -> None:
    verdict = judge(Role.OBSERVER, without(Kind.ORIENTATION, Kind.REFERENCE), POLICY, DAY)
    assert verdict.until is None
    assert [need.any_of[0].kind for need in verdict.missing] == [Kind.REFERENCE, Kind.ORIENTATION]


def test_children_homes_and_money_take_two_vetters_and_not_one_of_them_twice() -> None:
    for vetters, met in ((["ana"], False), (["ana", "ana"], False), (["ana", "bo"], True)):
        seen = without(Kind.VETTED) + [saw(Kind.VETTED, who) for who in vetters]
        assert all(judge(role, seen, POLICY, DAY).met is met for role in (Role.DRIVER, Role.CARER))


@pytest.mark.parametrize(
    ("vouches", "met"),
    [
        ([("a", False)], False),
        ([("a", True), ("a", True)], False),
        ([("a", False), ("b", False)], False),
        ([("a", True), ("b", False)], True),
        ([("a", False), ("b", False), ("c", True)], True),
    ],
)
def test_two_vouches_come_from_two_and_one_of_them_in_person(vouches: list[tuple[str, bool]], met: bool) -> None:
    seen = without(Kind.REFERENCE) + [saw(Kind.VOUCH, of, in_person=person) for of, person in vouches]
    assert judge(Role.OBSERVER, seen, POLICY, DAY).met is met


def test_one_reference_and_one_vouch_are_not_two_of_either() -> None:
    seen = [*without(Kind.REFERENCE), saw(Kind.REFERENCE, "1"), saw(Kind.VOUCH, "a", in_person=True)]
    assert not judge(Role.OBSERVER, seen, POLICY, DAY).met


def test_each_decision_says_which_version_decided_and_the_versions_differ() -> None:
    seen = without(Kind.SHADOW_SHIFT)
    first, second = policies()
    assert judge(Role.VERIFIER, seen, first, DAY).met and not judge(Role.VERIFIER, seen, second, DAY).met
    assert (judge(Role.VERIFIER, seen, first, DAY).version, judge(Role.VERIFIER, seen, second, DAY).version) == (1, 2)
    assert policy_on(second.since - timedelta(days=1)) is first and policy_on(second.since) is second


# a busy machine draws slowly; how long a draw takes proves nothing
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
evidence = st.builds(
    Evidence,
    kind=st.sampled_from(Kind),
    on=st.dates(DAY - timedelta(days=400), DAY + timedelta(days=30)),
    valid_until=st.dates(DAY - timedelta(days=30), DAY + timedelta(days=400)),
    of=st.sampled_from(["", "1", "2", "a", "b"]),
    in_person=st.booleans(),
)
roles = st.sampled_from(sorted(POLICY.roles))


@unhurried
@given(roles, st.lists(evidence, max_size=15), evidence)
def test_more_evidence_never_closes_a_role_or_ends_it_sooner(role: Role, seen: list[Evidence], more: Evidence) -> None:
    before, after = (judge(role, found, POLICY, DAY).until for found in (seen, [*seen, more]))
    assert before is None or (after is not None and after >= before)


@unhurried
@given(roles, st.lists(evidence, max_size=10))
def test_a_role_is_open_on_every_day_up_to_its_last_and_the_day_after_only_by_what_began_meanwhile(
    role: Role, more: list[Evidence]
) -> None:
    seen = [one for one in [*FULL, *more] if one.on <= DAY]
    until = judge(role, seen, POLICY, DAY).until
    assert until is not None
    assert judge(role, seen, POLICY, until).met
    assert not judge(role, seen, POLICY, until + timedelta(days=1)).met


@unhurried
@given(st.lists(evidence, max_size=12))
def test_evidence_of_tomorrow_and_of_yesterday_counts_for_nothing(seen: list[Evidence]) -> None:
    outside = [one for one in seen if one.on > DAY or one.valid_until < DAY]
    assert last_day(Need((Want(Kind.CONTACT), Want(Kind.LICENCE))), outside, DAY) is None


def test_a_standing_reads_missing_approved_ends_soon_or_ended() -> None:
    far, near = DAY + timedelta(days=31), DAY + timedelta(days=30)
    assert standing(None, False, DAY) is Standing.MISSING and standing(None, True, DAY) is Standing.EXPIRED
    assert standing(far, False, DAY) is Standing.APPROVED and standing(near, True, DAY) is Standing.EXPIRING


def test_warnings_come_thirty_seven_and_one_day_before_each_once() -> None:
    until, warned, given_on = DAY + timedelta(days=40), 0, []
    for ahead in range(41):
        due = warning_due(until, DAY + timedelta(days=ahead), warned)
        if due:
            warned = due
            given_on.append(40 - ahead)
    assert given_on == [30, 7, 1]
    assert warning_due(until, until - timedelta(days=5), 0) == 7


GOOD = (
    "version = 1\nsince = 2026-01-01\n[days]\n"
    + "".join(f"{kind.value} = 90\n" for kind in Kind)
    + '[roles.helper]\nneeds = ["conduct"]\n'
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version = 1", "version = 0"),
        ("version = 1", 'version = "one"'),
        ("since = 2026-01-01", "since = 2026-01-01T10:00:00Z"),
        ("since = 2026-01-01", "unknown = 1"),
        ("vouch = 90\n", ""),
        ("vouch = 90", "vouch = 0"),
        ("vouch = 90", "vouch = 5000"),
        ('["conduct"]', "[]"),
        ('["conduct"]', '["good looks"]'),
        ('["conduct"]', '["reference x1"]'),
        ("[roles.helper]", "[roles.boss]"),
        ("[roles.helper]", "[roles.driver]"),
        ("version = 1", "version = 1\nmore = true"),
        ("[days]", "[days"),
    ],
)
def test_a_policy_that_cannot_be_followed_is_refused(old: str, new: str) -> None:
    assert read_policy(GOOD).version == 1
    with pytest.raises(BadPolicy):
        read_policy(GOOD.replace(old, new, 1))


def test_versions_follow_each_other() -> None:
    first = read_policy(GOOD)
    third = read_policy(GOOD.replace("version = 1", "version = 3"))
    same_day = read_policy(GOOD.replace("version = 1", "version = 2"))
    for wrong in ([first, third], [first, same_day], [third]):
        with pytest.raises(BadPolicy):
            in_line(wrong)
