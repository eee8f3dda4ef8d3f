"""How well merging does on scenes with known truth, kind by kind, beside the plain rule "same within 250 m and 30 min"."""

import json
import sys
from statistics import mean

from bench.machine import machine
from bench.merge_file import merge
from bench.scenes import baseline, by_hand
from bench.scenes.generate import rows, scene, truth
from bench.scenes.kinds import KINDS
from bench.scenes.score import Score, score
from wekeep.watch.rules.recorded import read_recorded

AIM = 0.95
SEEDS = range(301, 305)


def one(kind: str, seed: int, wording: str) -> tuple[Score, Score]:
    """The rules' score and the plain rule's on one scene."""
    made = scene(kind, seed, wording=wording)
    lines, true = rows(made), truth(made)
    placed = merge(list(read_recorded(json.dumps(line) for line in lines)))
    return score(placed, true), score(baseline.merge(lines), true)


def main() -> int:
    """Print a line a kind and wording, and one a scene written by hand; 1 where a mean or one of these misses the aim, or quiet
    has a wrong merge."""
    print(machine())
    print(f"{'kind':10} wording   F1 mean  worst   wrong merges   plain rule")
    missed = False
    for kind in KINDS:
        for wording in ("a", "b"):
            pairs = [one(kind, seed, wording) for seed in SEEDS]
            ours = [rules.f1 for rules, _plain in pairs]
            wrong = sum(rules.wrong_merges for rules, _plain in pairs)
            print(
                f"{kind:10} {wording:7} {mean(ours):9.3f} {min(ours):6.3f} {wrong:14} {mean(p.f1 for _r, p in pairs):12.3f}"
            )
            missed |= wrong > 0 if kind == "quiet" else mean(ours) < AIM
    for name in by_hand.names():
        lines, true = by_hand.scene(name)
        found = score(merge(list(read_recorded(lines))), true)
        plain = score(baseline.merge([json.loads(line) for line in lines]), true)
        print(f"{name:10} by hand {found.f1:9.3f} {'':6} {found.wrong_merges:14} {plain.f1:12.3f}")
        missed |= found.wrong_merges > 0 if name.startswith("quiet") else found.f1 < AIM
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
