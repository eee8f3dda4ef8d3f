"""What came in a flood, looked through many at once: tick what is true, look at it once more, put the rest away; and take that back."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wekeep.care import notices
from wekeep.care.actions import flood as actions
from wekeep.care.forms.flood import chosen_in, press_in
from wekeep.care.models import PutAway, RentCase, Request
from wekeep.care.notices.rent import KIND_WORDS
from wekeep.care.queries import flood as queries
from wekeep.care.queries.funds import currency_before_a_fund
from wekeep.care.rules.rent import Kind
from wekeep.care.rules.window import Urgency
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.kit.money import amount
from wekeep.people.access import actor_of
from wekeep.people.queries.members import handles_of
from wekeep.places.queries.zones import zone_names


class _Put(Protocol):
    def __call__(self, *, actor: Actor, codes: Collection[str], kept: Collection[str]) -> actions.Done: ...


class _Back(Protocol):
    def __call__(self, *, actor: Actor, press: str) -> int: ...


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One kind of what comes in floods: whose it is to look through, where, and how."""

    ability: Ability
    door: str
    one: str
    home: str
    read: Callable[[Actor], queries.Flood]
    presses: Callable[[Actor], list[PutAway]]
    lines: Callable[[list[list[Any]]], list[tuple[str, list[str]]]]
    put_away: _Put
    bring_back: _Back


@require_http_methods(["GET", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    """Of requests for help."""
    return _page(request, _REQUESTS)


@require_http_methods(["GET", "POST"])
def cases(request: HttpRequest) -> HttpResponse:
    """Of rent cases."""
    return _page(request, _CASES)


def _page(request: HttpRequest, shelf: _Shelf) -> HttpResponse:
    actor = actor_of(request)
    actor.require(shelf.ability)
    if request.method == "GET":
        return render(request, "care/flood.html", _shown(actor, shelf))
    do = _DO.get(request.POST.get("do", ""))
    if do is None:
        raise Refused("Choose one of the steps that are offered.")
    return do(request, actor, shelf)


def _shown(actor: Actor, shelf: _Shelf) -> dict[str, Any]:
    flood, presses = shelf.read(actor), shelf.presses(actor)
    names = handles_of({_who(one) for one in presses})
    return {
        "shelf": shelf,
        "rows": [
            (row, *said) for row, said in zip(flood.rows, shelf.lines([row.asked for row in flood.rows]), strict=True)
        ],
        "count": flood.count,
        "codes": " ".join(row.code for row in flood.rows),
        "presses": [(one, names.get(_who(one), one.by[:6])) for one in presses],
    }


def _who(press: PutAway) -> tuple[str, str]:
    return press.by, str(getattr(press, "zone", ""))


def _ask(request: HttpRequest, _actor: Actor, shelf: _Shelf) -> HttpResponse:
    """Say what the press would do, before it does it."""
    shown = {"shelf": shelf, "chosen": chosen_in(request.POST)}
    return render(request, "care/flood_sure.html", shown)


def _put_away(request: HttpRequest, actor: Actor, shelf: _Shelf) -> HttpResponse:
    chosen = chosen_in(request.POST)
    done = shelf.put_away(actor=actor, codes=chosen.shown, kept=chosen.kept)
    messages.success(request, notices.put_away_words(done.away, done.kept))
    return redirect(shelf.door)


def _bring_back(request: HttpRequest, actor: Actor, shelf: _Shelf) -> HttpResponse:
    shelf.bring_back(actor=actor, press=press_in(request.POST))
    messages.success(request, _("Brought back."))
    return redirect(shelf.door)


def _request_lines(forms: list[list[Request]]) -> list[tuple[str, list[str]]]:
    return [_request_line(asked) for asked in forms]


def _request_line(asked: list[Request]) -> tuple[str, list[str]]:
    first, languages = asked[0], dict(settings.LANGUAGES)
    what = " · ".join(str(notices.need_words(one.need)) for one in asked)
    said = [
        first.area,
        languages.get(first.language, _("Another language")),
        notices.URGENCY_WORDS[Urgency(first.urgency)],
    ]
    return what, [str(one) for one in said if one]


def _case_lines(forms: list[list[RentCase]]) -> list[tuple[str, list[str]]]:
    languages, zones, currency = dict(settings.LANGUAGES), zone_names(), currency_before_a_fund()
    lines = list[tuple[str, list[str]]]()
    for (one,) in forms:
        language = str(languages.get(one.language, _("Another language")))
        said = [zones.get(one.zone, one.zone), language, ", ".join(one.months), amount(one.asked, currency)]
        lines.append((str(KIND_WORDS[Kind(one.kind)]), said))
    return lines


_DO: dict[str, Callable[[HttpRequest, Actor, _Shelf], HttpResponse]] = {
    "ask": _ask,
    "put_away": _put_away,
    "bring_back": _bring_back,
}
_REQUESTS = _Shelf(
    Ability.SORT_REQUESTS,
    "care:flood",
    "care:request",
    "care:requests",
    queries.flood_of_requests,
    queries.presses_on_requests,
    _request_lines,
    actions.put_away_requests,
    actions.bring_back_requests,
)
_CASES = _Shelf(
    Ability.TAKE_RENT,
    "care:money_flood",
    "care:case",
    "care:money",
    queries.flood_of_cases,
    queries.presses_on_cases,
    _case_lines,
    actions.put_away_cases,
    actions.bring_back_cases,
)
