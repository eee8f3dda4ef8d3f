"""A driver's run on a phone: what is pressed without signal is told once, and where people live is erased when it is done."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Guard, Open
from tests.browser.test_requests import wide
from tests.browser.test_without_signal import installed, lose_signal, signal_returns
from tests.care.asking import coordinator
from tests.care.driving_stage import CHILD, STREETS, deliveries, driver, school_run
from tests.cast import Cast, Person
from tests.running import until
from wekeep.care.actions.stop_openings import open_run
from wekeep.care.forms import source
from wekeep.care.models import PastStop, Run, Stop
from wekeep.care.rules.planning.plan import Side
from wekeep.kit import clock
from wekeep.kit.throttle import Throttle

Accessible = Callable[[Page], None]
KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('kept:')).map(([, value]) => value).join(' ')"
EVERYTHING = """async () => {
    const parts = [document.documentElement.outerHTML, ...Object.values(localStorage), ...Object.values(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
        for (const store of db.objectStoreNames) {
            const asked = db.transaction(store).objectStore(store).getAll();
            parts.push(JSON.stringify(await new Promise((done) => (asked.onsuccess = () => done(asked.result)))));
        }
        db.close();
    }
    for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) {
            const answer = await caches.match(request);
            if ((answer.headers.get("content-type") ?? "").includes("html")) parts.push(await answer.text());
        }
    }
    return parts.join(" ");
}"""


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("WEKEEP_TEST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def now(page: Page) -> str:
    """What stands on the halt that is the present one."""
    return page.locator('[data-halt][data-place="now"]').inner_text()


def streets_on(page: Page) -> list[str]:
    """The streets that are anywhere on the phone: on the page, in its stores, in what is kept."""
    whole = str(page.evaluate(EVERYTHING))
    return [one for one in STREETS if one in whole]


@pytest.fixture
def cora(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The coordinator for whom households are sealed."""
    monkeypatch.setattr(source, "_FORMS", Throttle(burst=500, per_minute=500))
    one = coordinator()
    one.unlocked()
    return one


@pytest.fixture
def drew(cora: Person) -> Person:
    """A driver."""
    return driver()


def on_the_way(open_page: Open, cora: Person, drew: Person, **look: object) -> tuple[Page, Run]:
    """The sheet of a run of deliveries whose doors are open to its driver, with this stop and the next one shown."""
    run = deliveries(drew)
    open_run(unlocked=cora.unlocked(), code=run.code)
    page = installed(open_page(f"/my-runs/{run.code}/", person=drew, **look))
    page.locator("[data-open] button").click()
    expect(page.locator("#sheet[data-opened]")).to_be_visible()
    return page, run


def outcomes(run: Run) -> list[str]:
    """What became of the run's stops, in their turn, as the server knows it."""
    return list(run.stops.order_by("turn").values_list("outcome", flat=True))


def press(page: Page, word: str) -> None:
    """One press on the present halt."""
    page.locator('[data-place="now"]').get_by_role("button", name=word, exact=True).click()


def test_presses_without_signal_move_the_sheet_on_and_are_told_once_in_their_order(
    open_page: Open, guard: Guard, cora: Person, drew: Person, accessible: Accessible
) -> None:
    page, run = on_the_way(open_page, cora, drew)
    expect(page.locator('[data-halt][data-place="now"]')).to_contain_text("Load 6 boxes")
    assert streets_on(page) == [STREETS[0]]
    accessible(page)
    picture(page, "run-load")
    lose_signal(page, guard)
    press(page, "In the car")
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    expect(page.locator('[data-halt][data-place="now"]')).to_contain_text(STREETS[0])
    expect(page.get_by_text("No signal. Go on")).to_be_visible()
    accessible(page)
    picture(page, "run-offline")
    press(page, "Handed over")
    expect(page.locator('[data-halt="2"][data-place="done"]')).to_be_visible()
    assert streets_on(page) == [], "its door is erased, and the next one was never on the phone"
    assert set(outcomes(run)) == {"waiting"}
    signal_returns(page)
    until(lambda: outcomes(run) == ["loaded"] * 3 + ["handed"] + ["waiting"] * 2, "it was not told")
    expect(page.get_by_role("heading", name="Not sent yet")).to_have_count(0)
    expect(page.locator('[data-place="now"]')).to_contain_text(STREETS[1])
    handed = Stop.objects.get(run=run, outcome="handed")
    assert run.stops.filter(side=Side.PICKUP, outcome_at__lt=handed.outcome_at).count() == 3


