"""Asking for help on one page, coming back with six words, and what is kept of it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from tests.brakes import stopped
from tests.care.asking import ASK, PHONE, RECEIPT, RIDE, STREET, asked, coordinator, form, step, the_request
from tests.cast import Cast, Person
from tests.keeping import Keeping
from wekeep.care.actions.lifetime import erase_over, forget_over, turn_clocks
from wekeep.care.forms import source
from wekeep.care.models import Household, News, Request
from wekeep.care.rules.need import needs
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.vault.models import Seal


def test_nobody_can_ask_before_a_coordinator_who_could_read_it_has_unlocked(cast: Cast, keeping: Keeping) -> None:
    one = coordinator()
    assert "Nobody reads requests here yet" in Client().get(ASK).content.decode()
    assert Client().post(ASK, form()).status_code == 409 and not Household.objects.exists()
    one.unlocked()
    asked()


def test_one_form_makes_a_request_of_every_need_in_it_each_with_an_owner_and_a_clock(cora: Person) -> None:
    one, _words = asked(**RIDE | {"needs": ["groceries", "ride_medical"]})
    rows = {row.need: row for row in one.requests.all()}
    assert set(rows) == {"groceries", "ride_medical"}
    assert rows["groceries"].tags == [] and rows["ride_medical"].tags == ["booster"]
    assert all(row.due_at > row.state_since and row.state == "received" for row in rows.values())
    assert (one.language, one.zone, one.source) == ("so", "north", "web")


def test_what_a_household_tells_stands_sealed_and_nowhere_in_clear(
    cora: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    one, words = asked(about="A marker in the words.")
    step(words, "tell", text="Another marker, later.")
    call_command("dumpdata", exclude=["contenttypes"])
    dumped = capsys.readouterr().out
    assert '"care.household"' in dumped and '"care.request"' in dumped and '"vault.seal"' in dumped
    for secret in ("555 0142", "5550142", "Lanternwood", "bakery", "Hodan", "after six", "marker", "halal", words):
        assert secret not in dumped, secret
    assert len(Household.objects.get().likeness) == 4 and one.is_sealed


def test_the_journal_holds_codes_and_nothing_a_household_said(cora: Person) -> None:
    one, words = asked()
    step(words, "worse", text="The fridge broke")
    step(words, "withdraw")
    entries = list(Entry.objects.filter(kind__startswith="request.").order_by("id"))
    assert [entry.kind for entry in entries] == [
        "request.asked",
        "request.moved",
        "request.news_told",
        "request.moved",
    ]
    said = " ".join(f"{entry.about} {entry.zone} {entry.details}" for entry in entries)
    assert "Longfellow" not in said and "fridge" not in said and one.code in said


def test_the_same_form_sent_twice_is_kept_once_and_gives_the_same_words(cora: Person) -> None:
    sent = form()
    first, again = Client().post(ASK, sent), Client().post(ASK, sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert Household.objects.count() == 1
    other = Client().post(ASK, sent | {"about": "Something else."})
    assert other.status_code == 409 and "with other words in it" in other.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"needs": []}, "Tick at least one"),
        ({"contact": ""}, "This field is required"),
        ({"contact": "12"}, "not a phone number"),
        ({"contact_kind": "email", "contact": "hodan"}, "not an e-mail address"),
        ({"area": "", "address": ""}, "roughly where you live"),
        ({"groceries-people": "99999"}, "less than or equal"),
        ({"needs": ["ride_court"], "ride_court-day": "2020-01-01"}, "from today on"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(cora: Person, changed: dict[str, object], said: str) -> None:
    answer = Client().post(ASK, form(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and "The baby has a cold" in page
    assert not Household.objects.exists()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("My husband is undocumented. He is afraid.", "undocumented"),
        ("Mi esposo no tiene papeles, sin papeles. Gracias.", "papeles"),
        ("Waxaan ahay sharci la'aan.", "sharci"),
        ("Peb tsis muaj ntawv.", "ntawv"),
        ("زوجي بدون أوراق.", "أوراق"),
    ],
)
def test_words_about_someones_status_are_asked_about_before_anything_is_kept(
    cora: Person, text: str, gone: str
) -> None:
    sent = form(about=f"{text} The baby has a cold.")
    answer = Client().post(ASK, sent)
    assert answer.status_code == 422 and "keep this to yourself" in answer.content.decode()
    assert not Household.objects.exists() and not Seal.objects.exists()
    kept = Client().post(ASK, sent | {"status": "remove"})
    assert kept.status_code == 201
    one = the_request(Household.objects.get())
    page = cora.client().post(f"/requests/{one.code}/", {"part": "words"}).content.decode()
    assert "cold." in page and gone not in page


def test_the_lines_of_a_need_are_looked_at_too_and_one_who_knows_better_is_believed(cora: Person) -> None:
    sent = form(needs=["other"], **{"other-what": "A ride to the immigration court museum"})
    assert Client().post(ASK, sent).status_code == 422 and not Household.objects.exists()
    assert Client().post(ASK, sent | {"status": "keep"}).status_code == 201


def test_six_words_open_one_households_page_which_tells_nothing_that_was_sealed(cora: Person) -> None:
    _one, words = asked()
    page = step(words.upper().replace(" ", "  ")).content.decode()
    assert "Groceries" in page and "We have it" in page
    assert PHONE not in page and STREET not in page and "Hodan" not in page
    assert step("six words that are not right").status_code == 404
    assert 'method="post"' in Client().get(RECEIPT).content.decode()


@pytest.mark.parametrize(("status", "kept"), [("keep", "deported. The baby"), ("remove", "The baby")])
def test_whoever_says_it_is_worse_now_is_asked_about_a_status_and_never_sent_away(
    cora: Person, status: str, kept: str
) -> None:
    _one, words = asked(urgency="any")
    code, text = the_request(_one).code, "They said he will be deported. The baby is hungry."
    page = step(words, "worse", code=code, text=text)
    assert page.status_code == 422 and "keep this to yourself" in page.content.decode()
    assert not News.objects.exists() and 'name="do" value="worse"' in page.content.decode()
    assert code in page.content.decode() and "The baby is hungry." in page.content.decode()
    assert "put it first" in step(words, "worse", code=code, text=text, status=status).content.decode()
    assert News.objects.get().worse and the_request(_one).urgency == "today"
    told = " ".join(cora.client().post(f"/requests/{code}/", {"part": "words"}).content.decode().split())
    assert kept in told and ("deported" in told) == (status == "keep")


def test_words_in_the_box_go_along_whichever_button_says_that_it_is_worse(cora: Person) -> None:
    one, words = asked(**RIDE | {"needs": ["groceries", "ride_medical"]})
    ride = one.requests.get(need="ride_medical")
    page = step(words).content.decode()
    assert f'form="news" name="worse" value="{ride.code}"' in page and 'id="news"' in page
    assert "put it first" in step(words, "tell", worse=ride.code, text="The fridge broke").content.decode()
    [news] = News.objects.all()
    assert news.worse and one.requests.get(worse_at__isnull=False) == ride


def test_what_is_worse_now_stands_first_and_is_wanted_today(cora: Person) -> None:
    one, words = asked(urgency="any")
    before = the_request(one)
    assert "put it first" in step(words, "worse", code=before.code).content.decode()
    after = the_request(one)
    assert after.worse_at and after.urgency == "today" and after.due_at < before.due_at
    assert after.help_by < before.help_by and News.objects.get().worse
    assert "Worse now" in step(words).content.decode(), "whoever looks again sees that it was heard"
    step(words, "withdraw", code=before.code)
    assert "Worse now" not in step(words).content.decode()


def test_the_newest_words_bring_a_request_back_to_be_read(cora: Person) -> None:
    one, words = asked()
    client = cora.client()
    for move in ("look", "ready"):
        client.post(f"/requests/{the_request(one).code}/step/", {"move": move})
    assert the_request(one).state == "ready"
    step(words, "tell", text="We also have no bread now.")
    assert (the_request(one).state, the_request(one).news_at is not None) == ("received", True)
    page = client.post(f"/requests/{the_request(one).code}/", {"part": "words"}).content.decode()
    assert "no bread now" in " ".join(page.split()) and "The baby has a cold" in " ".join(page.split())


def test_a_duplicate_is_linked_and_both_are_kept_open(cora: Person) -> None:
    one, _ = asked()
    other, _ = asked(contact="(612) 555-0142", about="We have nothing left.")
    assert other.linked_to == one and the_request(other).linked_to == the_request(one)
    assert Request.objects.filter(state="received").count() == 2
    page = cora.client().get(f"/requests/{the_request(one).code}/").content.decode()
    assert "perhaps the same" in page and the_request(other).code in page
    somebody_else, _ = asked(contact="651 555 9999")
    assert somebody_else.linked_to is None


def test_another_number_replaces_the_old_one_and_what_is_left_empty_stays(cora: Person) -> None:
    one, words = asked()
    assert "Corrected" in step(words, "correct", contact_kind="signal", contact="@hodan.77").content.decode()
    client = cora.client()
    url = f"/requests/{the_request(one).code}/"
    contact = client.post(url, {"part": "contact", "reason": "call back"}).content.decode()
    place = client.post(url, {"part": "place", "reason": "call back"}).content.decode()
    assert "@hodan.77" in contact and PHONE not in contact and STREET in place
    assert step(words, "correct").status_code == 422


def test_taking_it_back_erases_what_was_sealed_at_once(cora: Person) -> None:
    one, words = asked(needs=["groceries", "laundry"])
    laundry = the_request(one, "laundry")
    step(words, "withdraw", code=laundry.code)
    assert the_request(one, "laundry").close == "withdrawn" and the_request(one).state == "received"
    assert Seal.objects.exists() and "What is sealed opens to nobody after" in step(words).content.decode()
    page = step(words, "withdraw").content.decode()
    assert "Taken back" in page and "What is sealed" not in page, "no day is named for what is gone"
    assert not Seal.objects.exists() and not Household.objects.get().is_sealed
    assert step(words, "tell", text="hello").status_code == 409
    assert step(words, "correct", contact_kind="phone", contact=PHONE).status_code == 409


def test_it_came_and_it_did_not_come(cora: Person) -> None:
    one, words = asked()
    client = cora.client()
    for move in ("look", "ready", "claim", "report"):
        client.post(f"/requests/{the_request(one).code}/step/", {"move": move})
    assert "It did not come" in step(words).content.decode()
    step(words, "missing", code=the_request(one).code)
    assert the_request(one).state == "received"
    for move in ("look", "ready", "claim", "report"):
        client.post(f"/requests/{the_request(one).code}/step/", {"move": move})
    step(words, "came", code=the_request(one).code)
    assert the_request(one).state == "confirmed"


def test_a_household_rests_and_goes_on(cora: Person) -> None:
    one, words = asked()
    step(words, "rest", code=the_request(one).code)
    assert the_request(one).state == "paused_by_household"
    step(words, "go_on", code=the_request(one).code)
    assert the_request(one).state == "received"


def test_nobody_moves_the_requests_of_another_household(cora: Person) -> None:
    one, _words = asked()
    _other, words = asked(contact="651 555 9999")
    assert step(words, "rest", code=the_request(one).code).status_code == 404
    assert step(words, "withdraw", code=the_request(one).code).status_code == 404
    assert the_request(one).state == "received"


def test_address_and_number_go_some_days_after_the_end_and_the_rest_some_weeks_later(
    cora: Person, keeping: Keeping
) -> None:
    one, _words = asked(needs=["ride_work", "groceries"])
    client = cora.client()
    for need in ("ride_work", "groceries"):
        client.post(f"/requests/{the_request(one, need).code}/step/", {"move": "look"})
        client.post(f"/requests/{the_request(one, need).code}/step/", {"move": "close", "close": "done_by_others"})
    now = clock.now()
    with clock.simulated(now + timedelta(days=6)):
        assert erase_over() == 0
    with clock.simulated(now + timedelta(days=8)):
        assert erase_over() == 1 and not Seal.objects.exists() and forget_over() == 0
    with clock.simulated(now + timedelta(days=38)):
        assert forget_over() == 1 and not Request.objects.exists()


def test_what_stays_open_too_long_ends_before_its_seal_does(cora: Person) -> None:
    one, _words = asked()
    with clock.simulated(clock.now() + timedelta(days=111)):
        turn_clocks()
    assert (the_request(one).state, the_request(one).close) == ("closed", "unreachable")


def test_a_flood_from_one_source_is_braked(cora: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_FORMS", stopped(2, 1))
    assert [Client().post(ASK, form()).status_code for _ in range(3)] == [201, 201, 429]


def test_needs_stand_in_groups_that_open_by_one_press_and_a_ticked_one_is_open_at_once(cora: Person) -> None:
    page = Client().get(ASK).content.decode()
    groups = page.split('<details class="need-group"')[1:]
    assert len(groups) == 5 and not any(group.startswith(" open") for group in groups)
    assert page.count('name="needs"') == len(needs())
    again = Client().post(ASK, form(contact="")).content.decode()
    opened = [group for group in again.split('<details class="need-group"')[1:] if group.startswith(" open")]
    assert len(opened) == 1 and 'value="groceries" checked' in opened[0]


def test_what_is_folded_away_is_open_where_something_stands_in_it_or_is_wrong(cora: Person) -> None:
    folded = '<details class="ask-more">'
    assert folded in Client().get(ASK).content.decode()
    assert folded not in Client().post(ASK, form(contact="", name="")).content.decode()
    empty = form(contact="", name="", hours="", entrance="", parts=[])
    assert folded in Client().post(ASK, empty).content.decode()
