"""A spent budget makes letters wait and says so; someone being detained goes first, and what is kept back is theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.channels.conftest import sms
from tests.channels.telephone_peer import ProviderPeer
from tests.channels.test_every_channel import keep, letter, states
from wekeep.channels.actions import outbox
from wekeep.channels.actions.budget import left
from wekeep.channels.actions.outbox import Recipient
from wekeep.channels.models import Batch, Spent
from wekeep.channels.rules.budget import Room, room
from wekeep.channels.rules.delivery import Rank, State
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

__all__ = ["sms"]
pytestmark = pytest.mark.django_db


def hand_over(peer: ProviderPeer, count: int, code: str, *, urgent: bool = False) -> list[dict[str, str]]:
    people = [peer.new_address() for _n in range(count)]
    new = replace(letter(code, code, minutes=300), urgent=urgent, rank=Rank.FIRST if urgent else Rank.ALERT)
    outbox.hand_over(new, [Recipient(keep(peer, one), "sms", "en") for one in people])
    return people


def came(peer: ProviderPeer, people: list[dict[str, str]]) -> int:
    return sum(len(peer.came(one)) for one in people)


def test_what_is_over_the_hours_budget_waits_untried_and_goes_in_the_next(
    sms: ProviderPeer, settings: Settings
) -> None:
    settings.CHANNEL_BUDGETS = {"sms": 10}
    people = hand_over(sms, 20, "first")
    drain(ALERTS)
    assert came(sms, people) == 8
    assert states().count(State.QUEUED) == 12
    assert set(Batch.objects.filter(queued__gt=0).values_list("attempts", flat=True)) == {0}
    for hour, sum_ in ((1, 16), (2, 20)):
        with clock.simulated(clock.now() + timedelta(hours=hour, minutes=hour)):
            outbox.queue_left_behind()
            drain(RETRIES)
            assert came(sms, people) == sum_
    assert states() == [State.HANDED_OVER] * 20


def test_someone_being_detained_overtakes_what_waits_and_has_what_was_kept_back(
    sms: ProviderPeer, settings: Settings
) -> None:
    settings.CHANNEL_BUDGETS = {"sms": 10}
    low = hand_over(sms, 9, "low")
    high = hand_over(sms, 5, "high", urgent=True)
    drain(ALERTS)
    assert (came(sms, high), came(sms, low)) == (5, 3)
    more = hand_over(sms, 5, "more", urgent=True)
    drain(ALERTS)
    assert came(sms, more) == 2 and left("sms") == Room(0, 0)


def test_a_text_counts_as_many_as_it_is_paid(sms: ProviderPeer, settings: Settings) -> None:
    settings.CHANNEL_BUDGETS = {"sms": 10}
    new = letter("long")
    wide = replace(new, texts={"en": replace(new.texts["en"], short_body="قف" * 70)})
    outbox.hand_over(wide, [Recipient(keep(sms, sms.new_address()), "sms", "en")])
    drain(ALERTS)
    assert sum(Spent.objects.values_list("units", flat=True)) == 3


def test_the_page_says_that_the_budget_is_spent(sms: ProviderPeer, settings: Settings, zones: object) -> None:
    settings.CHANNEL_BUDGETS = {"sms": 10}
    page = Cast().sol.client()
    assert "budget is spent" not in page.get("/alerts/channels/").content.decode()
    hand_over(sms, 20, "first")
    drain(ALERTS)
    assert "someone being detained" in page.get("/alerts/channels/").content.decode()


@pytest.mark.parametrize("budget", [1, 2, 5, 60, 500])
def test_no_budget_is_so_small_that_a_detention_has_no_room(budget: int) -> None:
    assert room(budget, 0).urgent == budget and room(budget, room(budget, 0).ordinary).urgent >= 1
