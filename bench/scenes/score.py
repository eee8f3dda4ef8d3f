"""Compares a merging result with the truth of its scene, pair by pair: `python -m bench.scenes.score RESULT TRUTH`."""

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of sightings put together rightly, wrongly, and not at all; `wrong_merges` counts mixed incidents.

    A wrong merge is each further true incident inside one found incident: two true ones in one row make one wrong merge.
    """

    right_pairs: int
    wrong_pairs: int
    missed_pairs: int
    wrong_merges: int
    missing: int = 0

    @property
    def precision(self) -> float:
        """Share of the pairs put together that belong together; 1 when nothing was put together."""
        return _share(self.right_pairs, self.wrong_pairs)

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together that were put together; 1 when none do."""
        return _share(self.right_pairs, self.missed_pairs)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 1.0


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def score(result: Mapping[str, object], truth: Mapping[str, object]) -> Score:
    """Score a result {sighting id: incident} against the truth; an id the result lacks stands alone and is counted."""
    found = {one: str(result[one]) if one in result else f"missing:{one}" for one in truth}
    cells = Counter((found[one], str(truth[one])) for one in truth)
    right = sum(_pairs(count) for count in cells.values())
    put_together = sum(_pairs(count) for count in Counter(found.values()).values())
    belong_together = sum(_pairs(count) for count in Counter(map(str, truth.values())).values())
    return Score(
        right_pairs=right,
        wrong_pairs=put_together - right,
        missed_pairs=belong_together - right,
        wrong_merges=len(cells) - len(set(found.values())),
        missing=sum(one not in result for one in truth),
    )


def main() -> None:
    """Read the two files and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("result", type=Path)
    parser.add_argument("truth", type=Path)
    given = parser.parse_args()
    found = score(json.loads(given.result.read_text()), json.loads(given.truth.read_text()))
    print(
        f"F1 {found.f1:.3f}  precision {found.precision:.3f}  recall {found.recall:.3f}  "
        f"wrong merges {found.wrong_merges}  missing {found.missing}"
    )


if __name__ == "__main__":
    main()
