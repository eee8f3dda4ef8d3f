"""Whoever changes what a channel sends with holds it up until two persons agree to exactly the new; nobody is shown a secret."""

import pytest
from django.conf import settings as django_settings
from pytest_django.fixtures import Settings

from tests.alerts.neighbours import neighbour
from tests.cast import NORTH, Cast, Person
from tests.channels.conftest import push
from tests.channels.peers import PushPeer
from tests.channels.rows import rows
from tests.keeping import Keeping
from wekeep.alerts.actions.trials import send_test
from wekeep.alerts.models import Subscription
from wekeep.channels.kinds.webpush import kind as webpush
from wekeep.channels.kinds.webpush.vapid import Vapid
from wekeep.channels.models import Credentials
from wekeep.channels.queries import may_send
from wekeep.channels.registry import kinds
from wekeep.vault.models import Proposal
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS, RETRIES

__all__ = ["push"]
PAGE, TWO = "/alerts/channels/", "/two-persons/"


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper, which counts who agreed."""
    return Cast()


def change_push_key(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Vapid("a secret that somebody put in place", "mailto:x@example.org")
    monkeypatch.setattr(webpush, "vapid", lambda: other)


def send_one(to: Person, phone: object) -> None:
    Subscription.objects.filter(code=phone.code).update(member=to.code)  # type: ignore[attr-defined]
    send_test(actor=to.actor, kind="webpush")
    drain(ALERTS)


def test_a_changed_push_key_sends_nothing_until_two_agreed_to_it_and_then_what_waited(
    cast: Cast, sam: Person, push: PushPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, sol, second = neighbour(push), cast.sol.client(), sam.client()
    send_one(cast.dana, phone)
    assert phone.got == 1
    assert "held up" not in sol.get(PAGE).content.decode()
    change_push_key(monkeypatch)
    send_one(cast.dana, phone)
    assert phone.got == 1
    page = sol.get(PAGE).content.decode()
    assert "held up" in page and "until two persons agree" in page
    assert sol.post(PAGE, {"do": "credentials", "kind": "webpush"}).status_code == 302
    code = Proposal.objects.get().code
    assert sol.post(f"{TWO}{code}/", {"do": "agree"}).status_code == 409 and not may_send("webpush")
    told = second.get(TWO).content.decode()
    assert "Send with new credentials" in told and "What recognises them" in told
    assert second.post(f"{TWO}{code}/", {"do": "agree"}).status_code == 302
    drain(RETRIES)
    drain(ALERTS)
    assert phone.got == 2 and "held up" not in sol.get(PAGE).content.decode()


def test_credentials_that_change_again_are_another_action(
    cast: Cast, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    Credentials.objects.create(kind="webpush", agreed="")
    sol = cast.sol.client()
    assert sol.post(PAGE, {"do": "credentials", "kind": "webpush"}).status_code == 302
    change_push_key(monkeypatch)
    assert sam.client().post(f"{TWO}{Proposal.objects.get().code}/", {"do": "agree"}).status_code == 409
    assert not may_send("webpush")


def test_neither_a_dispatcher_of_one_zone_nor_a_verifier_asks_for_it(cast: Cast, sam: Person) -> None:
    Credentials.objects.create(kind="webpush", agreed="")
    for person in (cast.dana, cast.amina):
        assert person.client().post(PAGE, {"do": "credentials", "kind": "webpush"}).status_code == 403
    assert "Ask another to agree" not in cast.dana.client().get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "MAIL_FROM_ADDRESS"])
def test_any_change_of_the_mail_account_is_noticed_and_none_of_it_is_kept(
    name: str, cast: Cast, sam: Person, settings: Settings
) -> None:
    settings.EMAIL_HOST_PASSWORD = "hunter2-of-the-network"
    from wekeep.channels.actions.sending import claim

    claim("email", 1, retries=False)
    assert may_send("email")
    setattr(settings, name, "other.example.org")
    assert not may_send("email")
    cast.sol.client().post(PAGE, {"do": "credentials", "kind": "email"})
    kept = f"{list(Credentials.objects.values())} {list(Proposal.objects.values())}"
    page = sam.client().get(TWO).content.decode()
    for secret in ("hunter2", "other.example.org", django_settings.EMAIL_HOST_PASSWORD):
        assert secret not in kept and secret not in page


def test_a_channel_that_is_held_keeps_its_letters_and_tries_none(cast: Cast, sam: Person, push: PushPeer) -> None:
    phone = neighbour(push)
    Credentials.objects.update_or_create(kind="webpush", defaults={"agreed": ""})
    send_one(cast.dana, phone)
    assert phone.got == 0
    newest = rows()[-1]
    assert (newest.state, newest.attempts) == ("queued", 0)


def test_every_channel_says_what_it_sends_with_and_one_that_anybody_could_be_says_nothing() -> None:
    told = {name: one.credentials() for name, one in kinds().items()}
    assert told["ntfy"] == "" and told["webpush"] and told["email"]
    assert NORTH not in told["email"]
