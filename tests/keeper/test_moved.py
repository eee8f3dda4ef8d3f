"""Sealed bytes that were moved open nowhere: every group of every record, put in the place of every other one."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from tests.keeper.conftest import Bench
from wekeep.kit import envelope
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import Terms
from wekeep.kit.envelope import Broken, Group
from wekeep.kit.keeper_messages import No

PLACES = tuple(
    product(("r1", "r2"), (Group.TRIAGE, Group.PLACE), ("north", "south"), ("dispatcher", "verifier"), (3, 4))
)
AT_ONCE = 400


@pytest.fixture
def sealed(bench: Bench) -> list[tuple[say.Item, bytes]]:
    """Dana holds every role everywhere, in two epochs; and something lies in each place of each."""
    lines = tuple(product(("north", "south"), ("dispatcher", "verifier")))
    found = []
    for _epoch in range(2):
        for zone, role in lines:
            bench.hold_role(zone, role, "dana", "dov")
        found += [bench.seal(r, g, zone=z, role=role, days=days) for r, g, z, role, days in PLACES]
    return found


def keys_of(bench: Bench, *items: say.Item) -> set[bytes]:
    """Every data key that dana gets for these, asked for in reasonable parts and one by one where a part was refused."""
    keys: set[bytes] = set()
    for at in range(0, len(items), AT_ONCE):
        answer = bench.open("dana", *items[at : at + AT_ONCE])
        assert isinstance(answer, say.Opened), answer
        keys |= {key for key in answer.keys if key}
    return keys


def test_each_opens_where_it_was_sealed(bench: Bench, sealed: list[tuple[say.Item, bytes]]) -> None:
    triage = [one for one in sealed if one[0].binding.group is Group.TRIAGE]
    assert keys_of(bench, *(item for item, _key in triage)) == {key for _item, key in triage}


def test_no_wrap_opens_in_the_place_of_another(bench: Bench, sealed: list[tuple[say.Item, bytes]]) -> None:
    moved = [replace(here, wrap=other.wrap) for (here, _), (other, _) in product(sealed, sealed) if here != other]
    assert len(moved) == len(sealed) * (len(sealed) - 1) > 4000
    assert keys_of(bench, *moved) == set()


def test_no_body_opens_in_the_place_of_another_even_with_its_own_key(sealed: list[tuple[say.Item, bytes]]) -> None:
    """One epoch's: of which epoch the wrap was is no part of the body, which stays when the wrap moves on."""
    bodies = [
        (one.binding, key, envelope.seal_fields(key, one.binding, {"a": "b"})) for one, key in sealed[: len(PLACES)]
    ]
    for (here, _, _), (there, key, body) in product(bodies, bodies):
        if here != there:
            with pytest.raises(Broken):
                envelope.open_fields(key, here, body)


def test_no_assignment_opens_another_group_for_another_member_or_at_another_time(
    bench: Bench, sealed: list[tuple[say.Item, bytes]]
) -> None:
    now = int(bench.clock().timestamp())
    given = [assigned(bench, item, f"a{n}", now) for n, (item, _key) in enumerate(sealed[:4])]
    mine = bench.ask(say.Open(bench.sessions["sol"], "mine", (), (), (given[0],)))
    assert mine == say.Opened((sealed[0][1],), 0, False)
    others = [
        *(replace(a, wrap=b.wrap) for a, b in product(given, given) if a != b),
        *(replace(a, wrap=b.wrap, signature=b.signature) for a, b in product(given, given) if a != b),
        *(replace(given[0], terms=replace(given[0].terms, **change)) for change in CHANGES),
    ]
    for one in others:
        answer = bench.ask(say.Open(bench.sessions["sol"], "mine", (), (), (one,)))
        assert answer == say.Opened((b"",), 1, False)
    assert bench.ask(say.Open(bench.sessions["dov"], "not mine", (), (), (given[0],))) == say.Opened((b"",), 0, False)


CHANGES: tuple[dict[str, Any], ...] = ({"code": "a9"}, {"since": 0}, {"until": 2**40}, {"member": "dov"})


def assigned(bench: Bench, item: say.Item, code: str, now: int) -> say.Assigned:
    """The group, assigned to sol by dana for an hour."""
    to, until = bench.public("sol"), now + 3600
    given = bench.ask(say.Assign(bench.sessions["dana"], bench.role_key("dana", item), item, to, code, now, until))
    assert isinstance(given, say.Signed), given
    return say.Assigned(Terms(code, "sol", item.binding, now, until), "", given.signature, given.wrap)


def test_one_members_keys_do_not_unlock_as_anothers(bench: Bench) -> None:
    dana, dov = bench.secrets["dana"], bench.secrets["dov"]
    for moved in (replace(dana, sealed=dov.sealed), replace(dana, public=replace(dana.public, member="dov"))):
        for key in (bench.keys["dana"], bench.keys["dov"]):
            assert bench.ask(say.Unlock(moved, key)) == say.Refusal(No.BROKEN)
