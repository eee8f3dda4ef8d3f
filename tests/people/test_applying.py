"""Applying on one page, coming back with six words, and what is kept of it."""

import re

import pytest
from django.test import Client

from tests.brakes import stopped
from tests.cast import NORTH, SOUTH, Cast
from tests.people.applying import APPLY, RECEIPT, apply, called, form, step, vetter
from tests.people.conftest import Sealed
from wekeep.channels.models import Address, Letter
from wekeep.people.models import Application, Seen
from wekeep.people.queries import applications as queries


@pytest.fixture(autouse=True)
def _a_vetter(cast: Cast, sealed: Sealed) -> None:
    vetter()


def test_an_application_is_kept_in_codes_and_everything_else_is_sealed(sealed: Sealed) -> None:
    one, _words = apply()
    assert (one.state, one.zone, one.roles, one.contact_kind) == ("applied", NORTH, ["observer"], "phone")
    assert sealed.kept["application", one.code, "contact"] == {"kind": "phone", "contact": "612 555 0123"}
    assert sealed.kept["application", one.code, "notes"] == {"1": "Rosa from the choir", "2": "Mr Lee, our teacher"}
    assert "bakery" in sealed.kept["application", one.code, "triage"]["about"]
    row = str(Application.objects.values().get())
    assert not any(secret in row for secret in ("612 555", "6125550", "Rosa", "Lee", "bakery"))
    assert [s.kind for s in Seen.objects.filter(person=one.code)] == ["conduct"]


def test_the_same_form_sent_twice_is_one_application_with_the_same_words() -> None:
    sent = form()
    words = [re.findall(r'<bdi dir="ltr">([a-z -]+)</bdi>', Client().post(APPLY, sent).content.decode()) for _ in "12"]
    assert words[0] == words[1] and len(words[0][0].split()) == 6
    assert Application.objects.count() == 1
    other = Client().post(APPLY, sent | {"about": "Something else."})
    assert other.status_code == 409 and "sent before" in other.content.decode()


def test_whoever_presses_twice_at_one_moment_gets_their_six_words_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    sent, real, asked = form(), queries.by_key, []
    first = Client().post(APPLY, sent)

    def before_the_other_has_written(key: str) -> Application | None:
        asked.append(key)
        return real(key) if len(asked) > 1 else None

    monkeypatch.setattr(queries, "by_key", before_the_other_has_written)
    second = Client().post(APPLY, sent)
    words = [re.findall(r'<bdi dir="ltr">([a-z -]+)</bdi>', one.content.decode()) for one in (first, second)]
    assert (first.status_code, second.status_code) == (201, 200)
    assert words[0] == words[1] != []
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"roles": []}, "Tick at least one."),
        ({"zones": ["elsewhere"]}, "elsewhere"),
        ({"contact": ""}, "required"),
        ({"contact_kind": "email", "contact": "nobody"}, "not an e-mail address"),
        ({"contact": "12"}, "not a phone number"),
        ({"conduct": ""}, "Read the conduct card"),
        ({"reference_2": ""}, "Name two people"),
        ({"join_code_1": "never was a join code"}, "join code is not right"),
        ({"roles": ["steward"]}, "steward"),
    ],
)
def test_what_will_not_do_is_said_beside_its_field_and_nothing_is_kept(changed: dict[str, object], said: str) -> None:
    answer = Client().post(APPLY, form(**changed))
    page = answer.content.decode()
    assert answer.status_code in (409, 422) and said in page and "I know Lake Street" in page
    assert not Application.objects.exists()


def test_words_about_someones_status_are_asked_about_before_anything_is_kept(sealed: Sealed) -> None:
    sent = form(about="I know the park. My uncle is undocumented. I speak Spanish.")
    answer = Client().post(APPLY, sent)
    assert answer.status_code == 422 and "keep this to yourself" in answer.content.decode()
    assert not Application.objects.exists() and not sealed.kept
    assert Client().post(APPLY, sent | {"status": "remove"}).status_code == 201
    one = Application.objects.get()
    assert sealed.kept["application", one.code, "triage"]["about"] == "I know the park. I speak Spanish."


def test_one_who_says_that_it_tells_nothing_of_the_kind_is_believed(sealed: Sealed) -> None:
    sent = form(about="I worked at the immigration court as a clerk.")
    assert Client().post(APPLY, sent).status_code == 422
    assert Client().post(APPLY, sent | {"status": "keep"}).status_code == 201
    assert "court" in sealed.kept["application", Application.objects.get().code, "triage"]["about"]


def test_nobody_can_apply_where_nobody_vets(cast: Cast) -> None:
    from wekeep.people.models import Grant

    Grant.objects.filter(role="vetter").delete()
    assert "Nobody reads applications here yet" in Client().get(APPLY).content.decode()
    assert Client().post(APPLY, form()).status_code == 409


def test_six_words_open_the_page_of_one_application_and_wrong_ones_open_none() -> None:
    _one, words = apply()
    page = step(words.upper().replace(" ", "  "), "").content.decode()
    assert "Waiting to be confirmed" in page and "observer training" in page
    assert step("six words that are not right", "").status_code == 404
    assert "Rosa" not in page and "612 555" not in page


@pytest.mark.both
def test_an_address_is_confirmed_by_one_press_on_the_letters_link_and_then_forgotten(sealed: Sealed) -> None:
    one, _words = apply(contact_kind="email", contact="Neighbour@Example.org")
    letter = Letter.objects.get()
    assert Address.objects.get().value == {"email": "Neighbour@example.org"}
    path = "/" + letter.url.split("/", 3)[3]
    assert Client().get(path).status_code == 200
    one.refresh_from_db()
    assert one.state == "applied"
    assert "Confirmed" in Client().post(path).content.decode()
    one.refresh_from_db()
    assert one.state == "contact_confirmed" and not Address.objects.exists()
    assert Client().post(path).status_code == 404


