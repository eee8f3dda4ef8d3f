"""Merging on the scenes written by hand: what a careful reader holds for one event becomes one, and nothing else does."""

import itertools
import json

import pytest

from bench.merge_file import merge
from bench.scenes import by_hand
from bench.scenes.score import score
from wekeep.watch.rules.merging import Book, Entry
from wekeep.watch.rules.recorded import in_order_of_arrival, read_recorded

NAMES = by_hand.names()


def _result(name: str) -> tuple[dict[str, int], dict[str, str]]:
    lines, truth = by_hand.scene(name)
    return merge(list(read_recorded(lines))), truth


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("quiet")])
def test_a_scene_written_by_hand_comes_out_as_a_careful_reader_sees_it(name: str) -> None:
    assert score(*_result(name)).f1 >= 0.95


@pytest.mark.parametrize("name", NAMES)
def test_a_book_restored_in_the_middle_of_a_day_goes_on_as_if_it_had_never_stopped(name: str) -> None:
    told = in_order_of_arrival(read_recorded(by_hand.scene(name)[0]))
    half = len(told) // 2
    steady = Book(itertools.count(1).__next__)
    for one in told[:half]:
        steady.place(one)
    restored = Book(itertools.count(1000).__next__)
    restored.restore(Entry(one, steady.incident_of(one.id) or 0) for one in reversed(told[:half]))
    after = itertools.count(1000)
    steady._next_key = after.__next__  # the same ids from here on
    assert [steady.place(one) for one in told[half:]] == [restored.place(one) for one in told[half:]]


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
