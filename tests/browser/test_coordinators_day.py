"""The whole day of a care coordinator in the browser, over the demo's made-up week: from the queue in the morning to the door that is
shut behind the last driver, with all who have a part in it. Where WEKEEP_TEST_PICTURES names a folder, each page is kept there as a
picture, light and dark on a desk, in Somali and in Arabic on a phone."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Guard, Open
from tests.browser.pictures import look_at, look_by_words, snap
from tests.browser.test_planning_a_day import drawn, opened
from tests.browser.test_without_signal import installed, lose_signal, signal_returns
from tests.care.money import committed
from tests.care.test_stock import unlocked_stock
from tests.cast import Person
from tests.desk.test_made_up_week import city
from tests.running import until
from wekeep.care.models import Concern, DayPlan, Helper, Household, RentCase, Request, Run, Stop, Trip
from wekeep.care.queries.book import verify_book
from wekeep.care.rules import rent, request
from wekeep.desk.actions import cast
from wekeep.desk.actions.made_up import week
from wekeep.desk.rules.demo import COORDINATOR, DRIVERS, FUND_KEEPERS, FUND_STEWARD, PAYER, READERS, TREASURER
from wekeep.desk.rules.made_up import week as rules
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.members import issue_passphrase
from wekeep.people.models import Member
from wekeep.places.rules.cell import cell_of

__all__ = ["city", "committed", "unlocked_stock"]
SMALL = rules.Size(carers=14, requests=12, rents=6, gifts=2, gift=9_000_00)
PARTS = ("Rowan Square", "Ferry Road", "Millrace", "Upper Bend")
STREET, NUMBER = "4021 Lanternwood Avenue", "612 555 0142"
Accessible = Callable[[Page], None]


def spread() -> None:
    """This city has no streets, so nobody's part of town was found: each is given one."""
    for number, one in enumerate(Household.objects.filter(cell="").order_by("pk")):
        area = PARTS[number % len(PARTS)]
        cell = cell_of(45 + (number % 7 - 3) / 250, -93 + (number % 5 - 2) / 200)
        Household.objects.filter(pk=one.pk).update(cell=cell, area=area)
        one.requests.update(area=area)
    for number, helper in enumerate(Helper.objects.filter(cell="").order_by("pk")):
        Helper.objects.filter(pk=helper.pk).update(cell=cell_of(45 + (number % 3 - 1) / 200, -93))


def person(handle: str) -> Person:
    """One of the demo's, or of those who came to help in its week, with words that sign them in."""
    member = Member.objects.get(handle=handle)
    if handle in cast._drawn:
        return Person(member, cast._drawn[handle])
    issued = issue_passphrase(actor=SYSTEM, code=member.code)
    return Person(issued.member, issued.passphrase)


