"""Who may do what, where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.kit.abilities import ROLES, Ability, Role, roles_with
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, VISITOR, Actor, ActorKind, Holding
from wekeep.kit.errors import NotAllowed

ZONES = st.sampled_from(["north", "south", "east"])
HOLDINGS = st.frozensets(st.builds(Holding, st.sampled_from(Role), ZONES | st.just(EVERY_ZONE)), max_size=4)
ABILITIES = st.sampled_from(Ability)


def member(holdings: frozenset[Holding]) -> Actor:
    return Actor(ActorKind.MEMBER, "m", holdings)


@given(HOLDINGS, ABILITIES, ZONES)
def test_an_ability_in_a_zone_comes_from_a_role_held_there_or_everywhere(
    holdings: frozenset[Holding], ability: Ability, zone: str
) -> None:
    held = [h for h in holdings if h.role in roles_with(ability)]
    assert member(holdings).may(ability, zone) == any(h.zone in (zone, EVERY_ZONE) for h in held)
    assert member(holdings).may(ability) == bool(held)


@given(HOLDINGS, ABILITIES, ZONES)
def test_the_zones_where_one_may_are_those_where_one_may(
    holdings: frozenset[Holding], ability: Ability, zone: str
) -> None:
    zones = member(holdings).zones_where(ability)
    assert member(holdings).may(ability, zone) == (zone in zones or EVERY_ZONE in zones)


@given(HOLDINGS, HOLDINGS, ABILITIES, ZONES)
def test_another_role_never_takes_an_ability_away(
    some: frozenset[Holding], more: frozenset[Holding], ability: Ability, zone: str
) -> None:
    assert member(some | more).may(ability, zone) >= member(some).may(ability, zone)


@given(HOLDINGS, ABILITIES)
def test_one_zone_is_never_every_zone(holdings: frozenset[Holding], ability: Ability) -> None:
    narrow = frozenset(h for h in holdings if h.zone != EVERY_ZONE)
    assert not member(narrow).may(ability, EVERY_ZONE)


@pytest.mark.parametrize("ability", Ability)
def test_a_visitor_may_nothing_and_the_system_everything(ability: Ability) -> None:
    assert not VISITOR.may(ability)
    assert SYSTEM.may(ability, "north")
    with pytest.raises(NotAllowed) as refusal:
        VISITOR.require(ability, "north")
    assert ability.value in str(refusal.value)


def test_every_ability_belongs_to_some_role_and_every_role_has_its_page() -> None:
    assert all(roles_with(ability) for ability in Ability)
    assert set(ROLES) == set(Role)


def test_who_appoints_cannot_send_and_who_sends_cannot_appoint() -> None:
    assert not roles_with(Ability.APPOINT) & roles_with(Ability.SEND_ALERTS)


def test_who_plans_runs_does_not_drive_them_and_who_drives_neither_plans_nor_counts_stock() -> None:
    assert roles_with(Ability.PLAN_RUNS) == roles_with(Ability.KEEP_STOCK) == {Role.COORDINATOR}
    assert roles_with(Ability.DRIVE_RUNS) == {Role.DRIVER, Role.CARER}
