"""In which order an alert goes out: the nearest first, neighbours together, and whoever only follows a zone last."""

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wekeep.alerts.rules import crowd
from wekeep.alerts.rules.crowd import FAR, in_order

AWAY = st.lists(st.one_of(st.floats(0, 9_000), st.sampled_from([FAR, 5.0])), max_size=80)


@given(AWAY)
def test_few_are_told_by_how_near_they_are(away: list[float]) -> None:
    assert in_order(np.array(away)).tolist() == sorted(range(len(away)), key=lambda one: away[one])


@given(AWAY, st.integers(0, 30), st.integers(1, 20))
def test_of_many_the_nearest_are_told_one_by_one_and_the_others_with_their_neighbours(
    away: list[float], one_by_one: int, street: int
) -> None:
    with patch.multiple(crowd, ONE_BY_ONE=one_by_one, STREET=street):
        order = in_order(np.array(away)).tolist()
    by_nearness = sorted(range(len(away)), key=lambda one: away[one])
    assert order[:one_by_one] == by_nearness[:one_by_one]
    near = [one for one in by_nearness[one_by_one:] if away[one] < FAR]
    nearest = {place: min(away[one] for one in near if one // street == place) for place in {n // street for n in near}}
    places = sorted(nearest, key=lambda place: (nearest[place], place))
    assert order[one_by_one:] == [
        *(one for place in places for one in sorted(near) if one // street == place),
        *(one for one in by_nearness[one_by_one:] if away[one] == FAR),
    ]


def test_whoever_is_told_later_stands_with_those_who_live_next_to_them() -> None:
    chance = np.random.default_rng(7)
    away = np.abs(np.arange(30_000) - 9_000) / 10 + chance.uniform(0, 900, 30_000)
    order = in_order(away)
    assert order[: crowd.ONE_BY_ONE].tolist() == np.argsort(away)[: crowd.ONE_BY_ONE].tolist()
    rest = order[crowd.ONE_BY_ONE :]
    batches = [rest[start : start + 1_000] for start in range(0, len(rest), 1_000)]
    assert np.median([len(np.unique(one // crowd.STREET)) for one in batches]) <= 4
    strictly = np.argsort(away)[crowd.ONE_BY_ONE :]
    assert (
        np.median([len(np.unique(strictly[at : at + 1_000] // crowd.STREET)) for at in range(0, len(rest), 1_000)]) > 20
    )
