"""Throttle, codes, words, clock and drawn secrets."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.kit import clock
from wekeep.kit.codes import ALPHABET, CODE_LENGTH, keyed_mark, new_code, same
from wekeep.kit.drawn_secret import secret_in
from wekeep.kit.errors import NotAllowed, Refused, TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.kit.words import PASSPHRASE_WORDS, RECEIPT_WORDS, UNDRAWN, draw, from_digest, normal_form, word_list


class Hands:
    """A clock moved by hand, in seconds."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_source_gets_its_burst_and_then_its_rate() -> None:
    hands = Hands()
    brake = Throttle(burst=3, per_minute=6, clock=hands)
    assert [brake.wait_for("a") for _ in range(4)] == [0, 0, 0, 10]
    hands.at = 10
    assert [brake.wait_for("a"), brake.wait_for("a")] == [0, 10]
    assert brake.wait_for("b") == 0


def test_waiting_as_long_as_one_was_told_is_enough() -> None:
    hands = Hands()
    brake = Throttle(burst=1, per_minute=7, clock=hands)
    brake.wait_for("a")
    hands.at += brake.wait_for("a")
    assert brake.wait_for("a") == 0


def test_a_brake_keeps_no_source_and_little_memory() -> None:
    brake = Throttle(burst=1, per_minute=1, capacity=10)
    for number in range(50):
        brake.wait_for(f"198.51.100.{number}")
    assert len(brake._buckets) == 10
    assert not any(b"198" in key for key in brake._buckets)


def test_the_salt_changes_every_day() -> None:
    hands = Hands()
    brake = Throttle(burst=1, per_minute=0.0001, clock=hands)
    brake.wait_for("a")
    before = set(brake._buckets)
    hands.at = 86_401
    assert brake.wait_for("a") == 0
    assert not before & set(brake._buckets)


def test_many_at_once_get_no_more_than_the_burst() -> None:
    brake = Throttle(burst=5, per_minute=0.001)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _n: brake.wait_for("a"), range(64)))
    assert answers.count(0) == 5


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_household_is_one_source(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_many_networks_of_one_rented_server_are_braked_together() -> None:
    hands = Hands()
    brake = Throttle(burst=2, per_minute=6, clock=hands, together=16)
    tries = [brake.wait_for(network_of(f"2001:db8:7:{number:x}::1")) for number in range(100)]
    assert tries.count(0) == 2 * 16
    assert brake.wait_for(network_of("2001:db8:8::1")) == 0
    assert brake.wait_for("192.0.2.7") == brake.wait_for("192.0.2.8") == 0
    # whoever was braked for their neighbours has lost nothing of their own
    hands.at += 60
    assert [brake.wait_for(network_of("2001:db8:7:99::1")) for _ in range(3)].count(0) == 2


def test_codes_are_long_and_of_letters_that_read_aloud() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert not set("ilou") & set(ALPHABET)


def test_a_mark_recognises_its_value_under_its_key_and_purpose_only() -> None:
    mark = keyed_mark("secret", "receipt", "six words")
    assert mark == keyed_mark("secret", "receipt", "six words")
    assert len({mark, keyed_mark("other", "receipt", "six words"), keyed_mark("secret", "x", "six words")}) == 3
    assert len(mark) == 64
    assert same(mark, mark) and not same(mark, mark[:-1])


def test_words_are_drawn_from_the_whole_list() -> None:
    assert len(word_list()) == 7776
    assert len(draw(RECEIPT_WORDS).split()) == 6
    assert len({draw(PASSPHRASE_WORDS) for _ in range(200)}) == 200


def test_words_nobody_should_get_from_us_are_never_drawn_and_still_understood() -> None:
    drawn = {word for _ in range(2000) for word in draw(RECEIPT_WORDS).split()}
    shown = {word for number in range(2000) for word in from_digest(f"{number:08x}" * 8, 6).split()}
    assert (
        {"deport", "islamist", "prison", "treason", "overstay", "espionage", "skinhead", "suffocate"}
        <= UNDRAWN
        < set(word_list())
    )
    assert not (drawn | shown) & UNDRAWN
    # "t-shirt" said aloud has no hyphen
    assert all(word.isalpha() for word in drawn | shown)
    assert normal_form("Deprot") == "deport"


@given(st.lists(st.sampled_from(word_list()), min_size=1, max_size=6))
def test_words_typed_in_capitals_with_commas_come_out_as_drawn(words: list[str]) -> None:
    assert normal_form(" ,  ".join(words).upper()) == " ".join(words)


@given(st.text(max_size=600))
def test_whatever_is_typed_has_a_bounded_normal_form(typed: str) -> None:
    assert len(normal_form(typed).split()) <= 12


def test_one_wrong_letter_is_mended_only_where_one_word_fits() -> None:
    assert normal_form("abdomenx") == "abdomen"
    assert normal_form("zzzzzz") == "zzzzzz"


def test_the_clock_can_be_set_for_one_thread_only() -> None:
    moment = datetime(2026, 1, 7, 9, 40, tzinfo=timezone(timedelta(hours=-6)))
    elsewhere: list[datetime] = []
    with clock.simulated(moment):
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC
        thread = threading.Thread(target=lambda: elsewhere.append(clock.now()))
        thread.start()
        thread.join()
        with clock.simulated(moment + timedelta(hours=1)):
            assert clock.now() - moment == timedelta(hours=1)
        assert clock.now() == moment
    assert elsewhere[0] != moment
    with pytest.raises(ValueError, match="time zone"), clock.simulated(datetime(2026, 1, 7)):
        pass


def test_a_secret_is_drawn_once_even_by_many_at_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    with ThreadPoolExecutor(8) as pool:
        drawn = set(pool.map(lambda _n: secret_in(path), range(16)))
    assert len(drawn) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    path.write_text("short")
    with pytest.raises(ValueError, match="too short"):
        secret_in(path)


def test_a_secret_that_cannot_be_drawn_says_where_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "nobody_made_this" / "push_secret"
    with pytest.raises(ValueError, match="push_secret is missing and cannot be drawn here"):
        secret_in(path)


def test_a_refusal_says_its_reason_with_its_values() -> None:
    assert str(Refused("At most %(n)s hours.", n=12)) == "At most 12 hours."
    assert str(Refused("100% sure")) == "100% sure"
    assert TooMany("Wait %(seconds)s seconds.", 9).seconds == 9
    assert issubclass(NotAllowed, Refused)
