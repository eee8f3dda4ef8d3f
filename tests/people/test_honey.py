"""Applications that nobody sent: nothing in the database tells them apart, honest work does not lead to them, and who opens one is told of."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db.models import Model

from tests.cast import Cast, Person, admit
from tests.keeping import Keeping
from tests.people.applying import apply, called, form, vetter
from wekeep.channels.actions.outbox import NewLetter
from wekeep.channels.models import Address, Batch, Letter
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.throttle import Throttle
from wekeep.people.actions import honey
from wekeep.people.actions.lifetime import end_lapsed, forget_over
from wekeep.people.forms import source
from wekeep.people.models import Application
from wekeep.people.queries.applications import free_for
from wekeep.people.rules.honey import LEAST_CROWD, ONE_IN, make_up, wanted
from wekeep.vault.actions.buckets import forget_expired
from wekeep.vault.actions.honey import planted_in, tell_of_touches
from wekeep.vault.models import Seal
from wekeep.work import actions as work
from wekeep.work.jobs.worker import drain
from wekeep.work.models import Job
from wekeep.work.queries import pending
from wekeep.work.rules.lane import ALERTS

WAITING = 6
NOTICE = "a member opened a record that nobody sent"


@pytest.fixture
def petra(cast: Cast, keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A vetter of the north, unlocked, before whom some wait who have to confirm by e-mail."""
    monkeypatch.setattr(source, "_APPLICATIONS", Throttle(burst=500, per_minute=500))
    one = vetter()
    one.unlocked()
    cast.sol.unlocked()
    for number in range(WAITING):
        apply(
            contact_kind="email",
            contact=f"ana{number}@people.example",
            about=f"I live at the corner of street {number}.",
        )
    return one


def planted() -> Application:
    """The newest application, which nobody sent."""
    before = set(Application.objects.values_list("code", flat=True))
    assert honey.plant_in(zone="north")
    return Application.objects.exclude(code__in=before).get()


def opens(by: Person, one: Application, group: str = "triage") -> str:
    return by.client().post(f"/people/vetting/{one.code}/", {"group": group}).content.decode()


def told(kind: str = "vault.honey_opened") -> list[tuple[str, str]]:
    return list(Entry.objects.filter(kind=kind).values_list("about", "zone"))


def test_whoever_opens_one_is_told_of_to_the_stewards_at_once_and_sees_nothing_of_it(cast: Cast, petra: Person) -> None:
    one = planted()
    assert "It is their turn" in petra.client().get(f"/people/vetting/{one.code}/").content.decode()
    page = opens(petra, one)
    assert "honey" not in page and "Opened by petra" in page
    assert pending("vault.tell_of_touches") == 1
    drain(ALERTS)
    assert told() == [(petra.code, "north")]
    seen = cast.sol.client().get("/log/").content.decode()
    assert "Opened what nobody sent" in seen and "<bdi>petra</bdi>" in seen
    assert "a member opened a record that nobody sent" in cast.sol.client().get("/desk/").content.decode()
    powers = cast.sol.client().post("/log/", {"do": "read", "days": 1}).content.decode()
    assert "Opened a record that nobody sent" in powers and one.code in powers


def test_only_stewards_read_who_it_was(cast: Cast, petra: Person) -> None:
    opens(petra, planted())
    drain(ALERTS)
    for other in (petra, cast.dana, cast.omar):
        assert "nobody sent" not in other.client().get("/desk/").content.decode()
        assert other.client().get("/log/").status_code == 403
    assert {frozenset(one.details) for one in Entry.objects.filter(kind="vault.honey_opened")} == {
        frozenset({"touch", "touched_at"})
    }, "which look it was, and not which record"


@pytest.mark.both
def test_a_page_that_keeps_it_to_itself_does_not_keep_it_from_the_stewards(petra: Person) -> None:
    """A hijacked server may drop what the keeper answered; a minute later the keeper is asked anyway."""
    opens(petra, planted())
    Job.objects.filter(name="vault.tell_of_touches").delete()
    assert told() == []
    tell_of_touches()
    tell_of_touches()
    assert told() == [(petra.code, "north")]


