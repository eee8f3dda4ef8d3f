"""The page of one incident: its words, its forms, and nothing that does not belong to the one who reads it."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

from tests.cast import Cast
from tests.desk.stage import Street
from wekeep.alerts.queries.reach import Reach
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient, Text
from wekeep.watch.forms.incident import OutcomeForm
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome


@pytest.fixture
def street(cast: Cast) -> Street:
    return Street(cast)


def words_of(page: str) -> list[str]:
    """The text of each line of the page, without markup."""
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", line)).split()) for line in page.splitlines()]


def test_no_line_ends_with_a_dot_that_leads_to_nothing(street: Street, cast: Cast) -> None:
    incident = street.incident("seen")
    for person in (cast.dana, cast.amina):
        page = person.client().get(f"/board/{incident.code}/").content.decode()
        assert "seen-place_text" in page
        assert [line for line in words_of(page) if line.endswith("·")] == []


def test_someone_signed_in_is_not_asked_to_sign_in(street: Street, cast: Cast) -> None:
    page = cast.dana.client().get(f"/board/{street.incident('seen').code}/").content.decode()
    assert "/people/sign-in/" not in page
    assert cast.dana.handle in page
    assert "/people/sign-in/" in cast.dana.client().get("/").content.decode()


@pytest.mark.parametrize(
    ("outcome", "level", "kind"),
    [
        (Outcome.CONFIRMED, Level.ACTIVE, None),
        (Outcome.NOT_ENFORCEMENT, Level.WATCH, NotEnforcement.FILM_CREW),
        (Outcome.NOTHING_FOUND, Level.WATCH, None),
    ],
)
def test_what_was_chosen_for_another_outcome_is_left_out(
    outcome: Outcome, level: Level, kind: NotEnforcement | None
) -> None:
    form = OutcomeForm({"outcome": outcome, "method": Method.IN_PERSON, "level": "active", "kind": "film_crew"})
    assert form.is_valid()
    answer = form.answer()
    assert (answer.level, answer.kind) == (level, kind)


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        (Reach(30), "This reaches about 30 subscribers."),
        (Reach(30, is_held=True), "Some of them hear it after their quiet hours."),
        (Reach(0), "The alert still stands on the public page and in the feeds."),
        (Reach(0, only_active=20), "About 20 subscribers here asked to hear only when someone is being detained."),
        (Reach(0, drill=True), "A drill reaches only members who take part in drills."),
        (Reach(0, told_before=True), "Who was told already is not told again."),
    ],
)
def test_the_sender_is_told_about_how_many_it_reaches_or_why_so_few(reach: Reach, said: str) -> None:
    page = render_to_string("watch/_reach.html", {"reach": reach})
    assert said in page
    assert ("fewer than ten subscribers, or nobody" in page) is (reach.about == 0)


def test_the_menu_marks_one_page_and_the_right_one(cast: Cast) -> None:
    client = cast.amina.client()
    for path in ("/board/", "/board/queue/"):
        marked = re.findall(r'<a href="([^"]+)" aria-current="page"', client.get(path).content.decode())
        assert marked == [path]


def test_while_an_alert_goes_out_its_counts_alone_are_fetched_and_say_nothing_of_anybody(
    street: Street, cast: Cast
) -> None:
    incident, alert = street.alerted()
    outbox.hand_over(
        NewLetter("more", alert.code, {"en": Text("a", "b", "c", "d")}, "u", "", False, alert.expires_at),
        [Recipient(f"nobody{n}", "webpush", "en") for n in range(3)],
    )
    whole = cast.dana.client().get(f"/board/{incident.code}/").content.decode()
    fragment = cast.dana.client().get(f"/board/{incident.code}/sent/").content.decode()
    assert f'data-sent="{alert.code}"' in whole and f'data-sent="{alert.code}"' in fragment
    assert words_of(fragment) == ["Notices on this phone or computer Waiting: 3", ""]
    assert "<form" not in fragment and "nobody" not in fragment
