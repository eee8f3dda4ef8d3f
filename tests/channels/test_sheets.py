"""Push messages by the sheet: what thousands share is made once, and each phone still gets its own message once."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from tests.channels.peers import PushPeer
from tests.channels.tls_peer import Request, Session, TlsPeer, make_authority, peer_serving
from wekeep.channels.contract import Answer, Envelope, Outcome
from wekeep.channels.kinds.webpush import kind as webpush
from wekeep.channels.kinds.webpush.contexts import Spent, make
from wekeep.channels.kinds.webpush.encryption import from_base64url
from wekeep.channels.kinds.webpush.kind import WebPush
from wekeep.channels.kinds.webpush.loopback import LoopbackPush, Phone
from wekeep.channels.kinds.webpush.sheets import Row, Sealer, Sheet
from wekeep.channels.wire import sending
from wekeep.channels.wire.posts import split
from wekeep.kit.drawn_secret import secret_in


def keys(phone: Phone) -> tuple[bytes, bytes]:
    return from_base64url(phone.p256dh), from_base64url(phone.auth)


def sheet(rows: list[Row], code: str = "0123456789abcdef", *, silent: bool = False, urgent: bool = True) -> Sheet:
    return Sheet(code, "thread", silent, urgent, 3_600, rows)


def added(outcomes: Iterator[Outcome]) -> tuple[list[int], dict[int, Answer]]:
    """Everything that came of a sending."""
    handed_over: list[int] = []
    others: dict[int, Answer] = {}
    for outcome in outcomes:
        handed_over += outcome.handed_over
        others |= {result.delivery: result.answer for result in outcome.others}
    return sorted(handed_over), others


def rows(push: PushPeer, count: int, *, ahead: bool) -> tuple[list[Phone], list[Row]]:
    phones = [push.service.new_phone() for _n in range(count)]
    return phones, [
        Row(n, push.origin + phone.path, make(*keys(phone)) if ahead else keys(phone)) for n, phone in enumerate(phones)
    ]


@pytest.mark.parametrize("ahead", [True, False])
def test_every_phone_reads_its_message_with_contexts_made_ahead_and_without(push: PushPeer, ahead: bool) -> None:
    phones, some = rows(push, 150, ahead=ahead)
    handed_over, others = added(
        WebPush().send_sheets([sheet(some[:100]), sheet(some[100:], "another0code-q", silent=True)])
    )
    assert handed_over == list(range(150)) and not others
    assert [phone.came for phone in phones] == [1] * 150
    first, last = phones[0].messages[0], phones[-1].messages[0]
    assert (first.payload, first.urgency) == ({"c": "0123456789abcdef"}, "high")
    assert (last.payload, last.urgency) == ({"c": "another0code-q"}, "low")
    assert first.topic == last.topic and first.ttl == 3_600


def test_a_context_seals_no_second_message(push: PushPeer) -> None:
    _phones, some = rows(push, 3, ahead=True)
    added(WebPush().send_sheets([sheet(some)]))
    with pytest.raises(Spent):
        added(WebPush().send_sheets([sheet(some)]))


def test_a_phone_whose_keys_are_none_is_refused_and_its_neighbours_are_told(push: PushPeer) -> None:
    phones, some = rows(push, 5, ahead=False)
    some[2] = some[2]._replace(sealed_for=(bytes(65), bytes(16)))
    handed_over, others = added(WebPush().send_sheets([sheet(some)]))
    assert handed_over == [0, 1, 3, 4]
    assert others == {2: Answer.REFUSED}
    assert [phone.came for phone in phones] == [1, 1, 0, 1, 1]


@pytest.mark.parametrize("endpoint", ["https://push.example:99999/x", "https://[push.example/x", "nonsense", ""])
def test_an_endpoint_that_is_none_is_refused_and_the_others_are_told(endpoint: str, push: PushPeer) -> None:
    phones, some = rows(push, 3, ahead=True)
    some[1] = some[1]._replace(endpoint=endpoint)
    handed_over, others = added(WebPush().send_sheets([sheet(some)]))
    assert (handed_over, list(others)) == ([0, 2], [1])
    assert others[1] in (Answer.REFUSED, Answer.LATER)
    assert [phone.came for phone in phones] == [1, 0, 1]


def test_an_endpoint_that_begins_like_another_goes_to_its_own_host() -> None:
    phone = LoopbackPush().new_phone()
    ends = ["/a", "/b#c", "/d?e", "/", "", "x", "x/y", "?/z", ":443/v"]
    some = [Row(n, "https://push.example" + end, keys(phone)) for n, end in enumerate(ends)]
    posts = {post.key: (post.course.origin, post.path) for post in Sealer(webpush.vapid(), b"s").posts([sheet(some)])}
    assert posts == {n: split(one.endpoint) for n, one in enumerate(some)}


def test_when_no_keys_are_any_good_each_is_still_answered_for(push: PushPeer) -> None:
    bad = [Row(n, push.origin + "/push/x", (bytes(65), bytes(16))) for n in range(3)]
    assert added(WebPush().send_sheets([sheet(bad)])) == ([], {0: Answer.REFUSED, 1: Answer.REFUSED, 2: Answer.REFUSED})


def test_nothing_to_send_is_nothing(push: PushPeer) -> None:
    assert added(WebPush().send_sheets([])) == added(WebPush().send_sheets([sheet([])])) == ([], {})


def envelope(delivery: int, address: dict[str, str], code: str, *, silent: bool = False) -> Envelope:
    return Envelope(delivery, address, code, "thread", "", "", "", "", "", silent, True, 60, "")


def test_envelopes_of_many_letters_each_arrive_with_their_own_text(push: PushPeer) -> None:
    phones = [push.service.new_phone() for _n in range(200)]
    some = [
        envelope(
            n,
            {"endpoint": push.origin + phone.path, "p256dh": phone.p256dh, "auth": phone.auth},
            f"code{n % 7}" + ("-q" if n % 3 == 0 else ""),
            silent=n % 3 == 0,
        )
        for n, phone in enumerate(phones)
    ]
    results = list(WebPush().send(some))
    assert sorted(one.delivery for one in results) == list(range(200))
    assert {one.answer for one in results} == {Answer.HANDED_OVER}
    for n, phone in enumerate(phones):
        (message,) = phone.messages
        assert message.payload == {"c": f"code{n % 7}" + ("-q" if n % 3 == 0 else "")}
        assert message.urgency == ("low" if n % 3 == 0 else "high")


def test_headers_are_made_once_for_each_push_service_and_letter() -> None:
    phone = LoopbackPush().new_phone()
    sealer = Sealer(webpush.vapid(), b"secret")
    some = [Row(n, f"https://push{n % 2}.example/{n}", keys(phone)) for n in range(50)]
    courses = {id(post.course): post.course for post in sealer.posts([sheet(some), sheet(some)])}
    assert sorted(course.origin for course in courses.values()) == ["https://push0.example", "https://push1.example"]
    for course in courses.values():
        assert dict(course.headers)["authorization"] == webpush.vapid().authorization(course.origin)


def test_rows_are_drawn_as_there_is_room(push: PushPeer) -> None:
    drawn = 0
    phone = push.service.new_phone()

    def endless() -> Iterator[Row]:
        nonlocal drawn
        for n in range(20_000):
            drawn += 1
            yield Row(n, push.origin + phone.path, keys(phone))

    outcomes = WebPush().send_sheets([Sheet("code", "thread", False, True, 60, endless())])
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert drawn < 3_000


@pytest.fixture
def tls_push(settings: Settings, tmp_path: Path) -> Iterator[tuple[TlsPeer, LoopbackPush]]:
    """A push service over TLS whose authority lies beside the data of a demo."""
    settings.ALLOW_LOOPBACK_ENDPOINTS, settings.DATA_DIR = True, tmp_path
    authority, certificate = make_authority(tmp_path / "tls")
    (tmp_path / "loopback_authority.pem").write_bytes(Path(authority).read_bytes())
    sending._left_to_library.clear()
    service, peer = LoopbackPush("/"), TlsPeer(certificate)

    def react(session: Session, request: Request) -> None:
        phone = service.phone(request.path)
        session.answer(request, service._deliver(phone, request.headers, request.body) if phone else 410)

    peer.react = react
    with peer_serving(peer):
        yield peer, service


def test_over_tls_and_h2_phones_read_their_messages_and_the_gone_are_gone(
    tls_push: tuple[TlsPeer, LoopbackPush],
) -> None:
    peer, service = tls_push
    phones = [service.new_phone() for _n in range(300)]
    some = [Row(n, peer.origin + phone.path, make(*keys(phone))) for n, phone in enumerate(phones)]
    some.append(Row(300, peer.origin + "/nobody", make(*keys(phones[0]))))
    handed_over, others = added(WebPush().send_sheets([sheet(some)]))
    assert handed_over == list(range(300)) and others == {300: Answer.GONE}
    assert [phone.came for phone in phones] == [1] * 300
    assert json.loads(json.dumps(phones[0].messages[0].payload)) == {"c": "0123456789abcdef"}
    assert abs(phones[0].messages[0].at - time.time()) < 60
    assert {request.headers["authorization"][:8] for request in peer.requests} == {"vapid t="}


def test_an_authority_beside_the_data_is_believed_only_where_this_machine_may_be_called(
    tls_push: tuple[TlsPeer, LoopbackPush], settings: Settings
) -> None:
    assert webpush._authorities().endswith("loopback_authority.pem")
    settings.ALLOW_LOOPBACK_ENDPOINTS = False
    assert webpush._authorities() == ""
    assert secret_in(django_settings.DATA_DIR / "push_secret")
