"""A reporter may leave a way to reach them: for a verifier of the zone with a reason, for nobody else, and for three days."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from tests.cast import NORTH, Cast
from tests.flows.test_report_a_sighting import a_form, words_on
from tests.keeping import Keeping
from wekeep.kit import clock
from wekeep.kit.envelope import Group
from wekeep.kit.throttle import Throttle
from wekeep.vault.models import Seal
from wekeep.vault.queries.audit import read_log
from wekeep.watch.actions.sightings import forget_sightings
from wekeep.watch.forms import source
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries import finding
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import MERGING

REACH, RECEIPT = "@lake.42 on Signal", "/receipt/"
WHY = {"reason": "which way did they drive"}


@pytest.fixture(autouse=True)
def small_city(monkeypatch: pytest.MonkeyPatch, zones: object) -> None:
    monkeypatch.setattr(finding, "inside", lambda lat, lon: 44.9 < lat < 45.1 and -93.1 < lon < -92.9)
    monkeypatch.setattr(source, "_REPORTS", Throttle(burst=30, per_minute=20))
    monkeypatch.setattr(source, "_RECEIPTS", Throttle(burst=20, per_minute=10))


@pytest.fixture
def cast(zones: object, signer: Keeping) -> Cast:
    """The cast beside a keeper; amina has unlocked once, so that something can be sealed for her."""
    found = Cast()
    found.amina.unlocked()
    return found


def told(**changed: object) -> tuple[Sighting, str, str]:
    """Somebody reports and leaves a way to reach them: their sighting, its words, and the page they see."""
    page = Client().post("/report/", a_form(reach=REACH) | changed).content.decode()
    drain(MERGING)
    return Sighting.objects.get(), words_on(page), page


def address(one: Sighting) -> str:
    return f"/sightings/{one.code}/reach/"


def page_of(one: Sighting, client: Client) -> str:
    one.refresh_from_db()
    assert one.incident is not None
    return client.get(f"/board/{one.incident.code}/").content.decode()


def step(words: str, do: str = "") -> str:
    return Client().post(RECEIPT, {"words": words, "do": do}).content.decode()


def test_a_verifier_of_the_zone_opens_it_with_a_reason_that_stewards_read(cast: Cast) -> None:
    cast.sol.unlocked()
    one, _words, page = told()
    assert "sealed for the verifiers of the zone" in page
    amina = cast.amina.client()
    shown = page_of(one, amina)
    assert "Reach the reporter" in shown and REACH not in shown
    assert amina.post(address(one), {"reason": ""}).status_code == 409
    answer = amina.post(address(one), WHY)
    assert answer.status_code == 200 and REACH in answer.content.decode()
    words = [json.loads(line.words) for line in read_log(cast.sol.unlocked(), after=0) if line.words]
    (look,) = [line for line in words if line.get("opened")]
    assert look["who"] == cast.amina.code and look["reason"] == WHY["reason"]


def test_nobody_else_learns_it_and_it_stands_in_no_clear_row(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    one, words, page = told()
    assert REACH not in page and REACH not in step(words)
    for other in (cast.dana, cast.omar, cast.sol):
        assert other.client().post(address(one), WHY).status_code == 403
    assert cast.vera.client().post(address(one), WHY).status_code == 404
    assert "Reach the reporter" not in page_of(one, cast.dana.client())
    locked = Client()
    locked.force_login(cast.amina.member)
    assert locked.post(address(one), WHY).status_code == 409
    call_command("dumpdata", exclude=["contenttypes"])
    dumped = capsys.readouterr().out
    assert '"watch.sighting"' in dumped and "lake.42" not in dumped


def test_it_goes_when_the_reporter_says_so_when_the_report_is_taken_back_and_when_its_time_is_over(cast: Cast) -> None:
    one, words, _page = told()
    assert "Forget how to reach me" in step(words)
    assert "Forgotten" in step(words, "unreach") and "Forget how to reach me" not in step(words)
    assert cast.amina.client().post(address(one), WHY).status_code == 404
    assert Sighting.objects.get().withdrawn_at is None and not Seal.objects.exists()
    for way in ("withdraw", "time"):
        Sighting.objects.all().delete()
        one, words, _page = told()
        assert Seal.objects.filter(record=one.code, group=Group.CONTACT.value).exists()
        if way == "withdraw":
            step(words, "withdraw")
        else:
            with clock.simulated(clock.now() + timedelta(hours=73)):
                forget_sightings()
        assert not Seal.objects.exists(), way


def test_where_no_verifier_could_open_it_the_report_is_kept_and_the_reporter_is_told(
    zones: object, signer: Keeping
) -> None:
    one, words, page = told()
    assert "was not kept" in page and one.zone == NORTH and not Seal.objects.exists()
    assert "Forget how to reach me" not in step(words)


def test_a_phone_keeps_it_in_no_draft() -> None:
    field = re.search(r'<input[^>]*name="reach"[^>]*>', Client().get("/report/").content.decode())
    assert field and "data-no-draft" in field[0] and 'autocomplete="off"' in field[0]


def test_a_report_without_it_is_as_it_was(cast: Cast) -> None:
    one, _words, page = told(reach="")
    assert "sealed for the verifiers" not in page and "was not kept" not in page
    assert "Reach the reporter" not in page_of(one, cast.amina.client())
    assert cast.amina.client().post(address(one), WHY).status_code == 404
    assert Incident.objects.count() == 1