def test_what_nobody_was_told_stands_on_each_stewards_pages_until_they_say_that_they_saw_it(
    cast: Cast, petra: Person
) -> None:
    """Whoever held the web process dropped the telling, and every row of it; then it is whole again."""
    opens(petra, planted())
    Job.objects.filter(name="vault.tell_of_touches").delete()
    assert told() == []
    second = admit("sam", Role.STEWARD, zone=EVERY_ZONE)
    second.unlocked()
    for steward in (cast.sol, second):
        assert NOTICE in page(steward, "/desk/")
        seen = page(steward, "/log/")
        assert "<bdi>petra</bdi>" in seen and "I have seen this" in seen
        number = re.search(r'name="upto" value="(\d+)"', seen)
        assert number
        steward.client().post("/log/", {"do": "seen", "upto": number[1]})
        assert NOTICE not in page(steward, "/desk/")
        seen = page(steward, "/log/")
        assert "<bdi>petra</bdi>" in seen and "I have seen this" not in seen, "it stays for its 45 days"


def test_a_locked_steward_cannot_say_that_they_saw_it(cast: Cast, petra: Person) -> None:
    opens(petra, planted())
    sol = cast.sol.client()
    sol.cookies.pop(settings.UNLOCK_COOKIE_NAME)
    sol.post("/log/", {"do": "seen", "upto": "9"})
    assert NOTICE in page(cast.sol, "/desk/")


def page(by: Person, path: str) -> str:
    return by.client().get(path).content.decode()


def test_honest_work_goes_through_every_queue_and_opens_none(cast: Cast, petra: Person) -> None:
    """Everything that is a vetter's turn: calling, screening, references; beside as many of nobody's."""
    one = planted()
    real, _words = apply(contact_kind="phone")
    opens(petra, real, "contact")
    called(real, petra)
    petra.client().post("/people/screening/claim/")
    page = petra.client().get("/people/screening/").content.decode()
    assert real.code in page and one.code not in page
    opens(petra, real, "references")
    drain(ALERTS)
    assert told() == [] and one not in free_for(petra.actor)


def test_it_is_in_no_count_that_anyone_is_shown(petra: Person) -> None:
    real, _words = apply(contact_kind="phone")
    called(real, petra)

    def counts() -> list[list[str]]:
        pages = [
            petra.client().get(path).content.decode() for path in ("/people/vetting/", "/people/screening/", "/desk/")
        ]
        rows = r'<span class="row-title".*?</a>'
        return [re.findall(r">\s*(\d+)[^<]*<", re.sub(rows, "", page, flags=re.S)) for page in pages]

    before = counts()
    one = planted()
    assert counts() == before
    assert one.code in petra.client().get("/people/vetting/").content.decode(), "whoever browses comes upon it"


def row_of(one: Model, *, but: tuple[str, ...]) -> dict[str, str]:
    """A row as shapes: what a thief would compare, without what is different in every row anyway."""
    shown = {}
    for field in one._meta.concrete_fields:
        value = getattr(one, field.attname)
        if field.name not in but:
            shape = (
                f"{type(value).__name__}:{len(value)}" if isinstance(value, (str, bytes, memoryview)) else repr(value)
            )
            shown[field.name] = shape
    return shown


DRAWN = ("id", "state_since", "applied_at", "due_at", "language", "roles", "zones", "languages", "times")


def test_no_row_of_the_database_tells_it_from_the_others(petra: Person, capsys: pytest.CaptureFixture[str]) -> None:
    """The real ones have had their letters sent; then every table that knows of an application is compared."""
    real, _words = apply(contact_kind="email", contact="someone@people.example", about="x" * 60)
    drain(ALERTS)
    one = planted()
    assert row_of(one, but=DRAWN) == row_of(real, but=DRAWN)
    for name in ("roles", "zones", "languages", "times", "language"):
        assert getattr(one, name) in [getattr(other, name) for other in Application.objects.exclude(pk=one.pk)]
    for model, key in ((Seal, "record"), (Entry, "about")):
        mine, theirs = (sorted(model.objects.filter(**{key: code}), key=str) for code in (one.code, real.code))
        but = ("id", "at", "number", "epoch", "group", "forget_at")
        assert [row_of(row, but=but) for row in mine] == [row_of(row, but=but) for row in theirs]
    for code in (one.code, real.code):
        letter = Letter.objects.get(thread=code)
        assert Batch.objects.get(letter=letter).handed_over == 1
    of = {code: Letter.objects.get(thread=code) for code in (one.code, real.code)}
    assert of[one.code].texts == of[real.code].texts
    shapes = [row_of(Batch.objects.get(letter=of[c]), but=("id", "letter", "next_at", "settled_at")) for c in of]
    assert shapes[0] == shapes[1]
    addresses = [row_of(Address.objects.get(code=a.address), but=("id", "expires_at")) for a in (one, real)]
    assert addresses[0].keys() == addresses[1].keys() and addresses[0]["bucket"] == addresses[1]["bucket"]
    call_command("dumpdata", exclude=["contenttypes"])
    dumped = capsys.readouterr().out
    counted = Counter(
        re.findall(r'"model": "([a-z.]+)"', "".join(line for line in dumped.split("}},") if one.code in line))
    )
    others = Counter(
        re.findall(r'"model": "([a-z.]+)"', "".join(line for line in dumped.split("}},") if real.code in line))
    )
    assert counted == others, "it stands in the same tables as often as a real one"


