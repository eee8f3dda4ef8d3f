"""Breaking the glass, and the review that follows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.kit.errors import NotFound
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.actions.glass import break_glass, review_glass
from wekeep.vault.queries.glass import broken_glass_visible_to


@sensitive_post_parameters("reason")
@require_http_methods(["GET", "POST"])
def break_it(request: HttpRequest) -> HttpResponse:
    """In an emergency: open more than one's share, for an hour, under others' eyes."""
    if request.method == "POST":
        break_glass(unlocked=unlocked_of(request), reason=request.POST.get("reason", ""))
        messages.warning(request, _("You may open twelve more in this hour. The others were told just now."))
        return redirect("desk:desk")
    return render(request, "desk/glass.html")


@require_POST
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether it was right."""
    actor = actor_of(request)
    if code not in {one.code for one in broken_glass_visible_to(actor)}:
        raise NotFound
    review_glass(actor=actor, code=code, right=request.POST.get("do") == "right")
    messages.success(request, _("Written down."))
    return redirect("desk:two_persons")
