"""What Signal asks of whoever runs the server is told in plain words, and no person is ever written to."""

from types import SimpleNamespace

import pytest
from pytest_django.fixtures import Settings

from tests.channels.conftest import signal, signal_socket, signal_wrapper
from tests.channels.signal_peer import SignalPeer
from wekeep.channels.contract import Answer, Envelope
from wekeep.channels.kinds.signal.kind import CAPTCHA, LIMITED, NOT_MEMBER, Signal
from wekeep.kit.errors import Refused

__all__ = ["signal", "signal_socket", "signal_wrapper"]


def envelope(peer: SignalPeer, delivery: int = 1) -> Envelope:
    return Envelope(
        delivery=delivery,
        address=peer.new_address(),
        code="c",
        thread="t",
        title="New notice",
        body="Open it to read.",
        url="https://example.org/alerts/a/x/",
        stop_url="",
        stop_words="",
        silent=False,
        urgent=True,
        seconds_left=60,
        return_code="r",
    )


@pytest.fixture(params=["signal", "signal_socket", "signal_wrapper"])
def peer(request: pytest.FixtureRequest) -> SignalPeer:
    found: SignalPeer = request.getfixturevalue(request.param)
    return found


def test_one_post_goes_to_the_group_and_no_call_names_a_person(peer: SignalPeer) -> None:
    one = envelope(peer)
    [result] = Signal().send([one])
    assert result.answer is Answer.HANDED_OVER
    assert peer.came(one.address) == ["New notice\nOpen it to read.\nhttps://example.org/alerts/a/x/"]
    sends = [asked for asked in peer.asked if "message" in str(asked)]
    assert len(sends) == 1 and "recipient" not in (sends[0].get("params") or {})


@pytest.mark.parametrize(("mood", "trouble"), [("captcha", CAPTCHA), ("limited", LIMITED)])
def test_when_signal_asks_for_patience_nothing_more_is_tried_in_that_run(
    peer: SignalPeer, mood: str, trouble: str
) -> None:
    peer.mood = mood
    results = list(Signal().send([envelope(peer, 1), envelope(peer, 2), envelope(peer, 3)]))
    assert {(one.answer, one.trouble) for one in results} == {(Answer.LATER, trouble)}
    assert all(one.retry_after for one in results)
    assert len(peer.asked) == 1


def test_a_post_that_reached_some_of_a_group_is_not_posted_to_it_again(signal: SignalPeer) -> None:
    signal.mood = "partly"
    [result] = Signal().send([envelope(signal)])
    assert (result.answer, result.trouble) == (Answer.HANDED_OVER, LIMITED)


def test_a_group_that_put_us_out_is_said_and_not_forgotten(peer: SignalPeer) -> None:
    peer.mood = "left"
    [result] = Signal().send([envelope(peer)])
    assert (result.answer, result.trouble) == (Answer.REFUSED, NOT_MEMBER)


def test_an_old_signal_cli_is_found_before_signal_finds_it(signal: SignalPeer) -> None:
    signal.version = "0.13.19"
    health = Signal().probe()
    assert not health.works and health.words % health.values == (
        "signal-cli is version 0.13.19, which Signal no longer accepts. Update it to 0.14.1 or newer."
    )


def test_an_account_that_is_registered_nowhere_is_said(peer: SignalPeer) -> None:
    assert Signal().probe().works
    peer.account = "+16125550199"
    health = Signal().probe()
    assert not health.works and "not registered" in health.words
    assert [one.answer for one in Signal().send([envelope(peer)])] == [Answer.LATER]


def test_a_server_that_is_away_is_tried_three_times_and_then_left_alone(settings: Settings) -> None:
    settings.SIGNAL_URL, settings.SIGNAL_API = "tcp://127.0.0.1:9", "daemon"
    fake = SimpleNamespace(new_address=lambda: {"group": "x"})
    results = list(Signal().send(envelope(fake, n) for n in range(5)))  # type: ignore[arg-type]
    assert [one.trouble for one in results] == ["no answer"] * 3 + ["server away"] * 2
    assert not Signal().probe().works


@pytest.mark.parametrize("typed", ["+16125550123", "", "group.", "group.!!", "AAAA", "a" * 44 + "\n"])
def test_a_number_of_a_person_is_no_group(typed: str) -> None:
    with pytest.raises(Refused):
        Signal().read_address({"group": typed})
