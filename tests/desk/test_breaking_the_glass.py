"""In an emergency one may open more than one's share: for an hour, once a week, told at once and looked at within a day."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings

from tests.alerts.neighbours import neighbour
from tests.cast import NORTH, Cast, Person, admit
from tests.channels.conftest import push
from tests.channels.peers import PushPeer
from tests.keeping import Keeping
from tests.vault.test_sealing import ROSA, opened, seal_one
from wekeep.alerts.models import Subscription
from wekeep.keeper.budgets import GLASS_AGAIN_SECONDS
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.actions.glass import rest_unreviewed
from wekeep.people.models import Grant
from wekeep.vault.models import BrokenGlass
from wekeep.vault.queries.audit import read_log
from wekeep.vault.queries.sessions import is_unlocked
from wekeep.vault.rules.glass import AGAIN_AFTER
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

__all__ = ["push"]
BREAK = "/break-glass/"
WHY = "Three families wait in the cold at the church."


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper, which counts what each opens."""
    return Cast()


def spend_the_share(by: Person) -> Unlocked:
    """Twelve places, which is what one person may open in an hour."""
    session = by.unlocked()
    for n in range(26):
        seal_one(f"r{n}", Group.PLACE)
    for n in range(12):
        assert opened(session, f"r{n}", Group.PLACE) == ROSA
    with pytest.raises(Refused, match="as many as one person may"):
        opened(session, "r12", Group.PLACE)
    return session


def test_twelve_more_open_for_an_hour_and_not_one_beyond(cast: Cast) -> None:
    session = spend_the_share(cast.dana)
    assert cast.dana.client().post(BREAK, {"reason": WHY}).status_code == 302
    for n in range(12, 24):
        assert opened(session, f"r{n}", Group.PLACE) == ROSA
    with pytest.raises(Refused, match="as many as one person may"):
        opened(session, "r24", Group.PLACE)


def test_it_helps_nobody_else_and_not_twice_in_a_week_even_after_a_restart(cast: Cast, signer: Keeping) -> None:
    dana = cast.dana.client()
    assert dana.post(BREAK, {"reason": WHY}).status_code == 302
    signer.stop()
    signer.start()
    dana = cast.dana.client()
    assert dana.post(BREAK, {"reason": WHY}).status_code == 409
    dov = admit("dov", Role.DISPATCHER)
    spend_the_share(dov)
    signer.ahead = timedelta(days=8)
    assert cast.dana.client().post(BREAK, {"reason": WHY}).status_code == 302


def test_the_page_of_what_is_held_says_how_long_the_keeper_remembers() -> None:
    assert timedelta(seconds=GLASS_AGAIN_SECONDS) == AGAIN_AFTER


def test_it_takes_a_reason_and_an_unlocked_session(cast: Cast) -> None:
    dana = cast.dana.client()
    assert dana.post(BREAK, {"reason": "urgent"}).status_code == 409
    assert cast.mai.client().post(BREAK, {"reason": WHY}).status_code == 403
    del dana.cookies[settings.UNLOCK_COOKIE_NAME]
    assert dana.post(BREAK, {"reason": WHY}).status_code == 409
    assert not BrokenGlass.objects.exists()


def test_the_others_are_told_at_once_and_the_words_name_nobody(cast: Cast, push: PushPeer) -> None:
    sol, dana = neighbour(push), neighbour(push)
    for phone, member in ((sol, cast.sol), (dana, cast.dana)):
        Subscription.objects.filter(code=phone.code).update(member=member.code)
    cast.dana.client().post(BREAK, {"reason": WHY})
    drain(ALERTS)
    assert (sol.got, dana.got) == (1, 0)


def test_the_reason_is_in_the_log_of_the_stewards_and_in_no_table(cast: Cast) -> None:
    cast.sol.unlocked()
    cast.dana.client().post(BREAK, {"reason": WHY})
    words = [json.loads(line.words) for line in read_log(cast.sol.unlocked(), after=0) if line.words]
    (said,) = [one for one in words if one.get("power") == "break the glass"]
    assert (said["who"], said["reason"]) == (cast.dana.code, WHY)
    assert WHY not in str(BrokenGlass.objects.values())
    assert "in an emergency" in cast.sol.client().post("/log/", {"do": "read", "days": 1}).content.decode()


def test_someone_else_looks_at_it_and_what_was_right_changes_nothing(cast: Cast) -> None:
    dana, sol = cast.dana.client(), cast.sol.client()
    dana.post(BREAK, {"reason": WHY})
    code = BrokenGlass.objects.get().code
    page = unescape(re.sub(r"<[^>]+>|\s+", " ", sol.get("/two-persons/").content.decode()))
    assert "dana opened more than one person may" in page
    assert re.search(r"Ends +in 2[34] h", page), page
    assert "opened more" not in dana.get("/two-persons/").content.decode()
    assert dana.post(f"{BREAK}{code}/", {"do": "right"}).status_code == 404
    assert cast.vera.client().post(f"{BREAK}{code}/", {"do": "right"}).status_code == 404
    assert sol.post(f"{BREAK}{code}/", {"do": "right"}).status_code == 302
    with clock.simulated(clock.now() + timedelta(hours=25)):
        assert rest_unreviewed() == 0
    assert cast.dana.actor.may(Ability.SEND_ALERTS, NORTH)


def test_what_was_not_right_rests_their_roles_at_once(cast: Cast) -> None:
    session = cast.dana.unlocked()
    seal_one("r1", Group.PLACE)
    cast.dana.client().post(BREAK, {"reason": WHY})
    assert cast.sol.client().post(f"{BREAK}{BrokenGlass.objects.get().code}/", {"do": "wrong"}).status_code == 302
    assert not cast.dana.actor.holdings
    assert not is_unlocked(session) and opened(session, "r1", Group.PLACE) is None


def test_whoever_nobody_looked_at_within_a_day_has_no_role_and_the_last_steward_stays(cast: Cast) -> None:
    for person in (cast.dana, cast.sol):
        assert person.client().post(BREAK, {"reason": WHY}).status_code == 302
    with clock.simulated(clock.now() + timedelta(hours=23)):
        assert rest_unreviewed() == 0
    with clock.simulated(clock.now() + timedelta(hours=25)):
        assert rest_unreviewed() == 2 and rest_unreviewed() == 0
    assert not cast.dana.actor.holdings
    assert Grant.objects.filter(role=Role.STEWARD, zone=EVERY_ZONE, member__code=cast.sol.code).exists()
