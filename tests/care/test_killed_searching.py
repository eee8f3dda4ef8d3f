"""A worker that dies in the middle of a search: the best plan so far stays, another worker goes on from it, and the page says how it stands."""

import signal
from datetime import timedelta
from pathlib import Path

import pytest

from tests.care.asking import coordinator
from tests.care.days import a_plan, delivery, drives, home, hub
from tests.cast import Cast
from tests.running import environment, process, until
from wekeep.care.actions.planning import start_search, stop_search
from wekeep.care.models import DayPlan
from wekeep.care.rules.planning.written import plan_of
from wekeep.kit import clock

WORKER = ("-m", "wekeep.desk.command", "worker")


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_mid_search_keeps_the_best_plan_and_another_worker_goes_on_from_it(
    tmp_path: Path, cast: Cast
) -> None:
    nora, bread = coordinator("nora"), hub()
    for n in range(8):
        delivery(home((1 + n % 3, n / 2)), bread)
    drives("ana"), drives("ben")
    plan, page, env = a_plan(), nora.client(), environment(tmp_path)
    start_search(actor=nora.actor, code=plan.code, edition=0, seconds=60)

    def now_is() -> DayPlan:
        return DayPlan.objects.get(pk=plan.pk)

    def served() -> int:
        return len(plan_of(now_is().draft).served_by) if now_is().draft else 0

    with process(*WORKER, env=env) as first:
        until(lambda: served() == 8, "no plan was written")
        first.send_signal(signal.SIGKILL)
        first.wait()
    killed = now_is()
    assert killed.state == "searching"
    shown = page.get(f"/runs/{plan.code}/").content.decode()
    assert "The best plan so far is kept whatever happens." in shown and "ana" in shown
    with process(*WORKER, env=env):
        until(lambda: now_is().edition > killed.edition, "nobody went on with the search")
        stop_search(actor=nora.actor, code=plan.code)
        until(lambda: now_is().state == "draft", "the search did not end")
    after = now_is()
    assert served() == 8 and after.search_until is None and after.found["why"] == ""
    assert (after.found["cars"], after.found["minutes"]) <= (killed.found["cars"], killed.found["minutes"])
    assert "data-searching" not in page.get(f"/runs/{plan.code}/").content.decode()


@pytest.mark.django_db
def test_a_search_that_nobody_goes_on_with_says_that_it_stopped_and_what_is_kept(cast: Cast) -> None:
    nora, plan = coordinator("nora"), a_plan()
    start_search(actor=nora.actor, code=plan.code, edition=0, seconds=10)
    with clock.simulated(clock.now() + timedelta(seconds=45)):
        shown = " ".join(nora.client().get(f"/runs/{plan.code}/").content.decode().split())
    assert "The search stopped before its time." in shown and "data-searching" not in shown