def test_an_address_is_kept_only_for_those_who_want_letters_and_never_by_the_one_they_get_alerts_with() -> None:
    from datetime import timedelta

    from wekeep.channels.actions.addresses import keep_address
    from wekeep.kit import clock

    keep_address(kind_name="email", given={"email": "n@example.org"}, expires_at=clock.now() + timedelta(days=9))
    apply(contact_kind="email", contact="n@example.org", wants_letters="on")
    apply(contact_kind="email", contact="n@example.org")
    assert Address.objects.count() == 2
    for letter in Letter.objects.all():
        Client().post("/" + letter.url.split("/", 3)[3])
    assert Address.objects.count() == 2
    for one in Application.objects.all():
        one.refresh_from_db()
    assert sorted(bool(one.address) for one in Application.objects.all()) == [False, True]


def test_a_stranger_cannot_have_one_letter_box_filled_by_us() -> None:
    for _ in range(6):
        apply(contact_kind="email", contact="victim@example.org")
    assert Letter.objects.count() == 3


@pytest.mark.both
def test_a_vetter_confirms_a_number_by_the_three_words_that_only_its_owner_sees(cast: Cast) -> None:
    petra = vetter("paul")
    one, words = apply()
    spoken = re.findall(r'<bdi dir="ltr">([a-z -]+)</bdi>', step(words, "").content.decode())[0]
    page = petra.client().get(f"/people/vetting/{one.code}/").content.decode()
    assert spoken not in page and len(spoken.split()) == 3
    wrong = petra.client().post(f"/people/vetting/{one.code}/call/", {"words": "not those words"}, follow=True)
    assert "not the words" in wrong.content.decode()
    called(one, petra)
    one.refresh_from_db()
    assert one.state == "contact_confirmed"


def test_wishes_are_corrected_and_the_sealed_part_is_replaced_whole_or_left(sealed: Sealed) -> None:
    one, words = apply()
    wishes = {"roles": ["driver"], "zones": [SOUTH], "languages": ["so"], "times": []}
    assert "Corrected" in step(words, "correct", **wishes).content.decode()
    one.refresh_from_db()
    assert (one.roles, one.zones) == (["driver"], [SOUTH])
    assert sealed.kept["application", one.code, "contact"]["contact"] == "612 555 0123"
    assert step(words, "correct", **wishes, about="new words").status_code == 422
    new = {"contact_kind": "signal", "contact": "rio.42", "about": "new words"}
    assert step(words, "correct", **wishes, **new).status_code == 200
    assert sealed.kept["application", one.code, "contact"] == {"kind": "signal", "contact": "rio.42"}


def test_taking_it_back_erases_what_was_sealed_at_once(sealed: Sealed) -> None:
    one, words = apply(contact_kind="email", contact="n@example.org", wants_letters="on")
    assert "Taken back" in step(words, "withdraw").content.decode()
    one.refresh_from_db()
    assert one.state == "withdrawn" and not sealed.kept and not Address.objects.exists()
    assert step(words, "pause").status_code == 409


def test_a_pause_ends_where_it_began(cast: Cast) -> None:
    one, words = apply()
    called(one, vetter("paul"))
    step(words, "pause")
    one.refresh_from_db()
    assert one.state == "paused"
    step(words, "resume")
    one.refresh_from_db()
    assert one.state == "contact_confirmed"


def test_packing_and_flyers_are_open_on_the_first_day_without_references(cast: Cast) -> None:
    one, words = apply(roles=["helper"], reference_1="", reference_2="")
    called(one, vetter("paul"))
    page = step(words, "").content.decode()
    one.refresh_from_db()
    assert one.state == "approved" and "You can start today" in page


def test_a_flood_from_one_source_is_braked(monkeypatch: pytest.MonkeyPatch) -> None:
    from wekeep.people.forms import source

    monkeypatch.setattr(source, "_APPLICATIONS", stopped(2, 1))
    assert [Client().post(APPLY, form()).status_code for _ in range(3)] == [201, 201, 429]


def test_receipt_is_asked_for_by_post_alone_and_the_words_stand_in_no_address() -> None:
    assert Client().get(RECEIPT).status_code == 200
    assert 'method="post"' in Client().get(RECEIPT).content.decode()


def test_a_form_leaves_nothing_on_the_phone_once_the_browser_is_closed() -> None:
    browser = Client()
    browser.get(APPLY)
    kept = [one["max-age"] or one["expires"] for name, one in browser.cookies.items() if name.endswith("csrf")]
    assert kept == [""], "a cookie for this session of the browser, and no longer"


def test_what_comes_next_fits_how_they_are_reached() -> None:
    next_step = {}
    for kind, contact in (("email", "ana@people.example"), ("phone", "612 555 0123"), ("signal", "@ana.42")):
        _one, words = apply(contact_kind=kind, contact=contact)
        page = step(words, "").content.decode()
        next_step[kind] = re.findall(r'<p class="lead">(.*?)</p>', page)[0]
    assert "Open the link in the e-mail" in next_step["email"] and "vetter" not in next_step["email"]
    for kind in ("phone", "signal"):
        assert "A vetter will write or call" in next_step[kind] and "link" not in next_step[kind]


def test_who_is_out_reads_of_no_role_and_who_rests_of_no_next_step() -> None:
    one, words = apply()
    waits = step(words, "").content.decode()
    assert "What you want to do" in waits and "next step" in waits
    assert "next step" not in step(words, "pause").content.decode()
    Application.objects.filter(pk=one.pk).update(state="removed")
    assert "What you want to do" not in step(words, "").content.decode()
