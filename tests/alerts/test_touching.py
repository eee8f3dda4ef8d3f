"""Which cells are nearest to many points at once is what measuring every one of them says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wekeep.alerts.rules.touching import _nearest


@given(
    cells=st.integers(1, 200),
    spread=st.sampled_from([1.0, 900.0, 20_000.0, 3_000_000.0]),
    count=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=150, deadline=None)
def test_the_nearest_are_those_that_measuring_all_finds(cells: int, spread: float, count: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    middles, points = draw.uniform(-spread, spread, (cells, 2)), draw.uniform(-2 * spread, 2 * spread, (400, 2))
    # some on the lines between squares, and some in one place
    points[:40] = np.round(points[:40] / 2_000) * 2_000
    points[40:60] = points[40]
    count = min(count, cells)
    every = np.hypot(*(points[:, None, :] - middles[None]).transpose(2, 0, 1))
    away, which = _nearest(middles, points, count)
    assert away == pytest.approx(np.sort(every, axis=1)[:, :count], rel=1e-12, abs=1e-9)
    assert np.take_along_axis(every, which, axis=1) == pytest.approx(away, rel=1e-12, abs=1e-9)
