"""The infiltrator drill: a member of low rank looks at everything they can reach, for a week."""

from datetime import timedelta

import pytest

from tests.cast import NORTH, SOUTH, Cast, admit
from tests.keeping import Keeping
from tests.people.applying import apply, called, vetter
from tests.people.test_nobody_is_listed import crawl
from wekeep.keeper.budgets import LIMITS, Class
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.actions.duty import go_on_duty
from wekeep.people.actions.pseudonyms import draw_pseudonym
from wekeep.people.models import Member
from wekeep.vault.actions.sealing import seal
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked
from wekeep.work.queries import pending

FAMILIES, DAYS = 120, 7


@pytest.mark.long
def test_a_week_of_crawling_names_at_most_those_on_the_same_shift(cast: Cast, keeping: Keeping) -> None:
    """Twelve others work here, two of them on the infiltrator's own shift."""
    petra = vetter()
    petra.unlocked()
    others = [admit(f"hidden-{n}", Role.OBSERVER, zone=SOUTH if n % 3 == 0 else NORTH) for n in range(12)]
    mine = admit("mole", Role.OBSERVER)
    for one in [*others, mine]:
        for held in one.actor.holdings:
            draw_pseudonym(member=one.member, zone=held.zone)
    for one in (others[1], others[2], mine):
        go_on_duty(actor=one.actor, zone=NORTH, hours=12)
    application, _words = apply()
    called(application, petra)
    secrets = {
        application.code,
        "612 555",
        "bakery",
        "Rosa",
        *(one.handle for one in others),
        *(one.code for one in others),
    }
    names = {row.handle: one for one in others for row in one.member.pseudonyms.all()}
    named, leaked = set(), set()
    for day in range(DAYS):
        with clock.simulated(clock.now() + timedelta(hours=day)):
            for path, page in crawl(mine):
                named |= {name for name in names if name in page}
                leaked |= {(path, secret) for secret in secrets if secret in page}
    assert leaked == set()
    assert 0 < len(named) <= 3


def test_a_holder_who_opens_all_they_can_is_told_of_before_the_tenth_and_stopped_at_the_budget(
    cast: Cast, keeping: Keeping
) -> None:
    mole = admit("mole", Role.VERIFIER)
    Member.objects.filter(code=mole.code).update(admitted_at=clock.now() - timedelta(days=5))
    session = mole.unlocked()
    for number in range(FAMILIES):
        seal(
            kind="request",
            record=f"family{number}",
            group=Group.PLACE,
            zone=NORTH,
            role=Role.VERIFIER,
            fields={"place": f"{number} Elm"},
            expires=clock.now().date() + timedelta(days=9),
        )
    opened, told_at = 0, 0
    for number in range(FAMILIES):
        opened += _opens(session, f"family{number}")
        told_at = told_at or (opened if pending("vault.tell_of_many_reads") else 0)
    assert opened == LIMITS[Class.SINGLE].hour
    assert 0 < told_at < 10


def _opens(session: Unlocked, record: str) -> bool:
    try:
        return bool(open_groups(session, [Asked("request", record, Group.PLACE)], reason="a look"))
    except Refused:
        return False
