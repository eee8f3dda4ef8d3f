"""The verifier of the bench of runs believes no solver, and is exact to the last bit."""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.runs_pdptw import Instance, as_problem, best_known, read, verified

ROOT2 = math.sqrt(2)
ROWS = [
    (0, 0, 0, 0, 0, 100, 0, 0, 0),
    (1, 1, 1, 5, 0, 10, 2, 0, 2),
    (2, 2, 2, -5, 0, 10, 0, 1, 0),
    (3, 0, 5, 6, 0, 50, 0, 0, 4),
    (4, 0, 9, -6, 0, 50, 0, 3, 0),
]


def instance(rows: Sequence[tuple[float, ...]] = ROWS) -> Instance:
    return Instance("tiny", 2, 10, [tuple(map(float, row)) for row in rows])


def test_distance_is_added_up_in_doubles() -> None:
    vehicles, distance = verified(instance(), [[1, 2], [3, 4], []])
    assert vehicles == 2 and distance == pytest.approx(4 * ROOT2 + 18, abs=1e-12)


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        ([[2, 1], [3, 4]], "delivered before"),
        ([[1, 2]], "not everything"),
        ([[1], [2], [3, 4]], "not delivered|delivered before|not everything"),
        ([[1, 3, 2, 4]], "too full"),
        ([[1, 2, 1], [3, 4]], "twice"),
        ([[3, 4, 1, 2]], "late"),
    ],
)
def test_what_breaks_a_rule_does_not_count(routes: list[list[int]], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        verified(instance(), routes)


def test_a_hair_too_late_is_too_late() -> None:
    arrives = ROOT2 + 2 + math.dist((1, 1), (2, 2))
    on_time = [*ROWS[:2], (2, 2, 2, -5, 0, arrives, 0, 1, 0), *ROWS[3:]]
    verified(instance(on_time), [[1, 2], [3, 4]])
    late = [*ROWS[:2], (2, 2, 2, -5, 0, math.nextafter(arrives, 0), 0, 1, 0), *ROWS[3:]]
    with pytest.raises(ValueError, match="late"):
        verified(instance(late), [[1, 2], [3, 4]])


def test_files_and_what_is_best_known_of_them(tmp_path: Path) -> None:
    file = tmp_path / "tiny.txt"
    file.write_text("2\t10\t1\n" + "\n".join("\t".join(map(str, row)) for row in ROWS) + "\n")
    assert read(file) == instance() and best_known(file) is None
    (tmp_path / "best_known.csv").write_text("instance,vehicles,distance\ntiny,2,23.6569\n")
    assert best_known(file) == (2, 23.6569)
    problem = as_problem(read(file))
    assert len(problem.tasks) == 2 and len(problem.drivers) == 2
    file.write_text("no instance at all\n1 2 3\n")
    with pytest.raises(ValueError, match="not in the format"):
        read(file)
