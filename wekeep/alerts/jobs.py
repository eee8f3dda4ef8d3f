"""What alerts do over time: release what was held, run out, forget."""

from datetime import timedelta

from wekeep.alerts.actions import (
    asking,
    changes,
    lifetime,
    listing,
    outlets,
    packs,
    spots,
    stand_ins,
    subscriptions,
    summaries,
    watches,
)
from wekeep.alerts.queries.alerts import waiting_for_keeper
from wekeep.alerts.queries.audiences import held_due
from wekeep.alerts.queries.packs import is_quiet
from wekeep.kit.abilities import Ability
from wekeep.vault.keeper import is_open
from wekeep.vault.queries.serving import knows_service_key
from wekeep.work.jobs import task
from wekeep.work.rules.lane import ALERTS, DEFAULT, SLOW

# a thousand an hour: a city that signed up in one day is reminded within two or three
MOST_BATCHES = 40


@task("alerts.release_held", lane=ALERTS, every=timedelta(seconds=15))
def release_held() -> None:
    """Send what was held to those whose quiet hours are over."""
    for code in held_due():
        lifetime.release_held(code=code)


@task("alerts.reach_waiting", lane=ALERTS, every=timedelta(seconds=5))
def reach_waiting() -> None:
    """Send what waited for the keeper, within seconds of its unsealing."""
    waiting = waiting_for_keeper()
    if waiting and is_open():
        for code in waiting:
            lifetime.reach_waiting(code=code)


@task("alerts.stand_in", lane=ALERTS)
def stand_in(message: str) -> None:
    """Tell the stand-ins of the groups that an alert did not come to in time."""
    stand_ins.stand_in(message=message)


@task("alerts.seal_clear", lane=SLOW, every=timedelta(minutes=1))
def seal_clear() -> None:
    """Seal the places that came before the keeper's keys were known."""
    if knows_service_key():
        while spots.seal_clear():
            pass


@task("alerts.pack", lane=SLOW, every=timedelta(minutes=1))
def pack() -> None:
    """Seal places together that lie in no pack, in quiet minutes."""
    if is_open() and is_quiet():
        packs.make()


@task("alerts.expire", lane=DEFAULT, every=timedelta(seconds=30))
def expire() -> None:
    """Write down which alerts have run out."""
    lifetime.expire()


@task("alerts.remind", lane=SLOW, every=timedelta(hours=1))
def remind() -> None:
    """Ask those whose year is over in two weeks whether it goes on, and stewards about their groups."""
    stand_ins.remind()
    for _batch in range(MOST_BATCHES):
        if not subscriptions.remind():
            return


@task("alerts.send_summaries", lane=DEFAULT, every=timedelta(minutes=1))
def send_summaries() -> None:
    """Send each morning's summaries that are due, each of what touched its reader's places since the last."""
    while summaries.send_due() == summaries.AT_ONCE:
        pass


@task("alerts.forget_gone", lane=SLOW, every=timedelta(minutes=5))
def forget_gone() -> None:
    """End the subscriptions whose address is no more, those whose time is over, and the outlets nobody agreed to."""
    outlets.forget_outlets()
    subscriptions.forget_gone()
    subscriptions.forget_expired()


@task("alerts.tell_second", lane=ALERTS)
def tell_second(ability: str, zone: str, by: str, code: str, page: str = "two-persons") -> None:
    """Tell those who may be the second person, or who watch the log, that there is something for them to look at."""
    asking.tell_second(ability=Ability[ability], zone=zone, by=by, code=code, page=page)


@task("alerts.tell_of_stop", lane=ALERTS)
def tell_of_stop(by: str, code: str) -> None:
    """Tell stewards and dispatchers that everything that is sent was stopped."""
    asking.tell_of_stop(by=by, code=code)


@task("alerts.copy_list", lane=SLOW, every=timedelta(minutes=1))
def copy_list() -> None:
    """Copy what the keeper signed into the public list of what was sent."""
    if is_open():
        listing.copy_list()


@task("alerts.forget", lane=SLOW, every=timedelta(hours=1))
def forget() -> None:
    """Delete alerts and watches whose time is over."""
    lifetime.forget_alerts()
    watches.forget_watches()
    changes.forget()
    packs.forget_ended()
    summaries.forget_summaries()
    listing.forget_lines()
