"""Ranks, vouches and words about status, by the rules alone."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.people.rules.careful import tells_status, without_status
from wekeep.people.rules.rank import Rank, may_open_sealed, rank
from wekeep.people.rules.vouch import Edge, check_vouch, demoted, subtree

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = clock.now()
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("roles", "days", "tasks", "expected"),
    [
        (set(), 400, 90, Rank.L0),
        ({Role.HELPER}, 400, 90, Rank.L0),
        ({Role.OBSERVER}, 0, 0, Rank.L1),
        ({Role.OBSERVER}, 30, 4, Rank.L1),
        ({Role.OBSERVER}, 29, 5, Rank.L1),
        ({Role.OBSERVER}, 30, 5, Rank.L2),
        ({Role.DISPATCHER}, 0, 0, Rank.L3),
        ({Role.STEWARD, Role.VETTER}, 0, 0, Rank.L4),
    ],
)
def test_ranks_are_computed(roles: set[Role], days: int, tasks: int, expected: Rank) -> None:
    assert rank(frozenset(roles), NOW - timedelta(days=days), tasks, NOW) is expected


def test_nothing_sealed_is_open_in_the_first_72_hours() -> None:
    assert not may_open_sealed(Rank.L0, NOW - timedelta(days=99), NOW)
    assert not may_open_sealed(Rank.L1, NOW - timedelta(hours=71), NOW)
    assert may_open_sealed(Rank.L1, NOW - timedelta(hours=72), NOW) and may_open_sealed(Rank.L4, NOW, NOW)


def test_one_vouches_from_rank_two_for_three_people_in_thirty_days() -> None:
    with pytest.raises(Refused, match="30 days and done five"):
        check_vouch(Rank.L1, [], TODAY)
    given_on = [TODAY - timedelta(days=29), TODAY, TODAY]
    with pytest.raises(Refused, match="three people"):
        check_vouch(Rank.L2, given_on, TODAY)
    check_vouch(Rank.L2, [TODAY - timedelta(days=30), TODAY, TODAY], TODAY)


def edges(words: str) -> list[Edge]:
    return [Edge(pair[0], pair[1]) for pair in words.split()]


def test_the_subtree_is_everyone_below_nearest_first_even_in_a_ring() -> None:
    assert subtree(edges("ab ac bd dc da"), "a") == ["b", "c", "d"]
    assert subtree(edges("ab"), "b") == []


@pytest.mark.parametrize(
    ("graph", "removed", "fallen"),
    [
        ("ac bc", "a", "c"),
        ("ac bc zc", "a", ""),
        ("ac", "a", ""),  # one vouch never carried anyone
        ("ac bc cd bd de ce", "a", "cde"),  # the fall goes on below
        ("ac bc cd bd zd", "a", "c"),
        ("ac ac bc", "a", "c"),  # the same voucher twice is one
    ],
)
def test_those_left_below_two_fall_and_take_their_own_vouches_with_them(graph: str, removed: str, fallen: str) -> None:
    assert demoted(edges(graph), removed) == frozenset(fallen)


people = st.sampled_from("abcdefgh")
graphs = st.lists(st.builds(Edge, people, people), max_size=40)


@unhurried
@given(graphs, people)
def test_nobody_stays_on_fewer_than_two_and_nobody_falls_who_still_has_two(graph: list[Edge], removed: str) -> None:
    fallen = demoted(graph, removed) | {removed}
    before = {p: {e.voucher for e in graph if e.person == p} for p in "abcdefgh"}
    for person in set("abcdefgh") - {removed}:
        left = before[person] - fallen
        stood = len(before[person]) >= 2
        assert (person in fallen) == (stood and len(left) < 2)


@unhurried
@given(graphs, people)
def test_who_falls_is_always_below_the_one_who_was_removed(graph: list[Edge], removed: str) -> None:
    assert demoted(graph, removed) <= set(subtree(graph, removed))


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour is undocumented",
        "I have a green card",
        "waiting for asylum",
        "they were deported last year",
        "Mi hermana no tiene papeles: es indocumentada",
        "tengo DACA",
        "My number is A 123 456 789",
        "123-45-6789",
        "هو بدون أوراق",
        "wuxuu sugayaa magangelyo",
    ],
)
def test_words_about_status_are_found_in_every_language_of_the_network(text: str) -> None:
    assert tells_status(text)


@pytest.mark.parametrize(
    "text",
    [
        "I am a nurse and know Cedar Avenue",
        "Call me at 612-555-0123",
        "I speak Spanish and Somali. We live near the park.",
        "Vivo cerca del mercado y reparto papel",
        "Waxaan ku noolahay agagaarka suuqa",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert not tells_status(text)


@unhurried
@given(
    st.lists(st.sampled_from(["I know the park.", "She is undocumented.", "Tengo asilo.\n", "I drive!"]), max_size=8)
)
def test_what_is_taken_out_tells_nothing_any_more_and_the_rest_stays(parts: list[str]) -> None:
    left = without_status(" ".join(parts))
    assert not tells_status(left)
    assert left.count("I drive!") == parts.count("I drive!")
