"""A carer asks back what they spent for others, or for money before they spend it; on the same way as a rent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from wekeep.care.actions import rent as actions
from wekeep.care.actions.rent_checking import Doubtful
from wekeep.care.forms.rent import SpentForm
from wekeep.care.queries.rent import open_zones
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said


@require_http_methods(["GET", "POST"])
def spent(request: HttpRequest) -> HttpResponse:
    """The form; on POST file it in the carer's own name."""
    actor = actor_of(request)
    actor.require(Ability.ASK_MONEY_BACK)
    form = SpentForm(request.POST if request.method == "POST" else None, zones=open_zones())
    if request.method == "GET" or not form.is_valid() or form.asks:
        return _page(request, form, 200 if request.method == "GET" else 422)
    try:
        filed = actions.file_case(
            actor=actor,
            wish=form.wish(),
            private=form.private_of(str(request.user)),
            language=get_language() or "en",
            key=form.cleaned_data["key"],
            body=form.body(),
            is_sure=form.cleaned_data["sure"],
        )
    except Doubtful:
        return _page(request, form, 409, again=True)
    except Refused as refusal:
        form.add_error(None, said(refusal))
        return _page(request, form, 409)
    return render(request, "care/money/filed.html", {"filed": filed}, status=201 if filed.is_new else 200)


def _page(request: HttpRequest, form: SpentForm, status: int, *, again: bool = False) -> HttpResponse:
    """`again`: the same sum was asked for a short while ago."""
    shown = {"form": form, "is_open": bool(open_zones()), "again": again or form.data.get("sure")}
    return render(request, "care/money/spent.html", shown, status=status)
