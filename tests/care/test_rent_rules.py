"""The way of a rent case, who may approve and pay, what a fund is for, and what looks like a slip of the finger."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NORTH, SOUTH
from wekeep.care.rules import approval, plausible
from wekeep.care.rules.approval import Facts, Yes
from wekeep.care.rules.claim import address_mark, household_mark, payee_mark
from wekeep.care.rules.fund import Band, Terms, approvals_for, check_pays, check_terms, from_json
from wekeep.care.rules.plausible import Doubt
from wekeep.care.rules.rent import (
    ENDED,
    MOVES,
    TURNS,
    By,
    Kind,
    Move,
    Owner,
    Payee,
    Reason,
    State,
    check_months,
    owner_of,
    step,
)
from wekeep.kit.errors import Refused

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TERMS = Terms(
    "USD",
    frozenset(Kind),
    frozenset({Payee.LANDLORD, Payee.CARER}),
    frozenset({NORTH}),
    (Band(50_00, 1), Band(3_000_00, 2), Band(9_000_00, 3)),
    3,
)
FACTS = Facts("case", 3, "fund", 1, "rent", 120_000, ("2026-11",), "landlord", "mark")


def test_every_state_has_an_owner_and_a_clock_and_a_way_on() -> None:
    assert set(TURNS) == set(State)
    for state, (owner, span) in TURNS.items():
        assert span > timedelta()
        assert (owner is Owner.NOBODY) is (state in ENDED)
        assert (state in ENDED) is not any(state in row.come_from for row in MOVES.values())


def test_every_state_can_be_reached_and_only_by_the_table() -> None:
    reached = {State.DRAFT}
    while new := {row.to for row in MOVES.values() if row.come_from & reached} - reached:
        reached |= new
    assert reached == set(State)
    for move, row in MOVES.items():
        for state in set(State) - row.come_from:
            with pytest.raises(Refused):
                step(state, move, next(iter(row.by)), next(iter(row.reasons)))


@pytest.mark.parametrize("move", Move)
def test_nobody_makes_the_move_of_another(move: Move) -> None:
    row = MOVES[move]
    for by in set(By) - row.by:
        with pytest.raises(Refused):
            step(next(iter(row.come_from)), move, by, next(iter(row.reasons)))


def test_a_no_needs_a_reason_that_can_be_told() -> None:
    with pytest.raises(Refused):
        step(State.SUBMITTED, Move.DECLINE, By.KEEPER)
    assert step(State.SUBMITTED, Move.DECLINE, By.KEEPER, Reason.FUND_IS_EMPTY) is State.DECLINED


def test_whose_turn_it_is_follows_from_how_many_approvals_the_sum_takes() -> None:
    assert owner_of(State.APPROVED_1, 1, 1) is Owner.PAYER
    assert owner_of(State.APPROVED_2, 2, 2) is Owner.PAYER
    assert owner_of(State.APPROVED_2, 2, 3) is Owner.APPROVER


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 4},
        {"fund": "other"},
        {"rules": 2},
        {"kind": "arrears"},
        {"cents": 120_001},
        {"months": ("2026-12",)},
        {"payee_kind": "household"},
        {"payee_mark": "another"},
        {"case": "another"},
    ],
)
def test_an_approval_is_of_exactly_what_was_read(changed: dict[str, object]) -> None:
    given = [Yes("ann", FACTS.digest(), NOW + timedelta(days=1))]
    assert approval.holding(given, FACTS, NOW) == given
    assert approval.holding(given, replace(FACTS, **changed), NOW) == []  # type: ignore[arg-type]


def test_an_approval_lapses_after_seven_days() -> None:
    given = [Yes("ann", FACTS.digest(), NOW + approval.HOLDS)]
    assert approval.holding(given, FACTS, NOW + timedelta(days=7) - timedelta(seconds=1)) == given
    assert approval.holding(given, FACTS, NOW + timedelta(days=7)) == []


def test_the_same_person_twice_is_one_approval() -> None:
    twice = [Yes("ann", FACTS.digest(), NOW + timedelta(days=1))] * 2
    assert len(approval.holding(twice, FACTS, NOW)) == 1
    with pytest.raises(Refused):
        approval.check_may_pay("pat", filed_by="", verified_by="kay", given=twice, needed=2)


@pytest.mark.parametrize("who", ["fay", "kay", "ann"])
def test_whoever_had_a_part_takes_no_other(who: str) -> None:
    given = [Yes(name, FACTS.digest(), NOW + timedelta(days=1)) for name in ("ann", "bob")]
    with pytest.raises(Refused):
        approval.check_may_approve(who, filed_by="fay", verified_by="kay", given=given)
    with pytest.raises(Refused):
        approval.check_may_pay(who, filed_by="fay", verified_by="kay", given=given, needed=2)
    approval.check_may_pay("pat", filed_by="fay", verified_by="kay", given=given, needed=2)


def test_in_the_evening_a_day_of_payment_is_still_the_day_of_its_city() -> None:
    chicago, evening = ZoneInfo("America/Chicago"), datetime(2026, 11, 23, 1, tzinfo=UTC)
    given = [Yes("ann", FACTS.digest(), evening + timedelta(days=1))]
    approval.check_pay_day(date(2026, 11, 23), given, date(2026, 11, 22), chicago)
    with pytest.raises(Refused):
        approval.check_pay_day(date(2026, 11, 24), given, date(2026, 11, 22), chicago)


def test_no_day_of_payment_lies_behind_a_lapse_or_in_the_past() -> None:
    given = [Yes("ann", FACTS.digest(), NOW + timedelta(days=3))]
    approval.check_pay_day(date(2026, 11, 25), given, NOW.date(), UTC)
    for day in (date(2026, 11, 26), date(2026, 11, 21)):
        with pytest.raises(Refused):
            approval.check_pay_day(day, given, NOW.date(), UTC)


def test_larger_sums_take_more_people_and_rent_never_one() -> None:
    assert [approvals_for(TERMS, Kind.RENT, cents) for cents in (1, 50_00, 3_000_00, 3_000_01)] == [2, 2, 2, 3]
    assert [approvals_for(TERMS, Kind.SPENT, cents) for cents in (50_00, 50_01)] == [1, 2]


@pytest.mark.parametrize(
    "bands",
    [
        (),
        (Band(500_00, 1),),
        (Band(50_00, 0), Band(500_00, 2)),
        (Band(500_00, 3), Band(900_00, 2)),
        (Band(900_00, 2), Band(500_00, 2)),
        (Band(0, 2),),
        (Band(500_00, 4),),
    ],
)
def test_no_fund_has_rules_by_which_one_person_pays_rent(bands: tuple[Band, ...]) -> None:
    with pytest.raises(Refused):
        check_terms(replace(TERMS, bands=bands))


def test_rules_come_back_from_how_they_are_kept() -> None:
    check_terms(TERMS)
    assert from_json(TERMS.as_json()) == TERMS


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": Kind.UTILITIES, "payee": Payee.UTILITY},
        {"zone": SOUTH},
        {"months": 4},
        {"cents": 9_000_01},
        {"cents": 0},
    ],
)
def test_a_fund_pays_only_what_it_was_given_for(changed: dict[str, object]) -> None:
    usual = {"kind": Kind.RENT, "payee": Payee.LANDLORD, "zone": NORTH, "months": 1, "cents": 120_000}
    check_pays(TERMS, **usual)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        check_pays(TERMS, **usual | changed)  # type: ignore[arg-type]


USUAL = [90_000 + 5_000 * n for n in range(12)]


@pytest.mark.parametrize(
    ("cents", "monthly", "months", "found"),
    [
        (120_000, 120_000, 1, []),
        (240_000, 120_000, 2, []),
        (12_000_000, 120_000, 1, [Doubt.CENTS_FOR_DOLLARS]),
        (1_200_000, 120_000, 1, [Doubt.TEN_TIMES]),
        (12_000, 120_000, 1, [Doubt.A_TENTH]),
        (150_000, 120_000, 1, [Doubt.MORE_THAN_ASKED]),
        (1_200_000, 1_200_000, 1, [Doubt.MORE_THAN_ASKED, Doubt.UNUSUAL_HERE]),
        (12_000, 12_000, 1, [Doubt.UNUSUAL_HERE]),
        (120_000, 120_000, 3, [Doubt.ROUND_MONTHS]),
    ],
)
def test_a_slip_of_the_finger_is_asked_about(cents: int, monthly: int, months: int, found: list[Doubt]) -> None:
    asked = 120_000 * months
    assert plausible.doubts(cents=cents, monthly=monthly, months=months, asked=asked, usual=USUAL) == found


def test_nothing_is_called_unusual_before_there_is_something_to_compare() -> None:
    few = USUAL[: plausible.FEWEST_TO_COMPARE - 1]
    assert plausible.doubts(cents=9_000_000, monthly=9_000_000, months=1, asked=9_000_000, usual=few) == []


def test_the_same_household_is_known_however_its_number_is_typed() -> None:
    marks = {
        household_mark("secret", typed, name)
        for typed, name in (("612 555 0147", "Ayaan"), ("+1 (612) 555-0147", "A. Warsame"), ("٦١٢٥٥٥٠١٤٧", ""))
    }
    assert len(marks) == 1
    assert household_mark("secret", "", "José  Núñez") == household_mark("secret", "12", "jose nunez")
    assert household_mark("secret", "612 555 0147", "") != household_mark("other", "612 555 0147", "")


def test_the_same_address_is_known_however_it_is_spelt_and_flats_are_told_apart() -> None:
    typed = ("2415 Elm Street, Apt 3", "2415 ELM ST. #3", "2415 elm st unit 3")
    assert len({address_mark("secret", one) for one in typed}) == 1
    assert address_mark("secret", "2415 Elm St Apt 4") != address_mark("secret", typed[0])
    assert payee_mark("secret", "Birch Homes", "1") != payee_mark("secret", "Birch Homes", "2")


@pytest.mark.parametrize(
    "months", [[], ["2026-13"], ["2026-11", "2026-11"], ["soon"], [f"20{n}-01" for n in range(10, 23)]]
)
def test_months_are_months(months: list[str]) -> None:
    with pytest.raises(Refused):
        check_months(months, Kind.RENT)
    check_months(["2026-11", "2026-12"], Kind.RENT)
