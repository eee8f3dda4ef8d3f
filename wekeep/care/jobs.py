"""What care does over time: clocks of requests, what was opened for helpers, and forgetting."""

from datetime import timedelta

from wekeep.care.actions import (
    apart,
    asked_first,
    concern_clocks,
    leavers,
    lifetime,
    lists,
    offering,
    openings,
    pick_ups,
    planning,
    plans_over,
    rent_clocks,
    run_ends,
    run_letters,
    settling,
    silent_runs,
    stop_openings,
    trips,
    unread,
    ways_back,
)
from wekeep.care.forms.lists import vocabulary
from wekeep.work.jobs import task
from wekeep.work.rules.lane import SLOW


@task("care.turn_clocks", lane=SLOW, every=timedelta(minutes=5))
def turn_clocks() -> None:
    """Give back requests that nobody moved, and what is in the hands of members who may help no more; try again those that wait, and close what
    is confirmed."""
    leavers.take_back()
    lifetime.turn_clocks()


@task("care.look_at_trips", lane=SLOW, every=timedelta(minutes=10))
def look_at_trips() -> None:
    """Give back what a household did not fetch, call off trips of days that are over, end runs of which nothing is left to do, and ask
    households about a driver who was not known before; ask whether ways back are needed where nobody
    says how the way there went; and remind those who plan runs of such ways back, and of runs of which nobody says how they ended."""
    pick_ups.end_over()
    trips.end_past()
    run_ends.end_forgotten()
    asked_first.ask_waiting()
    ways_back.ask_unheard()
    ways_back.remind_late()
    silent_runs.remind_silent()


@task("care.part_ways")
def part_ways(member: str, household: str) -> None:
    """Take back what a member has in hand of a household from which they are to stay apart."""
    apart.part_ways(member=member, household=household)


@task("care.close_openings")
def close_openings(code: str) -> None:
    """Close how to reach a household for whoever no longer has its request in hand."""
    openings.close_openings(code=code)


@task("care.close_stops", every=timedelta(minutes=5))
def close_stops() -> None:
    """Close where the stops of runs are that are done, were called off or changed hands, and what ran out; and erase what households took
    back while somebody of theirs was in the car."""
    stop_openings.close_over()
    lifetime.erase_over()


@task("care.offer_next")
def offer_next(code: str) -> None:
    """Ask the next who could help, where the one who was asked cannot or was silent."""
    offering.offer_next(code=code)


@task("care.follow_answer")
def follow_answer(household: str) -> None:
    """After a household said yes or no to its driver, or was silent: take out of drafts what nobody said yes to, and see to its other requests."""
    asked_first.follow_answer(household=household)


@task("care.bring_part", lane=SLOW)
def bring_part(code: str, part: int) -> None:
    """Bring in some parts of a list of requests; the next are queued with the last of them."""
    lists.bring_parts(code=code, part=part, words=vocabulary())


@task("care.undo_list", lane=SLOW)
def undo_list(code: str) -> None:
    """Take back some of a list that nobody touched; the rest is queued with it."""
    lists.undo_part(code=code)


@task("care.turn_lists", lane=SLOW, every=timedelta(minutes=10))
def turn_lists() -> None:
    """Drop lists that nobody began to bring in, and begin again what stands still."""
    lists.turn_lists()


@task("care.turn_concerns", lane=SLOW, every=timedelta(minutes=10))
def turn_concerns() -> None:
    """Tell somebody else of a concern that nobody read in time, and stewards of one that sits; and of a request that no coordinator may read."""
    concern_clocks.turn_concerns()
    unread.tell_of_unread()


@task("care.forget_over", lane=SLOW, every=timedelta(hours=1))
def forget_over() -> None:
    """Erase what is sealed of households whose time is over, and delete those that are long over."""
    lifetime.erase_over()
    lifetime.forget_over()
    concern_clocks.forget_concerns()


@task("care.look_at_rent_clocks", lane=SLOW, every=timedelta(minutes=30))
def look_at_rent_clocks() -> None:
    """Let approvals of rent lapse, end drafts that nobody finished, close what is reconciled, forget what is over, and remind of what is late."""
    rent_clocks.look_at_clocks()
    rent_clocks.remind_late()


@task("care.search_plan", lane=SLOW)
def search_plan(code: str, until: str, anew: bool) -> None:
    """Search for a plan of a day until its time is over, or somebody stops it, and write down each better one."""
    planning.search(code=code, until=until, anew=anew)


@task("care.mend_plan")
def mend_plan(code: str, until: str, anew: bool) -> None:
    """Look for others to take what somebody dropped who drives no more; the next version waits for a person's yes."""
    planning.search(code=code, until=until, anew=anew)


@task("care.settle_version")
def settle_version(code: str, number: int) -> None:
    """After a version of a plan: tell the drivers it changed for, promise them the hubs' stock, and put their requests into their hands."""
    settling.settle_version(code=code, number=number)


@task("care.tell_driver")
def tell_driver(code: str, mark: str) -> None:
    """Tell a driver that a run of theirs has changed, and nothing of whom or where."""
    run_letters.tell_driver(code=code, mark=mark)


@task("care.forget_plans", lane=SLOW, every=timedelta(hours=1))
def forget_plans() -> None:
    """Close plans whose day is over, and delete plans, runs and trips thirty days after it."""
    plans_over.close_over()
    plans_over.forget_over()
