"""A subscription ends after a year; two weeks before, its owner is asked once, and one tap keeps it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test import Client

from tests.alerts.neighbours import Neighbour, choices, neighbour
from tests.alerts.test_pages import link_in
from tests.cast import Cast
from tests.channels.peers import MailPeer, PushPeer
from wekeep.alerts.actions import subscriptions
from wekeep.alerts.jobs import remind
from wekeep.alerts.models import Subscription
from wekeep.channels.models import Address
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.models import Job
from wekeep.work.rules.lane import ALERTS

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@contextmanager
def after(time: timedelta) -> Iterator[None]:
    """So long from now, once the reminders of that hour have gone out."""
    with clock.simulated(clock.now() + time):
        remind.call()
        drain(ALERTS)
        yield


def renew(client: Client, one: Neighbour) -> bytes:
    """Tap the reminder and its one button."""
    page = f"/alerts/confirm/{one.peer.came(one.address)[-1].split('-')[0]}/"
    assert b"Keep them for another year" in client.get(page).content
    done = client.post(page)
    assert done.status_code == 200
    return bytes(done.content)


def test_nobody_is_reminded_before_the_last_two_weeks(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    with after(YEAR - timedelta(days=15)):
        assert one.got == 0


def test_one_reminder_comes_two_weeks_before_the_end_and_no_second(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    with after(YEAR - timedelta(days=13)):
        assert one.got == 1
    for days in (12, 5, 1):
        with after(YEAR - timedelta(days=days)):
            assert one.got == 1


def test_many_reminders_stand_before_an_alert_as_one_job(cast: Cast, push: PushPeer) -> None:
    many = [neighbour(push) for _number in range(4)]
    with clock.simulated(clock.now() + YEAR - timedelta(days=13)):
        remind.call()
        assert Job.objects.filter(name="channels.send", state="ready").count() == 1
        drain(ALERTS)
    assert [one.got for one in many] == [1, 1, 1, 1]


def test_one_tap_keeps_it_for_another_year_after_which_it_is_asked_again(
    cast: Cast, push: PushPeer, client: Client
) -> None:
    one = neighbour(push)
    with after(YEAR - timedelta(days=3)):
        assert b"another year" in renew(client, one)
        renewed = one.subscription
        assert renewed.expires_at == clock.now() + YEAR
        assert Address.objects.get(code=renewed.address).expires_at > renewed.expires_at
        assert renewed.spots.get().expires_at == renewed.expires_at
    with after(YEAR + timedelta(days=30)):
        subscriptions.forget_expired()
        assert one.subscription and one.got == 1
    with after(2 * YEAR - timedelta(days=10)):
        assert one.got == 2


def test_who_does_nothing_is_forgotten(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    with after(YEAR - timedelta(days=3)):
        assert one.got == 1
    with after(YEAR + timedelta(hours=1)):
        subscriptions.forget_expired()
        assert not Subscription.objects.exists() and not Address.objects.exists()


def test_who_changed_their_choices_meanwhile_needs_no_reminder(cast: Cast, push: PushPeer) -> None:
    one = neighbour(push)
    with after(YEAR - timedelta(days=10)):
        subscriptions.change(code=one.code, choices=choices())
    with after(YEAR - timedelta(days=5)):
        assert one.got == 1
        assert one.subscription.expires_at > clock.now() + timedelta(days=300)


def test_the_reminder_comes_in_the_readers_language_with_both_links_and_without_a_sound(
    cast: Cast, push: PushPeer, mail: MailPeer, client: Client
) -> None:
    subscriptions.sign_up(kind="email", given={"email": "ana@mail.example"}, choices=choices(language="es"))
    drain(ALERTS)
    confirm = link_in(mail.letters["ana@mail.example"][0].decode(), "confirm")
    client.post(confirm)
    phone = neighbour(push)
    with after(YEAR - timedelta(days=10)):
        letter = mail.letters["ana@mail.example"][1].decode()
        assert link_in(letter, "confirm") != confirm and link_in(letter, "stop")
        assert "Subject: Mantenga activados sus avisos" in letter
        assert push.came(phone.address)[-1].endswith("-qs")
        assert push.phone(phone.address).messages[-1].urgency == "low"


def test_a_sign_up_that_waits_is_not_reminded_and_a_renewal_does_not_end_it(
    cast: Cast, push: PushPeer, client: Client
) -> None:
    one = neighbour(push)
    with after(YEAR - timedelta(days=3)):
        waiting = subscriptions.sign_up(kind="webpush", given=one.address, choices=choices(zones=("north",)))
        renew(client, one)
        assert Subscription.objects.filter(pk=waiting.subscription.pk).exists()
        assert one.got == 1
