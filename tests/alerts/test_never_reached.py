"""Whom an alert surely never reached hears nothing of its end; whom it may have reached does."""

from datetime import timedelta

import pytest

from tests.alerts.neighbours import PARTS, audience_of, choices, neighbour
from tests.alerts.test_mid_send import begin
from tests.cast import Cast
from tests.channels.peers import MailPeer, PushPeer
from tests.channels.rows import rows
from wekeep.alerts.actions import alerts, subscriptions
from wekeep.alerts.models import Subscription
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.queries.alerts import progress as progress_of
from wekeep.alerts.rules.parts import Ending, Parts
from wekeep.channels import jobs
from wekeep.channels.actions import outbox, sending
from wekeep.channels.queries import standings
from wekeep.channels.rules.delivery import State
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

pytestmark = pytest.mark.django_db


def by_mail(mail: MailPeer, name: str) -> Subscription:
    """Someone at home in the same place who chose e-mail."""
    one = subscriptions.sign_up(kind="email", given={"email": f"{name}@mail.example"}, choices=choices()).subscription
    drain(ALERTS)
    letter = mail.came({"email": f"{name}@mail.example"})[0]
    subscriptions.confirm(code=letter.split("/alerts/confirm/")[1].split("/")[0])
    return one


def letters(mail: MailPeer, name: str) -> int:
    return len(mail.came({"email": f"{name}@mail.example"})) - 1


def cancel(cast: Cast, chain: Chain) -> None:
    parts = Parts(ending=Ending.SENT_IN_ERROR)
    alerts.send_cancel(unlocked=cast.dana.unlocked(), code=chain.code, parts=parts)
    drain(ALERTS)
    drain(RETRIES)


def test_who_it_came_too_late_for_hears_nothing_of_its_end(cast: Cast, push: PushPeer, mail: MailPeer) -> None:
    told, late = neighbour(push), by_mail(mail, "late")
    chain = begin(cast)
    jobs.send.call(kind="webpush")
    with clock.simulated(chain.expires_at + timedelta(minutes=1)):
        drain(ALERTS)
        assert progress_of(chain.code) == {"email": {"too_late": 1}, "webpush": {"handed_over": 1}}
        assert standings()["email"].too_late == 1 and standings()["email"].refused == 0
        cancel(cast, chain)
    assert (told.got, letters(mail, "late")) == (2, 0)
    assert audience_of(chain.code) == {"told": {told.subscription.pk}, "withdrawn": {late.pk}}


def test_who_may_have_heard_before_it_came_too_late_hears_of_its_end(
    cast: Cast, push: PushPeer, mail: MailPeer
) -> None:
    told, perhaps = neighbour(push), by_mail(mail, "perhaps")
    chain = begin(cast)
    mail.fail_next(1)
    drain(ALERTS)
    with clock.simulated(chain.expires_at + timedelta(minutes=1)):
        outbox.queue_left_behind()
        drain(RETRIES)
        assert progress_of(chain.code)["email"] == {"too_late": 1}
        cancel(cast, chain)
    assert (told.got, letters(mail, "perhaps")) == (2, 1)
    assert audience_of(chain.code) == {"told": {told.subscription.pk, perhaps.pk}}


def test_who_was_in_the_hand_of_a_worker_that_died_may_have_heard(cast: Cast, push: PushPeer, mail: MailPeer) -> None:
    told, perhaps = neighbour(push), by_mail(mail, "perhaps")
    chain = begin(cast)
    jobs.send.call(kind="webpush")
    assert sending.claim("email", 10, retries=False) is not None
    with clock.simulated(chain.expires_at + timedelta(minutes=1)):
        outbox.queue_left_behind()
        drain(RETRIES)
        assert progress_of(chain.code)["email"] == {"too_late": 1}
        cancel(cast, chain)
    assert (told.got, letters(mail, "perhaps")) == (2, 1)
    assert perhaps.pk in audience_of(chain.code)["told"]


def test_whom_the_channel_refused_at_once_hears_nothing_of_its_end(cast: Cast, push: PushPeer) -> None:
    told, refused = neighbour(push), neighbour(push)
    chain = begin(cast)
    push.fail_with = (413, {})
    push.fail_next(1)
    drain(ALERTS)
    assert sorted(one.state for one in rows() if one.thread == chain.code) == [State.HANDED_OVER, State.REFUSED]
    cancel(cast, chain)
    assert sorted((told.got, refused.got)) == [0, 2]


def test_whom_an_update_reached_hears_the_end_though_the_first_news_came_too_late(
    cast: Cast, push: PushPeer, mail: MailPeer
) -> None:
    late = by_mail(mail, "late")
    chain = begin(cast)
    with clock.simulated(chain.expires_at - timedelta(minutes=1)):
        longer = clock.now() + timedelta(hours=2)
        parts = Parts(what=PARTS.what, place=PARTS.place)
        alerts.send_update(unlocked=cast.dana.unlocked(), code=chain.code, parts=parts, expires=longer)
    with clock.simulated(chain.expires_at + timedelta(minutes=1)):
        drain(ALERTS)
        assert progress_of(chain.code)["email"] == {"too_late": 1, "handed_over": 1}
        cancel(cast, chain)
    assert letters(mail, "late") == 2 and audience_of(chain.code) == {"told": {late.pk}}
