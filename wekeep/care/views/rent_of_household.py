"""What a household does about the money it asked for among other things, on the page that its six words open."""

from collections.abc import Callable
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wekeep.care.actions import rent, rent_of_household
from wekeep.care.forms.rent import ToldForm
from wekeep.care.models import Household, RentCase
from wekeep.care.notices.rent import KIND_WORDS
from wekeep.care.rules.rent import Kind
from wekeep.kit.errors import NotFound

Step = Callable[[HttpRequest, str, Household], HttpResponse]


class Look(Protocol):
    """Shows the household's page; `done` says what was just done."""

    def __call__(self, request: HttpRequest, words: str, one: Household, **more: Any) -> HttpResponse: ...


def steps_of(look: Look) -> dict[str, Step]:
    """The steps by their names, each ending on the page that `look` shows."""

    def tell(request: HttpRequest, words: str, one: Household) -> HttpResponse:
        case = _rent_of(request, one)
        form = ToldForm(request.POST, has_payee=rent_of_household.has_payee(case))
        if not form.is_valid():
            return _page(request, words, case, form, status=422)
        rent_of_household.tell(words=words, code=case.code, told=form.told())
        return look(request, words, one, done=_("Thank you. It is read anew with what you wrote."))

    def bring(request: HttpRequest, words: str, one: Household) -> HttpResponse:
        rent.bring_papers(words=words, code=_rent_of(request, one).code)
        return look(request, words, one, done=_("Thank you. Somebody looks at them."))

    def withdraw(request: HttpRequest, words: str, one: Household) -> HttpResponse:
        rent.withdraw(words=words, code=_rent_of(request, one).code)
        return look(request, words, one, done=_("Taken back."))

    return {"rent_edit": _edit, "rent_tell": tell, "rent_bring": bring, "rent_withdraw": withdraw}


def _edit(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    case = _rent_of(request, one)
    known = {"months": case.months, "asked": f"{case.asked // 100}.{case.asked % 100:02}" if case.asked else ""}
    return _page(request, words, case, ToldForm(initial=known, has_payee=rent_of_household.has_payee(case)))


def _rent_of(request: HttpRequest, one: Household) -> RentCase:
    """The household's case that the page names; NotFound for any other."""
    found = one.rents.filter(code=request.POST.get("code", "")).first()
    if found is None:
        raise NotFound
    return found


def _page(request: HttpRequest, words: str, case: RentCase, form: ToldForm, status: int = 200) -> HttpResponse:
    shown = {"form": form, "words": words, "code": case.code, "kind": KIND_WORDS[Kind(case.kind)]}
    shown["has_payee"] = rent_of_household.has_payee(case)
    return render(request, "care/money/told.html", shown, status=status)
