"""A list that is brought in by a worker that dies in the middle: the next one goes on, and every row is there once."""

import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.care.asking import coordinator
from tests.cast import Cast
from tests.keeping import Keeping
from tests.running import environment, process
from wekeep.care.actions import lists
from wekeep.care.models import BroughtList, Household, Request
from wekeep.care.rules.listed import Column, Table
from wekeep.kit import clock
from wekeep.vault.models import Seal
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import SLOW

MANY = 1600


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_of_a_list_loses_no_row_and_doubles_none(
    tmp_path: Path, cast: Cast, keeping: Keeping
) -> None:
    cora = coordinator()
    cora.unlocked()
    rows = tuple((f"6125{n:06}", f"{n} Elm St") for n in range(MANY))
    wishes = {"need": "groceries", "urgency": "week", "language": "so", "twins": "link", "status": "remove"}
    columns = {Column.CONTACT: 0, Column.ADDRESS: 1}
    one = lists.take_in(actor=cora.actor, table=Table(("phone", "address"), rows), columns=columns, wishes=wishes)
    lists.start(actor=cora.actor, code=one.code)
    shutil.copy(settings.KEEPER_VERIFY_KEY, tmp_path / "keeper.verify")
    env = environment(tmp_path) | {"WEKEEP_KEEPER_SOCKET": str(settings.KEEPER_SOCKET)}
    with process("-m", "tests.care.killed_bringer", one.code, env=env) as bringer:
        assert [bringer.stdout.readline().strip() for _n in range(3)] == ["1", "2", "3"]
        bringer.send_signal(signal.SIGKILL)
        bringer.wait()
    before = Household.objects.count()
    assert 600 <= before < MANY and before % 200 == 0, "parts are there whole or not at all"
    BroughtList.objects.update(due_at=clock.now())
    lists.turn_lists()
    drain(SLOW)
    one.refresh_from_db()
    assert (one.state, one.made, one.left_out) == ("done", MANY, 0)
    assert Household.objects.count() == Request.objects.count() == MANY
    sealed = Counter(Seal.objects.filter(kind="household").values_list("record", flat=True))
    assert set(sealed) == set(Household.objects.values_list("code", flat=True)) and set(sealed.values()) == {3}
