"""Several processes of one machine start at one moment over one data folder."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.nursery import PATIENCE_SECONDS
from tests.running import environment, process

pytestmark = [pytest.mark.process, pytest.mark.django_db]


def test_processes_that_start_at_one_moment_do_not_trip_over_each_others_files(tmp_path: Path) -> None:
    env = environment(tmp_path)
    with ExitStack() as started:
        all_of_them = [started.enter_context(process("-m", "tests.desk.laying_out", env=env)) for _n in range(5)]
        assert [one.wait(PATIENCE_SECONDS) for one in all_of_them] == [0] * 5
    assert (tmp_path / "static" / "staticfiles.json").is_file()
