"""An intake of requests that dies in the middle of a burst: what it acknowledged is there, whole, and opens."""

import shutil
import signal
from pathlib import Path

import pytest
from django.conf import settings

from tests.care.asking import coordinator
from tests.cast import Cast
from tests.keeping import Keeping
from tests.running import environment, process
from wekeep.care.models import Household, Request
from wekeep.journal.models import Entry
from wekeep.kit.envelope import Group
from wekeep.vault.models import Seal
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.rules.unlocked import Asked

MANY = 60


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_a_burst_loses_no_form_and_leaves_none_by_half(tmp_path: Path, cast: Cast, keeping: Keeping) -> None:
    unlocked = coordinator().unlocked()
    # the public half alone: sealing takes no more
    shutil.copy(settings.KEEPER_VERIFY_KEY, tmp_path / "keeper.verify")
    with process("-m", "tests.care.killed_asker", env=environment(tmp_path)) as asker:
        acknowledged = [asker.stdout.readline().strip() for _ in range(MANY)]
        asker.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in asker.stdout if line.endswith("\n")]
        asker.wait()
    kept = set(Household.objects.values_list("code", flat=True))
    assert len(set(acknowledged)) >= MANY and set(acknowledged) <= kept
    assert Request.objects.count() == 2 * len(kept)
    assert set(Entry.objects.filter(kind="request.asked").values_list("about", flat=True)) == kept
    for group in (Group.CONTACT, Group.PLACE, Group.TRIAGE):
        sealed = Seal.objects.filter(kind="household", group=group.value).values_list("record", flat=True)
        assert set(sealed) == kept, group
    one = acknowledged[-1]
    words = open_groups(unlocked, [Asked("household", one, Group.TRIAGE)], reason="test")
    assert words[one, "triage"]["about"]
