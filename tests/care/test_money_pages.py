"""Rent on its pages: a family asks and is told by which day, keepers, approvers and payers each see their step and no more."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.care.money import (
    PRIVATE,
    TERMS,
    Sealed,
    Staff,
    a_fund,
    approved,
    asked,
    paid,
    ready_to_pay,
    scheduled,
    sealed,
    staff,
    verified,
)
from tests.cast import NORTH, SOUTH, admit
from wekeep.care.actions import rent_checking
from wekeep.care.forms.rent import month_choices
from wekeep.care.models import BookEntry, Fund, RentApproval, RentCase, RentPayment
from wekeep.care.queries import rent as queries
from wekeep.care.queries.book import held_by
from wekeep.care.queries.rent import approvals_of
from wekeep.care.rules.rent import Kind, State
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code

__all__ = ["sealed", "staff"]
pytestmark = pytest.mark.django_db
ASK, RECEIPT = "/help/rent/", "/help/rent/receipt/"


@pytest.fixture(autouse=True)
def unlocked(monkeypatch: pytest.MonkeyPatch, sealed: Sealed) -> None:
    """Whose session is unlocked is asked in other tests; here every one is."""
    monkeypatch.setattr("config.middleware.check_unlocked", lambda _unlocked: None)
    monkeypatch.setattr("wekeep.care.queries.rent_reading.read_groups", sealed.open_groups)


def form(**changed: Any) -> dict[str, Any]:
    """A request as a browser sends it."""
    sent = {
        "key": new_code(),
        "kind": "rent",
        "zone": NORTH,
        "months": [month_choices()[6][0]],
        "monthly": "1,200",
        "asked": "$1200.00",
        "name": PRIVATE.name,
        "phone": PRIVATE.phone,
        "address": PRIVATE.address,
        "payee": PRIVATE.payee,
        "pay_to": PRIVATE.pay_to,
        "note": "The boiler is broken too.",
        "do": "send",
    }
    return sent | changed


def ask(client: Client | None = None, **changed: Any) -> tuple[RentCase, str]:
    answer = (client or Client()).post(ASK, form(**changed))
    assert answer.status_code == 201, answer.content.decode()
    words = re.findall(r'<bdi dir="ltr">([a-z -]+)</bdi>', answer.content.decode())[0]
    return RentCase.objects.latest("id"), words


def page(staff: Staff, who: str, path: str) -> str:
    return staff.person(who).client().get(path).content.decode()


def take(staff: Staff, who: str, case: RentCase, do: str, **more: Any) -> Any:
    case.refresh_from_db()
    sent = {"do": do, "version": case.version, **more}
    return staff.person(who).client().post(f"/money/cases/{case.code}/step/", sent)


def test_a_family_asks_in_a_minute_and_is_told_by_which_day(staff: Staff) -> None:
    case, words = ask()
    assert (case.asked, case.monthly, case.state) == (120_000, 120_000, State.SUBMITTED)
    told = Client().post(RECEIPT, {"words": words}).content.decode()
    assert "A fund keeper reads it" in told and "<time" in told
    for private in (PRIVATE.name, PRIVATE.phone, PRIVATE.address, PRIVATE.payee):
        assert private not in told


def test_a_draft_waits_until_its_owner_sends_it(staff: Staff) -> None:
    case, words = ask(do="keep")
    assert case.state == State.DRAFT and case.code[:6] not in page(staff, "kay", "/money/")
    Client().post(RECEIPT, {"words": words, "do": "send"})
    assert case.code[:6] in page(staff, "kay", "/money/")


def test_what_is_missing_stands_on_the_familys_page_and_goes_when_they_showed_it(staff: Staff) -> None:
    case, words = ask()
    assert take(staff, "kay", case, "ask_papers", papers=["lease"]).status_code == 302
    assert "The lease" in Client().post(RECEIPT, {"words": words}).content.decode()
    assert "Somebody looks at them" in Client().post(RECEIPT, {"words": words, "do": "bring"}).content.decode()


def test_a_promise_that_was_not_kept_says_so_and_one_of_the_familys_own_does_not(staff: Staff) -> None:
    case, words = ask()
    with time_machine.travel(case.due_at + timedelta(hours=1), tick=False):
        assert "We are late" in Client().post(RECEIPT, {"words": words}).content.decode()
    take(staff, "kay", case, "ask_papers", papers=["lease"])
    case.refresh_from_db()
    with time_machine.travel(case.due_at + timedelta(hours=1), tick=False):
        assert "We are late" not in Client().post(RECEIPT, {"words": words}).content.decode()


def test_a_day_of_payment_that_passed_unpaid_is_late_from_its_end_on(staff: Staff) -> None:
    """The family reads one promise: the day on which it is paid. It is late when that day is over, and not before."""
    fund, (case, words) = a_fund(500_000), ask()
    case = scheduled(staff, approved(staff, verified(staff, case, fund)))
    assert case.pay_on
    told = Client().post(RECEIPT, {"words": words}).content.decode()
    assert "It is paid on" in told and "By this day" not in told
    ends = datetime.combine(case.pay_on + timedelta(days=1), time(), timezone.get_default_timezone())
    for hours, is_late in ((-1, False), (1, True)):
        with time_machine.travel(ends + timedelta(hours=hours), tick=False):
            assert ("We are late" in Client().post(RECEIPT, {"words": words}).content.decode()) is is_late
            assert ("Overdue" in page(staff, "pat", "/money/")) is is_late


def test_status_is_asked_about_before_anything_is_kept(staff: Staff) -> None:
    answer = Client().post(ASK, form(note="My brother is undocumented. The heat is off."))
    assert answer.status_code == 422 and not RentCase.objects.exists()
    answer = Client().post(ASK, form(note="My brother is undocumented. The heat is off.", status="remove"))
    assert answer.status_code == 201
    case, words = ask()
    changed = form(note="I am undocumented. The heat is off.", asked="900") | {"words": words, "do": "correct"}
    assert Client().post(RECEIPT, changed).status_code == 422
    case.refresh_from_db()
    assert case.asked == 120_000, "nothing was kept yet"
    assert Client().post(RECEIPT, changed | {"status": "remove"}).status_code == 200
    case.refresh_from_db()
    assert case.asked == 90_000


def test_a_navigator_files_on_the_same_form_and_is_written_down(staff: Staff) -> None:
    case, _words = ask(staff.person("kay").client())
    assert case.filed_by == staff.person("kay").code
    assert ask()[0].filed_by == ""


def test_a_whole_case_by_its_pages(staff: Staff) -> None:
    fund = a_fund(500_000)
    case, words = ask()
    for paper in ("lease", "payee_confirmed"):
        assert take(staff, "kay", case, "paper", paper=paper).status_code == 302
    slip = take(staff, "kay", case, "verify", fund=fund.code, cents="6000")
    assert slip.status_code == 409 and "zero too many" in slip.content.decode()
    assert take(staff, "kay", case, "verify", fund=fund.code, cents="1200").status_code == 302
    assert "$1,200.00</bdi></dd><dt>Last" not in page(staff, "ann", f"/money/cases/{case.code}/")
    for name in ("ann", "bob"):
        assert take(staff, name, case, "approve", cents="1,200.00").status_code == 302
    day = (clock.now() + timedelta(days=2)).date().isoformat()
    assert take(staff, "pat", case, "schedule", day=day).status_code == 302
    assert "It will be paid" in Client().post(RECEIPT, {"words": words}).content.decode()
    assert take(staff, "pat", case, "pay", method="transfer", reference="T-1").status_code == 302
    assert take(staff, "kay", case, "confirm").status_code == 302
    assert take(staff, "flo", case, "reconcile").status_code == 302
    assert take(staff, "kay", case, "close").status_code == 302
    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert "added up anew just now" in page(staff, "tom", "/money/book/").lower()


def test_a_payer_who_types_a_name_for_the_reference_finds_the_form_again_as_they_left_it(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    answer = take(staff, "pat", case, "pay", method="cheque", reference="Amina Warsame")
    page = answer.content.decode()
    assert answer.status_code == 422 and "digits and hyphens, no name." in page
    assert 'value="Amina Warsame"' in page and '<option value="cheque" selected>' in page
    assert not RentPayment.objects.exists()
    # for whom the page offers no such step it is not shown either
    assert take(staff, "kay", case, "pay", method="cheque", reference="Amina").status_code == 409
    assert take(staff, "pat", case, "pay", method="cheque", reference=" chk-7 ").status_code == 302
    assert RentPayment.objects.get().reference == "CHK-7"


def test_a_step_without_its_choice_shows_the_form_of_that_step_open(staff: Staff) -> None:
    case, _words = ask()
    answer = take(staff, "kay", case, "ask_papers")
    assert answer.status_code == 422 and '<details class="stack" open>' in answer.content.decode()
    for paper in ("lease", "payee_confirmed"):
        take(staff, "kay", case, "paper", paper=paper)
    amount = take(staff, "kay", case, "verify", cents="a lot")
    assert amount.status_code == 422 and 'value="a lot"' in amount.content.decode()


def test_an_approver_does_not_see_the_amount_they_are_to_reckon(staff: Staff) -> None:
    case = verified(staff, asked(asked=130_000).case, a_fund(500_000), cents=123_400)
    assert "1,234.00" not in page(staff, "ann", f"/money/cases/{case.code}/")
    assert "1,234.00" in page(staff, "kay", f"/money/cases/{case.code}/")
    answer = take(staff, "ann", case, "approve", cents="1000")
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == State.SUBMITTED and "1,000.00" in page(staff, "kay", f"/money/cases/{case.code}/")


STATES: dict[str, Any] = {
    "submitted": lambda _staff, _fund: asked().case,
    "verified": lambda staff, fund: verified(staff, asked().case, fund),
    "approved once": lambda staff, fund: approved(staff, verified(staff, asked().case, fund), by=("ann",)),
    "approved": lambda staff, fund: approved(staff, verified(staff, asked().case, fund)),
    "scheduled": lambda staff, fund: scheduled(staff, approved(staff, verified(staff, asked().case, fund))),
    "paid": lambda staff, fund: paid(staff, ready_to_pay(staff, fund)).case,
}
OFFERED = {
    # who: which steps in which state; bob, pat and pam had no part before they are asked
    "kay": [{"paper", "ask_papers", "decline"}, *[{"send_back", "decline"}] * 4, {"confirm"}],
    "ann": [
        {"paper", "ask_papers", "decline"},
        {"approve", "send_back", "decline"},
        *[{"send_back", "decline"}] * 3,
        {"confirm"},
    ],
    "cat": [
        {"paper", "ask_papers", "decline"},
        *[{"approve", "send_back", "decline"}] * 2,
        *[{"send_back", "decline"}] * 2,
        {"confirm"},
    ],
    "pat": [set(), set(), set(), {"schedule"}, {"pay"}, set()],
    "pam": [set(), set(), set(), {"schedule"}, {"pay"}, {"returned"}],
    "flo": [set(), set(), set(), set(), set(), {"returned", "void"}],
}


@pytest.mark.parametrize("place", range(len(STATES)), ids=list(STATES))
def test_everyone_is_offered_their_steps_and_no_others_in_every_state(staff: Staff, place: int) -> None:
    case = list(STATES.values())[place](staff, a_fund(500_000))
    for who, steps in OFFERED.items():
        shown = page(staff, who, f"/money/cases/{case.code}/")
        assert set(re.findall(r'name="do" value="(\w+)"', shown)) == steps[place], who


def test_the_readers_own_steps_stand_first_and_the_list_goes_on_behind_its_end(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    """Whatever clocks come sooner: a payer meets what they can pay, and nothing that waits is on no page."""
    monkeypatch.setattr("wekeep.care.views.money.PAGE", 3)
    fund = a_fund(900_000)
    others = [asked(private=replace(PRIVATE, phone=f"612 555 02{n:02}", address=f"{n} Elm St")).case for n in range(4)]
    case = approved(staff, verified(staff, asked().case, fund))
    RentCase.objects.filter(pk=case.pk).update(due_at=clock.now() + timedelta(days=30))
    paid(staff, ready_to_pay(staff, fund, private=replace(PRIVATE, phone="612 555 0300", address="30 Elm St")))
    first, second = page(staff, "pat", "/money/"), page(staff, "pat", "/money/?page=2")
    listed = [re.findall(r"/money/cases/(\w+)/", one) for one in (first, second)]
    assert listed[0][0] == case.code and len(listed[0]) == len(listed[1]) == 3
    assert {*listed[0], *listed[1]} == set(RentCase.objects.values_list("code", flat=True)) and len(others) == 4
    pat = staff.pat.actor
    with django_assert_max_num_queries(4):
        queries.queue_visible_to(pat)


def test_nothing_sealed_stands_on_a_page_before_it_is_opened(staff: Staff) -> None:
    case = paid(staff, ready_to_pay(staff, a_fund(500_000))).case
    paths = (
        "/money/",
        f"/money/cases/{case.code}/",
        "/money/book/",
        "/money/book.csv",
        "/money/book.beancount",
        "/funds/",
    )
    for who in ("kay", "pat", "flo", "tom"):
        for path in paths:
            shown = page(staff, who, path)
            for private in (PRIVATE.name, PRIVATE.phone, PRIVATE.address, PRIVATE.payee, PRIVATE.pay_to):
                assert private not in shown, (who, path)
    opened = staff.person("pat").client().post(f"/money/cases/{case.code}/", {"group": "payee"}).content.decode()
    assert PRIVATE.pay_to in opened and PRIVATE.name not in opened
    assert staff.person("pat").client().post(f"/money/cases/{case.code}/", {"group": "contact"}).status_code == 403


def test_another_zones_keeper_meets_no_case_of_ours(staff: Staff) -> None:
    case = asked().case
    nils = admit("nils", Role.FUND_KEEPER, zone=SOUTH).client()
    assert case.code[:6] not in nils.get("/money/").content.decode()
    assert nils.get(f"/money/cases/{case.code}/").status_code == 404
    sent = {"do": "decline", "version": 1, "reason": "sent_twice"}
    assert nils.post(f"/money/cases/{case.code}/step/", sent).status_code == 404


def test_who_only_reads_the_book_does_nothing_else(staff: Staff) -> None:
    fund = a_fund(500_000)
    tom = staff.person("tom").client()
    assert tom.get("/money/book/").status_code == 200 and tom.get("/money/").status_code == 403
    assert tom.post("/money/book/gift/", {"fund": fund.code, "cents": "5"}).status_code == 403
    assert tom.post("/money/book/undo/", {"number": "1"}).status_code == 403


def test_a_gift_is_written_in_and_undone_by_a_fund_steward(staff: Staff) -> None:
    fund, flo = a_fund(), staff.person("flo").client()
    assert flo.post("/money/book/gift/", {"fund": fund.code, "cents": "250.50"}).status_code == 302
    assert flo.post("/money/book/undo/", {"number": "1"}).status_code == 302
    assert list(BookEntry.objects.order_by("number").values_list("what", flat=True)) == ["gift", "reversal"]
    assert flo.get("/money/book/").status_code == 200


def test_a_carer_asks_back_what_they_spent(staff: Staff) -> None:
    sent = {"key": new_code(), "kind": "spent", "zone": NORTH, "asked": "23.40", "pay_to": "Cash", "note": "Milk"}
    answer = staff.person("cleo").client().post("/money/spent/", sent)
    assert answer.status_code == 201
    case = RentCase.objects.get()
    assert (case.kind, case.asked, case.filed_by) == (Kind.SPENT, 23_40, staff.person("cleo").code)
    assert staff.person("kay").client().get("/money/spent/").status_code == 403


def test_a_carers_note_is_looked_at_for_a_status_too(staff: Staff) -> None:
    sent = {"key": new_code(), "kind": "spent", "zone": NORTH, "asked": "23.40", "pay_to": "Cash"}
    sent["note"] = "Milk. The mother is undocumented."
    cleo = staff.person("cleo").client()
    answer = cleo.post("/money/spent/", sent)
    assert answer.status_code == 422 and "keep this to yourself" in answer.content.decode()
    assert not RentCase.objects.exists(), "nothing was kept yet"
    assert cleo.post("/money/spent/", sent | {"status": "remove"}).status_code == 201


def test_a_carer_who_asks_for_the_same_sum_again_says_that_it_is_another_receipt(staff: Staff) -> None:
    sent = {"kind": "spent", "zone": NORTH, "asked": "23.40", "pay_to": "Cash", "note": "Milk"}
    cleo = staff.person("cleo").client()
    statuses, keys = [], [new_code(), new_code()]
    for more in ({"key": keys[0]}, {"key": keys[1]}, {"key": keys[1], "sure": "on"}, {"key": keys[1], "sure": "on"}):
        answer = cleo.post("/money/spent/", sent | more)
        statuses.append(answer.status_code)
        if answer.status_code == 409:
            assert "asked for the same sum a short while ago" in answer.content.decode()
    assert statuses == [201, 409, 201, 200]
    again = RentCase.objects.latest("id")
    shown = page(staff, "kay", f"/money/cases/{again.code}/")
    assert "The same carer asked for the same sum before" in shown and again.same_as[:6] in shown


def test_sums_are_said_in_the_money_of_the_funds_also_before_one_is_chosen(staff: Staff) -> None:
    fund, (case, _words) = a_fund(500_000, terms=replace(TERMS, currency="CAD")), ask()
    assert "CA$1,200.00" in page(staff, "kay", f"/money/cases/{case.code}/")
    case = approved(staff, verified(staff, case, fund), by=("ann",))
    rent_checking.approve(unlocked=staff.bob, code=case.code, version=case.version, cents=110_000)
    shown = page(staff, "kay", f"/money/cases/{case.code}/")
    assert "CA$1,200.00 stood there; the second person reckoned CA$1,100.00." in shown
    a_fund(100)
    shown = page(staff, "kay", f"/money/cases/{case.code}/")
    assert "1,200.00 stood there" in shown and "$" not in shown.split("stood there")[0][-20:], (
        "it is not known in which"
    )


def _approvals() -> int:
    return RentApproval.objects.count()


def test_nobody_approves_their_own_or_twice_or_what_was_changed_through_any_page(staff: Staff) -> None:
    """Each tries with what a browser could send, whatever the page offers; on both engines nothing of it is kept."""
    fund, (case, words) = a_fund(500_000), ask(staff.person("cat").client())
    for paper in ("lease", "payee_confirmed"):
        take(staff, "kay", case, "paper", paper=paper)
    take(staff, "kay", case, "verify", fund=fund.code, cents="1200")
    for own in ("cat", "kay", "pat", "flo", "tom", "cleo"):
        take(staff, own, case, "approve", cents="1200")
    assert _approvals() == 0, "cat filed it, kay put it down, the others are no keepers"
    for _time in range(2):
        take(staff, "ann", case, "approve", cents="1200")
    assert _approvals() == 1
    old: dict[str, Any] = {"do": "approve", "version": case.version, "cents": "1200"}
    changed = form(payee="Oak Homes", asked="1300") | {"words": words, "do": "correct"}
    assert Client().post(RECEIPT, changed).status_code == 200
    staff.person("bob").client().post(f"/money/cases/{case.code}/step/", old)
    case.refresh_from_db()
    assert (_approvals(), case.state, case.amount) == (1, State.SUBMITTED, 0) and case.version > old["version"]
    assert approvals_of(case) == [], "the yes to what stood there before is about it no more"


def test_nobody_pays_what_they_had_a_part_in_or_twice_through_any_page(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    for own in ("kay", "ann", "bob", "cat", "flo", "tom", "cleo"):
        take(staff, own, case, "pay", method="cash", reference="1")
    assert RentPayment.objects.count() == 0
    sent = {"do": "pay", "version": case.version, "method": "cash", "reference": "1"}
    for who in ("pat", "pat", "pam"):
        staff.person(who).client().post(f"/money/cases/{case.code}/step/", sent)
    assert (RentPayment.objects.count(), held_by(fund)) == (1, 380_000)
    for do in ("confirm", "returned", "void", "reconcile"):
        take(staff, "pat", case, do)
    case.refresh_from_db()
    assert case.state == State.PAID and held_by(fund) == 380_000


def test_the_public_reads_totals_as_a_page_and_as_json(staff: Staff) -> None:
    fund = a_fund(500_000)
    paid(staff, ready_to_pay(staff, fund))
    assert "$5,000.00" in Client().get("/funds/").content.decode()
    told = Client().get("/feeds/funds.json").json()
    assert told["funds"] == [
        {
            "name": fund.name,
            "currency": "USD",
            "given": 500_000,
            "for_homes": None,
            "for_care": None,
            "held": None,
            "payments": None,
        }
    ]
    assert told["entries"] == 2 and Fund.objects.count() == 1
