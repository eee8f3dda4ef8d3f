"""Vouching for people, and looking at whom a removed member vouched for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.actions.vouches import void_vouches, vouch
from wekeep.people.forms.vetting import VouchForm
from wekeep.people.models import Member
from wekeep.people.queries import get_member
from wekeep.people.queries.names import name_in
from wekeep.people.queries.ranks import rank_of
from wekeep.people.queries.vouches import below
from wekeep.people.rules.rank import Rank
from wekeep.people.rules.vouch import MOST_OPEN, left_to_give
from wekeep.places.queries.today import today


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Vouch for someone; the one-time join code is on the page that answers, and nowhere else."""
    actor = actor_of(request)
    form = VouchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return render(request, "people/join_code.html", {"code": vouch(actor=actor, **form.cleaned_data)})
    given = Member.objects.filter(code=actor.code).values_list("vouched_on", flat=True).first() or []
    context = {
        "form": form,
        "may": rank_of(actor.code) >= Rank.L2,
        "left": left_to_give(given, today()),
        "most": MOST_OPEN,
    }
    return render(request, "people/vouch.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Whom this member vouched for, and so on down; on POST those vouches become void."""
    actor = actor_of(request)
    actor.require(Ability.REVIEW_TRUST)
    member = get_member(actor, code)
    people = below(actor, unlocked_of(request), member.code) if request.method == "POST" else None
    if people is not None and request.POST.get("do") == "void":
        touched = void_vouches(actor=actor, codes=[vouched for one in people for vouched in one.vouches])
        messages.success(
            request, ngettext("%(n)s person was touched.", "%(n)s people were touched.", touched) % {"n": touched}
        )
        return redirect("people:member", code=member.code)
    handles = dict(Member.objects.filter(code__in=[p.person for p in people or ()]).values_list("code", "handle"))
    shown = [(one, handles.get(one.person, _("not a member yet"))) for one in people or ()]
    context = {"member": member, "people": shown, "looked": people is not None}
    return render(request, "people/review.html", context | {"reader": name_in(actor, EVERY_ZONE), "now": clock.now()})