def test_a_run_taken_along_opens_again_without_signal_and_each_door_goes_when_it_is_done(
    open_page: Open, guard: Guard, cora: Person, drew: Person, accessible: Accessible
) -> None:
    page, run = on_the_way(open_page, cora, drew)
    page.get_by_text("No signal on the way?").click()
    page.get_by_role("button", name="Take the whole run along").click()
    expect(page.get_by_text("Kept on this phone", exact=True)).to_be_visible()
    assert streets_on(page) == list(STREETS[:3])
    lose_signal(page, guard)
    page.goto(f"/my-runs/{run.code}/")
    expect(page.get_by_text("No signal. Go on")).to_be_visible()
    accessible(page)
    picture(page, "run-kept")
    press(page, "In the car")
    expect(page.locator('[data-halt="1"][data-place="done"]')).to_be_visible()
    press(page, "Left at the door")
    expect(page.locator('[data-halt="2"][data-place="done"]')).to_be_visible()
    assert streets_on(page) == list(STREETS[1:3])
    page.goto(f"/my-runs/{run.code}/")
    expect(page.locator('[data-place="now"]')).to_contain_text(STREETS[1])
    assert streets_on(page) == list(STREETS[1:3]), "also in what is kept for the next time"
    for word in ("Handed over", "Left at the door"):
        press(page, word)
    expect(page.locator('[data-place="now"]')).to_have_count(0)
    assert streets_on(page) == [] and page.evaluate(KEPT) == ""
    signal_returns(page)
    until(lambda: outcomes(run) == ["loaded"] * 3 + ["left", "handed", "left"], "it was not told")
    assert Run.objects.get(pk=run.pk).state == "done"


def test_of_a_press_kept_without_signal_the_phone_keeps_what_was_not_taken_and_says_so(
    open_page: Open, guard: Guard, cora: Person, drew: Person, accessible: Accessible
) -> None:
    page, run = on_the_way(open_page, cora, drew)
    lose_signal(page, guard)
    press(page, "In the car")
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    gone = run.stops.filter(side=Side.PICKUP).order_by("turn")[1]
    name = gone.trip.code[:4].upper()
    Stop.objects.filter(trip=gone.trip).delete()
    signal_returns(page)
    until(lambda: outcomes(run) == ["loaded"] * 2 + ["waiting"] * 2, "the rest was not told")
    expect(page.get_by_text(f"Not taken: {name}. This stop is with somebody else now")).to_be_visible()
    fields = page.evaluate("wekeepQueue.all().then((all) => all.flatMap((item) => item.fields))")
    assert [value for field, value in fields if field == "stop"] == [gone.code]
    accessible(page)
    picture(page, "run-refused")


def test_a_press_kept_without_signal_on_a_run_that_was_taken_back_is_kept_by_the_desk_and_let_go_of(
    open_page: Open, guard: Guard, cora: Person, drew: Person, accessible: Accessible
) -> None:
    page, run = on_the_way(open_page, cora, drew)
    lose_signal(page, guard)
    press(page, "In the car")
    press(page, "Handed over")
    expect(page.get_by_role("heading", name="Not sent yet")).to_have_count(2)
    Run.objects.filter(pk=run.pk).update(state="withdrawn")
    signal_returns(page)
    expect(page.get_by_role("heading", name="My runs")).to_be_visible()
    read = page.get_by_role("button", name="I have read this")
    expect(read).to_have_count(2)
    expect(page.get_by_text("What you did is kept, and the desk sees it.").first).to_be_visible()
    assert PastStop.objects.filter(run=run, outcome="loaded").count() == 3
    assert PastStop.objects.filter(run=run, outcome="handed").count() == 1
    accessible(page)
    picture(page, "run-taken-back")
    assert page.evaluate("wekeepQueue.all().then((all) => all.flatMap((item) => item.fields))") == []
    desk = open_page("/runs/day/", person=cora)
    expect(desk.get_by_text("Told later, of what was theirs no more")).to_be_visible()
    accessible(desk)
    picture(desk, "run-day-told-late")
    read.first.click()
    expect(read).to_have_count(1)
    read.click()
    expect(read).to_have_count(0)
    assert page.evaluate("wekeepQueue.all()") == []