@pytest.fixture
def told(committed: None, unlocked_stock: None, city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The week that was, told before anybody comes in."""
    monkeypatch.setitem(rules.SIZES, "small", SMALL)
    with override_settings(PASSWORD_HASHERS=["config.passphrases.PassphraseHasher"]):  # as the server has it
        issued = issue_passphrase(actor=SYSTEM, code=person(COORDINATOR).code)
        cast._drawn[COORDINATOR] = issued.passphrase
        cast.unlocked_of_cast(COORDINATOR)
    for handle in READERS:
        cast.unlocked_of_cast(handle)
    now = clock.now()
    for one in rules.subjects(rules.SEED, "small"):
        assert week.tell_one("small", rules.SEED, one, now), one
    spread()


def comes_in(open_page: Open) -> Page:
    """The coordinator signs in with her words, and is at her desk."""
    page = open_page("/people/sign-in/", size=DESK)
    page.fill("[name=handle]", COORDINATOR)
    page.fill("[name=passphrase]", cast._drawn[COORDINATOR])
    page.locator("form:has([name=passphrase]) button").click()
    page.wait_for_url("**/desk/")
    look_at(page, "01-desk")
    return page


def a_family_asks(open_page: Open) -> str:
    """In Somali, on a phone, without an account; the six words it gets."""
    page = open_page("/ask/", language="so")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.locator("[name=needs][value=groceries]").check()
    page.fill("[name=groceries-people]", "4")
    for name, text in (("contact", NUMBER), ("address", STREET), ("name", "Hodan"), ("about", "Baby at home.")):
        page.fill(f"[name={name}]", text)
    page.locator("form.stack button.button-big").click()
    words = page.locator("p.words bdi").inner_text()
    spread()
    return words


def opens(page: Page, part: str) -> None:
    """Open one part of what is sealed, and say why."""
    form = page.locator(f"#sealed form:has([name=part][value={part}])")
    form.locator("[name=reason]").fill("to bring the groceries")
    form.locator("button").click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def is_sorted_and_matched(cora: Page, open_page: Open) -> tuple[Request, Page]:
    """The newest request is read, made ready and offered with words to somebody, who brings it. Returns it and the helper's page."""
    one = Request.objects.latest("pk")
    cora.goto("/requests/")
    look_at(cora, "02-queue")
    cora.locator(f"a[href='/requests/{one.code}/']").click()
    press(cora, "Read it")
    opens(cora, "contact")
    expect(cora.locator("#sealed")).to_contain_text("Hodan")
    press(cora, "Ready for a helper")
    expect(cora.get_by_role("heading", name="Who could help")).to_be_visible()
    look_at(cora, "03-who-could-help")
    press(cora, "Ask them")
    until(lambda: Request.objects.get(pk=one.pk).state == request.State.OFFERED, "nobody was asked")
    one.refresh_from_db()
    helper = open_page("/requests/mine/", person=person(Member.objects.get(code=one.held_by).handle))
    look_at(helper, "04-asked")
    press(helper, "I can help")
    cora.goto(f"/requests/{one.code}/")
    cora.get_by_role("button", name=re.compile("^Let ")).click()
    helper.goto(f"/requests/{one.code}/")
    look_at(helper, "05-in-hand")
    opens(helper, "place")
    expect(helper.locator("#sealed")).to_contain_text("Lanternwood")
    press(helper, "I am on my way")
    press(helper, "It is done")
    return one, helper


def tomorrow_is_planned(cora: Page, accessible: Accessible, keeps: str) -> DayPlan:
    """Searched for while she looks, changed by keys, the run of `keeps` locked, and told."""
    cora.goto("/runs/")
    look_at(cora, "06-plans")
    press(cora, "Plan these")
    expect(cora.get_by_role("progressbar")).to_be_visible()
    expect(cora.locator("[data-run]").first).to_be_visible()
    snap(cora, "07-search")
    press(cora, "Stop this")
    expect(cora.get_by_role("button", name="Look for a better plan")).to_be_visible()
    plan = DayPlan.objects.get()
    homes = max(drawn(plan).values(), key=len)
    opened(cora)
    cora.locator(f'[data-trip="{homes[0]}"]').focus()
    for key in ("m", "ArrowDown", "ArrowDown", "Enter"):
        cora.keyboard.press(key)
    until(lambda: [run.index(homes[0]) for run in drawn(plan).values() if homes[0] in run] == [1], "it moved nowhere")
    expect(cora.locator("#plan-head")).to_have_attribute("data-edition", str(DayPlan.objects.get().edition))
    cora.locator(f"#run-{keeps}").get_by_role("button", name="Lock this run").click()
    until(lambda: DayPlan.objects.get().locked, "it was not locked")
    cora.goto(f"/runs/{plan.code}/")
    opened(cora)
    expect(cora.get_by_role("button", name="Unlock this run")).to_have_count(1)
    accessible(cora)
    look_at(cora, "08-plan")
    press(cora, "Tell it")
    expect(cora.get_by_text("Version 1 is told")).to_be_visible()
    return plan


def one_drops_out(cora: Page, open_page: Open, plan: DayPlan, who: Person) -> None:
    """In the evening a driver cannot; what is left is mended by itself, and told after the coordinator's yes."""
    run = Run.objects.get(plan=plan, member=who.code)
    phone = open_page(f"/my-runs/{run.code}/", person=who)
    press(phone, "No, I cannot")
    until(lambda: DayPlan.objects.get(pk=plan.pk).state == "published", "nobody mended it")
    until(lambda: who.code not in drawn(plan), "they still drive")
    cora.goto(f"/runs/{plan.code}/")
    look_at(cora, "09-mended")
    press(cora, "Tell it")
    expect(cora.get_by_text("Version 2 is told")).to_be_visible()


def the_night_passes(plan: DayPlan) -> None:
    """What was planned for tomorrow is today's, and begins in twenty minutes."""
    begins = min(Run.objects.filter(plan=plan, state="told").values_list("begins", flat=True))
    sooner = begins - clock.now() - timedelta(minutes=20)
    today = timezone.localdate(clock.now())
    Run.objects.filter(plan=plan).update(begins=F("begins") - sooner, ends=F("ends") - sooner)
    Stop.objects.filter(run__plan=plan).update(at=F("at") - sooner)
    Trip.objects.filter(day=plan.day).update(day=today)
    DayPlan.objects.filter(pk=plan.pk).update(day=today)


def is_driven(cora: Page, open_page: Open, guard: Guard, plan: DayPlan, who: Person) -> None:
    """The doors are opened, the first is reached without signal, the second fails, the rest is left at the doors."""
    cora.goto("/runs/day/")
    look_at(cora, "10-day")
    press(cora, "Open them to the drivers")
    run = Run.objects.get(plan=plan, member=who.code)
    phone = installed(open_page(f"/my-runs/{run.code}/", person=who))
    press(phone, "Yes, I drive")
    phone.locator("[data-open] button").click()
    expect(phone.locator("#sheet[data-opened]")).to_be_visible()
    snap(phone, "11-sheet")
    lose_signal(phone, guard)
    does(phone, "In the car")
    expect(phone.get_by_role("heading", name="Not sent yet")).to_be_visible()
    snap(phone, "12-no-signal")
    does(phone, "Handed over")
    signal_returns(phone)
    until(lambda: run.stops.filter(outcome="handed").count() == 1, "it was not told")
    # looked at anew, so that nothing that was fetched meanwhile folds away what is being pressed
    phone.goto(f"/my-runs/{run.code}/")
    now = phone.locator('[data-place="now"]')
    now.locator("summary", has_text="It did not work").click()
    now.get_by_text("Nobody there").click()
    now.get_by_role("button", name="Tell the desk").click()
    until(lambda: run.stops.filter(outcome="failed").count() == 1, "it was not told")
    # more is loaded at the hub on the way; at the doors the last of the buttons leaves it there
    waiting = run.stops.filter(outcome="waiting")
    while phone.goto(f"/my-runs/{run.code}/") and phone.locator('[data-place="now"]').count():
        left = waiting.count()
        phone.locator('[data-place="now"] .halt-buttons button').last.click()
        until(lambda left=left: waiting.count() < left, "it was not told")  # type: ignore[misc]
    expect(phone.get_by_text("All done. Thank you.")).to_be_visible()
    snap(phone, "13-done")


def does(phone: Page, word: str) -> None:
    """One press on the present halt."""
    phone.locator('[data-place="now"]').get_by_role("button", name=word, exact=True).click()


def page_of(open_page: Open, path: str, words: str) -> Page:
    """What the six words open."""
    page = open_page(path)
    page.fill("[name=words]", words)
    page.locator("form:has([name=words]) button").first.click()
    return page


def the_family_says_how_it_was(cora: Page, open_page: Open, words: str) -> None:
    """It came; and something was wrong, which two people read who had no part in it."""
    look_by_words(open_page, "/ask/receipt/", words, "14-familys-page")
    page = page_of(open_page, "/ask/receipt/", words)
    press(page, "It came")
    page.locator("summary", has_text="How was it?").click()
    page.locator("[name=was]").first.check()
    page.locator("details[open]").get_by_role("button", name="Send").click()
    press(page, "Something is wrong")
    page.locator("[name=kind]").first.check()
    page.fill("[name=text]", "They asked who else lives here.")
    press(page, "Tell two people")
    expect(page.get_by_text("Two people who had no part in it were told")).to_be_visible()
    cora.goto("/requests/confidence/")
    look_at(cora, "15-in-confidence")
    cora.locator(f"a[href='/requests/confidence/{Concern.objects.get().code}/']").click()
    press(cora, "Read it")
    expect(cora.locator("#sealed")).to_contain_text("who else lives here")


def a_family_asks_for_rent(open_page: Open) -> str:
    page = open_page("/help/rent/")
    look_at(page, "16-rent")
    page.locator("[name=zone]").first.check()
    page.locator("[name=months]").nth(6).check()
    for name, text in {
        "monthly": "1200",
        "asked": "1200",
        "name": "Ayaan",
        "phone": "612 555 0177",
        "address": "77 Oak Street, Apt 5",
        "payee": "Oak Homes",
        "pay_to": "account 5",
    }.items():
        page.fill(f"[name={name}]", text)
    page.locator("button[name=do][value=send]").click()
    return page.locator("p.words bdi").inner_text()


def rent_is_paid(open_page: Open, words: str) -> None:
    """Papers, an amount, two who reckon it anew, a payer, the payee's word, the bank's."""
    case = RentCase.objects.latest("pk")
    at = f"/money/cases/{case.code}/"
    checks, first, second = (open_page(at, person=person(one), size=DESK) for one in FUND_KEEPERS)
    for paper in ("lease", "payee_confirmed"):
        checks.select_option("[name=paper]", paper)
        press(checks, "Write down")
    look_at(checks, "17-papers")
    checks.locator("[name=fund]").select_option(index=0)
    checks.fill("[name=cents]", "1200")
    press(checks, "Put down")
    for one in (first, second):
        one.reload()
        if one is first:
            look_at(one, "18-approve")
        one.fill("[name=cents]", "1200")
        press(one, "I reckoned it, and say yes")
    pays = open_page("/money/", person=person(PAYER), size=DESK)
    look_at(pays, "19-queue-of-money")
    pays.locator(f"a[href='{at}']").click()
    pays.fill("[name=day]", timezone.localdate(clock.now()).isoformat())
    press(pays, "Promise this day")
    look_by_words(open_page, "/help/rent/receipt/", words, "20-promised")
    expect(page_of(open_page, "/help/rent/receipt/", words).get_by_text("It will be paid")).to_be_visible()
    look_at(pays, "21-pay")
    pays.select_option("[name=method]", "transfer")
    pays.fill("[name=reference]", "TR-77")
    press(pays, "I paid it")
    checks.reload()
    press(checks, "The payee has the money")
    compares = open_page(at, person=person(FUND_STEWARD), size=DESK)
    press(compares, "The bank's statement says the same")
    look_at(compares, "22-reconciled")
    case.refresh_from_db()
    assert case.state == rent.State.RECONCILED


def the_book_is_taken_along(open_page: Open) -> None:
    """As Beancount and as CSV, with sums and nobody's name; and it adds up."""
    page = open_page("/money/book/", person=person(TREASURER), size=DESK)
    look_at(page, "23-book")
    expect(page.get_by_text("it is whole")).to_be_visible()
    for name in ("Beancount", "CSV"):
        with page.expect_download() as file:
            page.get_by_role("link", name=name).click()
        said = Path(file.value.path()).read_text()
        assert "1200.00" in said and "Ayaan" not in said and "Oak" not in said
    found = verify_book()
    assert (found.faults, found.missing) == ([], [])


def the_day_is_closed(cora: Page, plan: DayPlan) -> None:
    """Nothing waits to be opened, what failed waits for somebody again, and the desk is left."""
    cora.goto("/runs/day/")
    expect(cora.get_by_text("Done", exact=True).first).to_be_visible()
    look_at(cora, "24-evening")
    failed = Stop.objects.get(run__plan=plan, outcome="failed").trip.request
    cora.goto(f"/requests/{failed.code}/")
    look_at(cora, "25-failed")
    press(cora, "Sign out")
    cora.goto("/requests/")
    expect(cora.locator("[name=passphrase]")).to_be_visible()


@pytest.mark.long
def test_the_whole_day_of_a_coordinator(told: None, open_page: Open, guard: Guard, accessible: Accessible) -> None:
    stays, drops = (person(handle) for handle in DRIVERS)
    words = a_family_asks(open_page)
    cora = comes_in(open_page)
    is_sorted_and_matched(cora, open_page)
    plan = tomorrow_is_planned(cora, accessible, keeps=stays.code)
    one_drops_out(cora, open_page, plan, drops)
    the_night_passes(plan)
    is_driven(cora, open_page, guard, plan, stays)
    the_family_says_how_it_was(cora, open_page, words)
    rent_is_paid(open_page, a_family_asks_for_rent(open_page))
    the_book_is_taken_along(open_page)
    the_day_is_closed(cora, plan)
