"""Budgets let a vetter and a reviewing steward work, and nobody else more than before."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from wekeep.keeper.budgets import HOUR, LIMITS, Budgets, Class, Opening, class_of
from wekeep.keeper.denied import Denied
from wekeep.keeper.store import Store
from wekeep.kit.envelope import Group


@pytest.fixture
def budgets(keeper_folder: Path) -> Iterator[Budgets]:
    store = Store(keeper_folder / "keeper.sqlite3")
    yield Budgets(store)
    store.close()


def sheets(*names: str) -> list[Opening]:
    """The two sheets of each application."""
    groups = (Group.CONTACT, Group.NOTES)
    return [
        Opening(class_of("application", group, assigned=False), f"{name} {group}".encode())
        for name in names
        for group in groups
    ]


def test_five_vetters_open_both_sheets_of_two_hundred_applications_within_an_hour(budgets: Budgets) -> None:
    for vetter in range(5):
        for one in range(40):
            budgets.spend(bytes([vetter]), sheets(f"{vetter} {one}"), now=1000 + one * 80)


def test_the_others_hear_of_a_vetter_who_opened_forty_people_and_the_hundred_and_first_sheet_stays_closed(
    budgets: Budgets,
) -> None:
    alarms = [budgets.spend(b"petra", sheets(str(one)), now=1000).alarm for one in range(50)]
    assert alarms.index(True) + 1 == 40 and alarms.count(True) == 1
    with pytest.raises(Denied):
        budgets.spend(b"petra", sheets("51"), now=1000)
    budgets.spend(b"petra", sheets("51"), now=1000 + HOUR)


def test_what_a_family_told_is_counted_as_before_whatever_an_application_is(budgets: Budgets) -> None:
    for group in (Group.CONTACT, Group.PLACE, Group.NOTES, Group.FILES):
        assert class_of("request", group, assigned=False) is Class.SINGLE
    for group in (Group.PLACE, Group.FILES):
        assert class_of("application", group, assigned=False) is Class.SINGLE
    assert LIMITS[Class.SINGLE].hour == 12


def test_a_review_opens_every_vouch_of_a_thousand_newcomers_and_the_others_hear_of_it(budgets: Budgets) -> None:
    counted = class_of("vouch", Group.VOUCH, assigned=False)
    told = [
        budgets.spend(b"sol", [Opening(counted, f"{part} {one}".encode()) for one in range(400)], now=1000).alarm
        for part in range(5)
    ]
    assert told == [True, False, False, False, False]


def test_whoever_forgets_old_openings_and_whoever_opens_at_that_moment_do_not_wait_for_each_other(
    keeper_folder: Path,
) -> None:
    store = Store(keeper_folder / "keeper.sqlite3")
    budgets, writing = Budgets(store), threading.Event()

    def forget() -> None:
        writing.wait()
        budgets.forget_old(1000)

    wishes_to_forget = threading.Thread(target=forget, daemon=True)

    def open_one() -> None:
        with store.transaction():
            writing.set()
            # as long as it takes the other to come to the first lock that is held
            wishes_to_forget.join(0.2)
            budgets.spend(b"petra", sheets("1"), now=1000)

    opens = threading.Thread(target=open_one, daemon=True)
    wishes_to_forget.start()
    opens.start()
    for one in (opens, wishes_to_forget):
        one.join(20)
    assert not opens.is_alive() and not wishes_to_forget.is_alive()
    store.close()