def test_it_waits_lapses_and_is_deleted_like_every_other(petra: Person, keeping: Keeping) -> None:
    one = planted()
    later = clock.now() + timedelta(days=15)
    with clock.simulated(later):
        keeping.keeper.tick()
        end_lapsed()
        one.refresh_from_db()
        assert one.state == "withdrawn" and planted_in("north") == 0
    with clock.simulated(later + timedelta(days=8)):
        forget_over()
        forget_expired()
        assert not Application.objects.filter(code=one.code).exists()
        assert not Seal.objects.filter(record=one.code).exists()


def test_nothing_is_sent_to_an_address_that_belongs_to_nobody(petra: Person, mailoutbox: list[EmailMessage]) -> None:
    drain(ALERTS)
    assert len(mailoutbox) == WAITING
    planted()
    drain(ALERTS)
    assert len(mailoutbox) == WAITING


def test_where_nobody_waits_nothing_is_hidden_and_where_many_wait_there_are_more(petra: Person) -> None:
    assert (wanted(LEAST_CROWD - 1), wanted(LEAST_CROWD), wanted(4 * ONE_IN)) == (0, 1, 4)
    assert not honey.plant_in(zone="south")
    planted()
    assert planted_in("north") == 1 and not honey.plant_in(zone="north")


def test_when_it_is_added_is_drawn_anew_each_day(petra: Person) -> None:
    assert honey.plan() == 1
    job = Job.objects.get(name="people.plant_honey")
    assert timedelta() <= job.run_at - clock.now() + timedelta(minutes=1) <= timedelta(days=1, minutes=1)
    honey.plan()
    assert Job.objects.filter(name="people.plant_honey").count() == 1


@pytest.mark.both
def test_a_sealed_keeper_is_no_trouble_and_nothing_is_added(petra: Person, keeping: Keeping) -> None:
    keeping.stop()
    keeping.start(unseal=False)
    assert honey.plan() == 0
    work.enqueue("vault.tell_of_touches")
    drain(ALERTS)
    assert not Job.objects.filter(name="vault.tell_of_touches", state="dead").exists()
    assert not Job.objects.filter(name="people.plant_honey").exists()


def test_what_stands_in_it_is_nobodys(petra: Person) -> None:
    for language in ("en", "es", "so", "hmn", "ar"):
        said = make_up(language)
        assert said.contact.rpartition("@")[2] in ("example.com", "example.net", "example.org")
    assert len({make_up("en").contact for _ in range(50)}) > 40
    for language, _name in settings.LANGUAGES:
        made = [make_up(language) for _ in range(40)]
        assert len({one.about for one in made}) >= 4 and all(one.about for one in made), language
        assert any(one.references for one in made), language
    theirs = [make_up("ar") for _ in range(40)]
    assert not any(letter.isascii() and letter.isalpha() for one in theirs for letter in "".join(one.references))
    assert form()["contact"] not in make_up("en").contact


def test_the_letter_to_the_stewards_names_nobody_and_leads_to_the_log(
    cast: Cast, petra: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = planted()
    sent: list[tuple[NewLetter, object]] = []
    monkeypatch.setattr("wekeep.alerts.actions.asking.outbox.hand_over", lambda letter, to: sent.append((letter, to)))
    opens(petra, one)
    drain(ALERTS)
    letter = sent[0][0]
    assert letter.url.endswith("/log/") and letter.expires_at > clock.now()
    assert not any(word in str(letter.texts) for word in ("petra", petra.code, "application", "north"))
