"""Merging on the scenes written by hand: what a careful reader holds for one event becomes one, and nothing else does."""

import json

import pytest

from bench.merge_file import merge
from bench.scenes import by_hand
from bench.scenes.score import score
from wekeep.watch.rules.recorded import read_recorded

NAMES = by_hand.names()


def _result(name: str) -> tuple[dict[str, int], dict[str, str]]:
    lines, truth = by_hand.scene(name)
    return merge(list(read_recorded(lines))), truth


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("quiet")])
def test_a_scene_written_by_hand_comes_out_as_a_careful_reader_sees_it(name: str) -> None:
    assert score(*_result(name)).f1 >= 0.95


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("quiet")])
def test_nothing_merges_on_a_quiet_day(name: str) -> None:
    result, truth = _result(name)
    assert len(truth) == 30
    assert score(result, truth).wrong_merges == 0


def test_every_scene_written_by_hand_has_a_truth_for_each_of_its_lines() -> None:
    for name in NAMES:
        lines, truth = by_hand.scene(name)
        assert {json.loads(line)["id"] for line in lines} == truth.keys()


def test_every_kind_of_scene_was_written_by_hand_too() -> None:
    kinds = {name.partition("-")[0] for name in NAMES}
    assert kinds >= {"quiet", "moving", "late", "rumour", "twins", "flood", "bilingual", "mixed"}