def test_a_press_long_before_the_run_is_not_even_kept(
    open_page: Open, cora: Person, drew: Person, accessible: Accessible
) -> None:
    run = deliveries(drew, begins=clock.now() + timedelta(hours=5))
    page = installed(open_page(f"/my-runs/{run.code}/", person=drew))
    page.evaluate("document.querySelector('#sheet .run-early').hidden = true")
    press(page, "In the car")
    expect(page.get_by_text("It is too early to set out.")).to_be_visible()
    accessible(page)
    picture(page, "run-early")
    assert page.evaluate("wekeepQueue.all()") == []
    assert set(outcomes(run)) == {"waiting"}


def test_times_of_another_day_fit_a_small_phone(open_page: Open, cora: Person, drew: Person) -> None:
    run = deliveries(drew, begins=clock.now() + timedelta(hours=40))
    for language in ("en", "so"):
        page = open_page(f"/my-runs/{run.code}/", person=drew, language=language)
        assert wide(page) == []


def test_signing_out_takes_every_door_off_the_phone(open_page: Open, guard: Guard, cora: Person, drew: Person) -> None:
    page, _run = on_the_way(open_page, cora, drew)
    page.get_by_text("No signal on the way?").click()
    page.get_by_role("button", name="Take the whole run along").click()
    expect(page.get_by_text("Kept on this phone", exact=True)).to_be_visible()
    assert page.evaluate(KEPT) != ""
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    assert streets_on(page) == []


def test_children_are_handed_over_with_a_word_on_a_small_phone_in_somali_and_arabic(
    open_page: Open, cora: Person, drew: Person, accessible: Accessible
) -> None:
    run = school_run(drew)
    open_run(unlocked=cora.unlocked(), code=run.code)
    for language, dark in (("so", False), ("ar", True)):
        page = open_page(f"/my-runs/{run.code}/", person=drew, language=language, dark=dark)
        page.locator("[data-open] button").click()
        expect(page.locator("#sheet[data-opened]")).to_be_visible()
        assert CHILD["name"].split()[1] in now(page)
        expect(page.locator('[data-place="now"] .halt-word strong')).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        accessible(page)
        picture(page, f"run-school-{language}")


def test_without_scripts_the_same_presses_work(open_page: Open, cora: Person, drew: Person) -> None:
    run = deliveries(drew, streets=STREETS[:1])
    open_run(unlocked=cora.unlocked(), code=run.code)
    page = open_page(f"/my-runs/{run.code}/", person=drew, javascript=False)
    page.locator("[data-open] button").click()
    press(page, "In the car")
    expect(page.locator('[data-halt][data-place="now"]')).to_contain_text(STREETS[0])
    page.locator('[data-place="now"] summary', has_text="It did not work").click()
    page.get_by_text("Nobody there").click()
    page.get_by_role("button", name="Tell the desk").click()
    expect(page.get_by_text("All done. Thank you.")).to_be_visible()
    assert outcomes(run) == ["loaded", "failed"]


def test_the_desk_sees_the_day_and_answers_a_call(
    open_page: Open, cora: Person, drew: Person, accessible: Accessible
) -> None:
    page, run = on_the_way(open_page, cora, drew)
    press(page, "In the car")
    until(lambda: outcomes(run)[0] == "loaded", "it was not told")
    expect(page.locator('[data-place="now"]')).to_contain_text(STREETS[0])
    page.get_by_role("button", name="Ask the desk to call them").click()
    expect(page.locator('[data-place="now"]')).to_contain_text("The desk was asked to call.")
    desk = open_page("/runs/day/", person=cora, size=(1280, 800), dark=True)
    expect(desk.get_by_text("drew asks you to call")).to_be_visible()
    accessible(desk)
    picture(desk, "run-day")
    desk.get_by_role("button", name="They come to the door.").click()
    expect(desk.get_by_text("drew asks you to call")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator('[data-place="now"]')).to_contain_text("They come to the door.")


def test_the_sheet_is_printed_with_its_addresses_only_by_a_press(
    open_page: Open, cora: Person, drew: Person, accessible: Accessible
) -> None:
    _page, run = on_the_way(open_page, cora, drew)
    paper = open_page(f"/my-runs/{run.code}/paper/", person=drew, size=(800, 1100))
    assert streets_on(paper) == []
    accessible(paper)
    paper.get_by_role("button", name="Put the addresses on it").click()
    expect(paper.get_by_text(STREETS[2])).to_be_visible()
    accessible(paper)
    picture(paper, "run-paper")
    assert Run.objects.get(pk=run.pk).takes_all
