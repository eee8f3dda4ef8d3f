"""A message from a chat, read into the sighting form by a member who files it for someone else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.people.access import actor_of
from wekeep.watch.forms.paste import PasteForm, form_of
from wekeep.watch.forms.report import ReportForm
from wekeep.watch.rules.paste import read
from wekeep.watch.rules.status import Source
from wekeep.watch.views.report import take


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Ask for the message; on POST show the form as read, and what could not be read."""
    actor_of(request).require(Ability.FILE_FOR_OTHERS)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "watch/paste.html", {"form": form}, status=422 if form.errors else 200)
    pasted = read(form.cleaned_data["message"], clock.now())
    if not pasted.is_sighting:
        return render(request, "watch/paste.html", {"form": form, "none": True})
    return render(request, "watch/pasted.html", {"form": form_of(pasted), "pasted": pasted})


@sensitive_post_parameters()
@require_POST
def file_pasted(request: HttpRequest) -> HttpResponse:
    """Store the sighting as the member has checked it."""
    actor = actor_of(request)
    actor.require(Ability.FILE_FOR_OTHERS)
    form = ReportForm(request.POST)
    return take(
        request,
        form,
        actor,
        Source.PASTE,
        lambda status: render(request, "watch/pasted.html", {"form": form}, status=status),
    )
