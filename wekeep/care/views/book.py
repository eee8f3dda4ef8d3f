"""The book of the funds: read, taken away as a file, gifts written in, and entries undone."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wekeep.care.actions.book import undo_entry, write_gift
from wekeep.care.forms.funds import GiftForm
from wekeep.care.models import Fund
from wekeep.care.notices import rent as notices
from wekeep.care.queries.book import PAGE, entries_visible_to, verify_book, whole_book
from wekeep.care.queries.funds import funds_visible_to
from wekeep.care.rules import export
from wekeep.care.rules.book import Entry, What
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.kit.money import amount
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of, unlocked_of


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """A page of entries, the newest first, with what every account holds and whether the book is whole."""
    actor = actor_of(request)
    actor.require(Ability.SEE_BOOK)
    entries = entries_visible_to(actor, before=whole_number(request.GET.get("before", "")) or 0)
    names = dict(Fund.objects.values_list("code", "name"))
    verdict = verify_book()
    sums = [
        (names.get(fund, fund), notices.ACCOUNT_WORDS[account], amount(cents, currency))
        for (fund, account, currency), cents in sorted(verdict.sums.items())
    ]
    context = {
        "rows": [_row(one, names) for one in entries],
        "sums": sums,
        "verdict": verdict,
        "older": entries[-1].number if len(entries) == PAGE else 0,
        "gift_form": GiftForm(funds=[(one.code, one.name) for one in funds_visible_to(actor)]),
        "may_write": actor.may(Ability.KEEP_FUNDS),
    }
    return render(request, "care/money/book.html", context)


def _row(one: Entry, names: dict[str, str]) -> dict[str, object]:
    legs = [
        (names.get(leg.fund, leg.fund), notices.ACCOUNT_WORDS[leg.account], amount(leg.cents, leg.currency))
        for leg in one.legs
    ]
    may_undo = one.what in (What.GIFT, What.SETTLEMENT)
    return {"one": one, "what": notices.WHAT_WORDS[one.what], "at": _moment(one), "legs": legs, "may_undo": may_undo}


def _moment(one: Entry) -> object:
    return export.moment_of(one.at)


@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The book as CSV: codes and sums, no person."""
    actor_of(request).require(Ability.SEE_BOOK)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="book.csv"'
    rows = csv.writer(answer)
    rows.writerow(export.COLUMNS)
    rows.writerows(export.rows(whole_book(), timezone.get_default_timezone()))
    return answer


@require_GET
def as_beancount(request: HttpRequest) -> HttpResponse:
    """The book as Beancount reads it."""
    actor_of(request).require(Ability.SEE_BOOK)
    answer = HttpResponse(
        export.beancount(whole_book(), timezone.get_default_timezone()), content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="book.beancount"'
    return answer


@require_POST
def gift(request: HttpRequest) -> HttpResponse:
    """Money came in."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_FUNDS)
    form = GiftForm(request.POST, funds=[(one.code, one.name) for one in funds_visible_to(actor)])
    if not form.is_valid():
        raise Refused("Put down an amount.")
    said = form.cleaned_data
    sure, key = said["sure"], said["key"]
    write_gift(unlocked=unlocked_of(request), fund=said["fund"], cents=said["cents"], is_sure=sure, key=key)
    messages.success(request, _("Written down."))
    return redirect("care:book")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """An entry was written in error: its mirror is entered."""
    actor_of(request).require(Ability.KEEP_FUNDS)
    undo_entry(unlocked=unlocked_of(request), number=whole_number(request.POST.get("number", "")) or 0)
    messages.success(request, _("Written down."))
    return redirect("care:book")
