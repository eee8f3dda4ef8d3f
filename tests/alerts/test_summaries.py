"""The morning summary: once a day, of what touched one's places, and nothing where nothing did."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.conf import settings as conf
from django.db import connection, transaction
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from tests.alerts.neighbours import CENTRE, PARTS, Neighbour, audience_of, choices, neighbour, quiet, sign_up_form
from tests.alerts.test_roll import at_home
from tests.cast import NORTH, Cast, admit
from tests.channels.peers import MailPeer, PushPeer
from tests.channels.rows import rows
from tests.keeping import Keeping
from tests.running import environment
from wekeep.alerts import jobs
from wekeep.alerts.actions import alerts, subscriptions, summaries
from wekeep.alerts.models import Alert, Audience, Morning, Subscription, Sum
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.area import around
from wekeep.alerts.rules.parts import Ending, Parts
from wekeep.alerts.rules.summary import HOURS, LATEST, Summary, next_morning
from wekeep.channels.models import Batch, Letter
from wekeep.channels.rules.delivery import Rank
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

HERE = around(*CENTRE, 300)
# an evening and the mornings after it, in Chicago
EVENING = datetime(2027, 1, 11, 20, 0, tzinfo=ZoneInfo("America/Chicago"))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of January 2027 in Chicago."""
    return datetime(2027, 1, day, hour, minute, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture
def cast(zones: Any, keeping: Keeping) -> Cast:
    """The cast beside a keeper that is started again with its own words."""
    return Cast()


def reader(push: PushPeer, summary: Summary = Summary.INSTEAD, **more: Any) -> Neighbour:
    with clock.simulated(EVENING - timedelta(hours=1)):
        return neighbour(push, choices(summary=summary, **more))


def send(when: datetime, *, about: str = "i1", **more: Any) -> Chain:
    usual: dict[str, Any] = {"zone": NORTH, "area": HERE, "level": Level.CONFIRMED, "parts": PARTS, "given_by": "amina"}
    with clock.simulated(when):
        # somebody else each night: who is new need not have a second step for some hours
        unlocked = admit(f"dov-{about}", Role.DISPATCHER).unlocked()
        chain = alerts.send_alert(unlocked=unlocked, about=about, **{**usual, **more})
        drain(ALERTS)
    return chain


def morning(when: datetime) -> None:
    """The minute's job, and the sending."""
    with clock.simulated(when):
        jobs.send_summaries.call()
        drain(ALERTS)


def page_of(one: Neighbour, when: datetime) -> str:
    """The page behind the newest notice, as its phone would open it."""
    with clock.simulated(when):
        told = Client().get(f"/alerts/{one.codes[-1]}/text/").json()
        return Client().get(told["url"]).content.decode()


@pytest.mark.django_db
def test_who_chose_it_instead_reads_in_the_morning_of_what_was_confirmed_at_night(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    chain = send(EVENING)
    assert one.got == 0 and audience_of(chain.code) == {"summed": {one.subscription.pk}}
    morning(at(12, 6, 59))
    assert one.got == 0
    morning(at(12, 7, 0))
    assert one.got == 1
    page = page_of(one, at(12, 7, 5))
    assert "Enforcement confirmed: North Side" in page and "Ran out" not in page
    morning(at(12, 7, 1))
    morning(at(12, 23, 0))
    assert one.got == 1


@pytest.mark.django_db
def test_whose_year_ended_in_the_night_is_sent_nothing_more(cast: Cast, push: PushPeer) -> None:
    one, other = reader(push), reader(push)
    send(EVENING)
    Subscription.objects.filter(pk=one.subscription.pk).update(expires_at=at(12, 6, 59))
    morning(at(12, 7, 0))
    assert (one.got, other.got) == (0, 1)


@pytest.mark.django_db
def test_someone_being_detained_is_told_at_once_whatever_was_chosen(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    send(EVENING, level=Level.ACTIVE)
    assert one.got == 1
    morning(at(12, 7, 0))
    assert one.got == 2 and "Someone is being detained: North Side" in page_of(one, at(12, 7, 5))


@pytest.mark.django_db
def test_an_alert_that_grows_graver_reaches_at_once_who_would_have_read_of_it_later(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    chain = send(EVENING)
    with clock.simulated(EVENING + timedelta(minutes=5)):
        alerts.widen(
            unlocked=cast.dana.unlocked(), code=chain.code, area=HERE, parts=PARTS, given_by="amina", level=Level.ACTIVE
        )
        drain(ALERTS)
    assert one.got == 1


@pytest.mark.django_db
def test_the_lock_screen_learns_nothing_and_the_outbox_carries_it_last(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    send(EVENING)
    morning(at(12, 7, 0))
    with clock.simulated(at(12, 7, 1)):
        told = Client().get(f"/alerts/{one.codes[-1]}/text/").json()
    assert (told["title"], told["body"]) == ("Your morning summary", "Open it to read.")
    letter = Letter.objects.get(code=one.codes[-1])
    assert Batch.objects.get(letter=letter).rank == Rank.SUMMARY == max(Rank)


@pytest.mark.django_db
def test_who_chose_words_reads_them_in_their_mail(cast: Cast, mail: MailPeer) -> None:
    with clock.simulated(EVENING - timedelta(hours=1)):
        wish = choices(summary=Summary.INSTEAD, show_text=True, language="es")
        done = subscriptions.sign_up(kind="email", given={"email": "ana@mail.example"}, choices=wish)
        subscriptions.switch_on(done.subscription)
        drain(ALERTS)
    send(EVENING)
    morning(at(12, 7, 0))
    letter = mail.came({"email": "ana@mail.example"})[-1]
    assert "North Side" in letter and "/alerts/summary/" in letter and "/alerts/stop/" in letter


@pytest.mark.django_db
def test_nothing_is_sent_where_nothing_happened_near(cast: Cast, push: PushPeer) -> None:
    near, far = reader(push), reader(push, spots=(at_home(north=0.4),))
    morning(at(12, 7, 0))
    assert near.got == far.got == 0 and not Sum.objects.exists()
    send(at(12, 20))
    morning(at(13, 7, 0))
    assert (near.got, far.got) == (1, 0)
    morning(at(14, 7, 0))
    assert near.got == 1


@pytest.mark.django_db
def test_a_drill_is_in_no_summary(cast: Cast, push: PushPeer) -> None:
    with clock.simulated(EVENING - timedelta(hours=1)):
        member = neighbour(push, choices(summary=Summary.BESIDE), member=cast.dana.code)
    send(EVENING, status=Status.EXERCISE)
    assert member.got == 1
    morning(at(12, 7, 0))
    assert member.got == 1


@pytest.mark.django_db
def test_what_was_sent_in_error_is_corrected_for_who_heard_of_it_and_unheard_of_for_who_did_not(
    cast: Cast, push: PushPeer
) -> None:
    told, unaware = reader(push, Summary.BESIDE), reader(push)
    chain = send(EVENING)
    with clock.simulated(EVENING + timedelta(minutes=10)):
        alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts(ending=Ending.NOT_ENFORCEMENT))
        drain(ALERTS)
    morning(at(12, 7, 0))
    assert (told.got, unaware.got) == (3, 0)
    page = page_of(told, at(12, 7, 5))
    assert "Sent in error: North Side" in page and "It was not enforcement. You need do nothing." in page
    assert "Enforcement confirmed" not in page


@pytest.mark.django_db
def test_who_read_of_it_in_one_summary_reads_its_correction_in_the_next_and_on_the_same_page(
    cast: Cast, push: PushPeer
) -> None:
    one = reader(push)
    chain = send(at(12, 6, 0))
    morning(at(12, 7, 0))
    first = one.codes[-1]
    with clock.simulated(at(12, 7, 30)):
        alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=Parts(ending=Ending.WRONG_PLACE))
        assert "Sent in error" in Client().get(f"/alerts/summary/{first}/").content.decode()
    morning(at(13, 7, 0))
    assert one.got == 2 and "The alert named a wrong place." in page_of(one, at(13, 7, 5))


@pytest.mark.django_db
def test_who_wants_detentions_alone_is_summed_up_those_alone(cast: Cast, push: PushPeer) -> None:
    one = reader(push, Summary.BESIDE, level=Level.ACTIVE)
    send(EVENING)
    send(EVENING + timedelta(minutes=1), about="i2", level=Level.ACTIVE)
    morning(at(12, 7, 0))
    page = page_of(one, at(12, 7, 5))
    assert one.got == 2 and "Someone is being detained" in page and "Enforcement confirmed" not in page


@pytest.mark.django_db
def test_those_to_whom_the_same_happened_share_a_page_that_names_none_of_them(cast: Cast, push: PushPeer) -> None:
    people = [reader(push) for _n in range(3)]
    send(EVENING)
    morning(at(12, 7, 0))
    [row] = Sum.objects.values()
    assert {one.codes[-1] for one in people} == {row["code"]}
    kept = str(row)
    assert not any(word in kept for one in people for word in (one.code, one.subscription.address))


@pytest.mark.django_db
def test_the_page_disappears_and_no_other_code_opens_one(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    send(EVENING)
    morning(at(12, 7, 0))
    address = f"/alerts/summary/{one.codes[-1]}/"
    with clock.simulated(at(13, 7, 0)):
        assert Client().get(address).status_code == 200
        assert Client().get("/alerts/summary/abcdefghijkmnpqr/").status_code == 404
    with clock.simulated(at(16, 7, 0)):
        assert Client().get(address).status_code == 404
        assert summaries.forget_summaries() == 1


@pytest.mark.django_db
def test_a_server_that_was_away_for_the_morning_tells_of_both_days_on_the_next(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    send(EVENING)
    morning(at(12, 7) + LATEST + timedelta(minutes=1))
    assert one.got == 0
    send(at(12, 20), about="i2")
    morning(at(13, 7))
    assert one.got == 1 and page_of(one, at(13, 7, 5)).count("Enforcement confirmed: North Side") == 2


@pytest.mark.django_db
def test_what_was_said_in_the_last_minute_is_in_the_next_summary_and_not_lost(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    send(at(12, 6, 59))
    morning(at(12, 7, 0))
    assert one.got == 0
    morning(at(13, 7, 0))
    assert one.got == 1


@pytest.mark.django_db
def test_an_alert_that_waited_for_the_keeper_is_in_the_next_summary(
    keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    one = reader(push)
    chain = send(at(12, 6, 0))
    Audience.objects.filter(alert__code=chain.code).delete()
    Alert.objects.filter(code=chain.code).update(audience_waits=True)
    morning(at(12, 7, 0))
    assert one.got == 0
    with clock.simulated(at(12, 7, 10)):
        jobs.reach_waiting.call()
    morning(at(13, 7, 0))
    assert one.got == 1


@pytest.mark.django_db
def test_an_hour_that_lies_in_quiet_hours_makes_no_sound(cast: Cast, push: PushPeer) -> None:
    with clock.simulated(EVENING - timedelta(hours=1)):
        one = neighbour(push, quiet("22:00", "09:00", summary=Summary.BESIDE))
    send(EVENING)
    morning(at(12, 7, 0))
    assert one.codes[-1].endswith("-q")


@pytest.mark.django_db
def test_changing_the_hour_brings_no_second_one_that_day_and_none_ends_it(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    send(EVENING)
    morning(at(12, 7, 0))
    send(at(12, 8, 0), about="i2")
    with clock.simulated(at(12, 9, 0)):
        subscriptions.change(code=one.code, choices=choices(summary=Summary.INSTEAD, summary_hour=12))
    morning(at(12, 12, 0))
    assert one.got == 1
    morning(at(13, 12, 0))
    assert one.got == 2
    subscriptions.change(code=one.code, choices=choices())
    assert not Morning.objects.exists()
    chain = send(at(13, 20), about="i3")
    assert one.got == 3 and audience_of(chain.code) == {"told": {one.subscription.pk}}


@pytest.mark.django_db
def test_who_signs_up_anew_gets_no_second_one_that_day(cast: Cast, push: PushPeer) -> None:
    one = reader(push)
    send(EVENING)
    morning(at(12, 7, 0))
    send(at(12, 7, 30), about="i2")
    with clock.simulated(at(12, 8, 0)):
        wish = choices(summary=Summary.INSTEAD, summary_hour=9)
        again = subscriptions.sign_up(kind="webpush", given=dict(one.address), choices=wish).subscription
        drain(ALERTS)
        subscriptions.switch_on(again)
    came = one.got
    morning(at(12, 9, 0))
    assert one.got == came and Morning.objects.count() == 1


@pytest.mark.django_db
def test_nobody_is_called_for_a_summary_and_no_hour_of_the_night_is_taken() -> None:
    for kind, address, wish in (
        ("voice", {"phone": "+16125550123"}, {"summary": Summary.BESIDE}),
        ("email", {"email": "a@mail.example"}, {"summary": Summary.BESIDE, "summary_hour": 3}),
    ):
        with pytest.raises(Refused):
            subscriptions.sign_up(kind=kind, given=address, choices=choices(**wish))
    assert not Subscription.objects.exists()


@pytest.mark.django_db
def test_it_is_chosen_on_the_form_and_changed_with_the_six_words(cast: Cast, mail: MailPeer) -> None:
    form = sign_up_form(summary="instead", summary_hour="6", receipts="on", time_zone="America/Denver")
    answer = Client().post("/alerts/", form)
    words = answer.context["six_words"]
    one = Subscription.objects.get()
    assert (one.summary, one.summary_hour, one.receipts) == ("instead", 6, True)
    assert not Morning.objects.exists()
    subscriptions.switch_on(one)
    due = Morning.objects.get().next_at.astimezone(ZoneInfo("America/Denver"))
    assert (due.hour, due.minute) == (6, 0)
    page = Client().post("/alerts/manage/", {"words": words})
    assert '<option value="6" selected' in page.content.decode()
    changed = {**sign_up_form(summary="none"), "ticket": page.context["ticket"], "spot0-lat": "45", "spot0-lon": "-93"}
    assert Client().post("/alerts/manage/change/", changed).status_code == 200
    one.refresh_from_db()
    assert (one.summary, one.receipts) == ("none", False) and not Morning.objects.exists()


ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
TURNS = (
    # clocks go forward and back, in the night and in the morning, by half an hour, at midnight, and over a whole day
    ("America/Chicago", datetime(2027, 3, 13, 12, tzinfo=UTC)),
    ("America/Chicago", datetime(2027, 11, 6, 12, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2027, 4, 2, 12, tzinfo=UTC)),
    ("America/Havana", datetime(2027, 3, 13, 12, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 28, 12, tzinfo=UTC)),
    ("Antarctica/Troll", datetime(2027, 3, 27, 12, tzinfo=UTC)),
)


@given(
    zone=ZONES,
    hour=st.sampled_from(HOURS),
    begun=st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1)).map(lambda one: one.replace(tzinfo=UTC)),
    late=st.lists(st.integers(0, int(LATEST.total_seconds())), min_size=6, max_size=6),
)
@example(zone=TURNS[0][0], hour=4, begun=TURNS[0][1], late=[0] * 6)
@example(zone=TURNS[1][0], hour=4, begun=TURNS[1][1], late=[0] * 6)
@example(zone=TURNS[2][0], hour=4, begun=TURNS[2][1], late=[21_600] * 6)
@example(zone=TURNS[3][0], hour=4, begun=TURNS[3][1], late=[0] * 6)
@example(zone=TURNS[4][0], hour=7, begun=TURNS[4][1], late=[0] * 6)
@example(zone=TURNS[5][0], hour=4, begun=TURNS[5][1], late=[21_600] * 6)
def test_each_day_has_one_morning_whatever_the_clocks_do(
    zone: str, hour: int, begun: datetime, late: list[int]
) -> None:
    there, now, last = ZoneInfo(zone), begun, None
    days: list[date] = []
    for seconds in late:
        due = next_morning(hour, zone, now, last)
        wall = due.astimezone(there)
        assert due > now
        # the clock says the hour, or it was skipped and it is the first moment after it
        assert wall.hour == hour or not _exists(wall.date(), hour, there)
        last, now = wall.date(), due + timedelta(seconds=seconds)
        days.append(last)
    assert days == sorted(set(days))
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert all(gap == 1 or _skips_a_day(there, days[0], days[-1]) for gap in gaps)


def _exists(day: date, hour: int, there: ZoneInfo) -> bool:
    wall = datetime(day.year, day.month, day.day, hour, tzinfo=there)
    return wall.astimezone(UTC).astimezone(there).replace(fold=0) == wall


def _skips_a_day(there: ZoneInfo, first: date, last: date) -> bool:
    noons = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return any(not _exists(day, 12, there) for day in noons)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_each(keeping: Keeping, cast: Cast, push: PushPeer) -> None:
    people = [reader(push) for _n in range(6)]
    send(EVENING)
    sent, trouble = threading.Event(), list[BaseException]()

    def run(work: Callable[[], None]) -> None:
        try:
            # each thread has a time of its own
            with clock.simulated(at(12, 7, 0)):
                work()
        except BaseException as one:
            trouble.append(one)
        finally:
            connection.close()

    def first() -> None:
        with transaction.atomic():
            assert summaries.send_due() == 6
            sent.set()
            # nothing of it is on the disk yet when the other looks
            other.join(0.5)

    def second() -> None:
        sent.wait(10)
        summaries.send_due()

    one, other = (threading.Thread(target=run, args=(work,)) for work in (first, second))
    other.start()
    one.start()
    one.join()
    other.join()
    morning(at(12, 7, 0))
    assert not trouble and [person.got for person in people] == [1] * 6
    assert len([row for row in rows() if row.thread.startswith("summary-")]) == 6


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dies", ["before", "after"])
def test_kill_9_around_the_end_of_sending_gives_nobody_two_and_nobody_none(
    dies: str, keeping: Keeping, cast: Cast, push: PushPeer
) -> None:
    people = [reader(push) for _n in range(4)]
    send(EVENING)
    done = subprocess.run(
        [sys.executable, "-m", "tests.alerts.killed_summary", dies, at(12, 7, 0).isoformat()],
        env=environment(
            Path(conf.DATA_DIR), WEKEEP_KEEPER_APART="yes", WEKEEP_KEEPER_SOCKET=str(keeping.folder / "socket")
        ),
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    morning(at(12, 7, 1))
    assert [one.got for one in people] == [1] * 4
    assert len([one for one in rows() if one.thread.startswith("summary-")]) == 4
