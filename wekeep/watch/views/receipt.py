"""What became of a report: its reporter comes back with six words, which travel in the body of a POST and nowhere else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.kit.actor import Actor, ActorKind
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of
from wekeep.people.forms.application import WordsForm, said
from wekeep.people.views.origin import without_cookie
from wekeep.watch import notices
from wekeep.watch.actions.reach import drop_reach
from wekeep.watch.actions.sightings import add_to_sighting, correct_sighting, withdraw_sighting
from wekeep.watch.actions.sweeping import send_on, wants_proof
from wekeep.watch.actions.taking import bring_in
from wekeep.watch.forms.receipt import AddForm, correction_form
from wekeep.watch.forms.source import brake_receipts, sender_of
from wekeep.watch.models import Sighting
from wekeep.watch.queries.positions import place_name
from wekeep.watch.queries.reach import reachable_among
from wekeep.watch.queries.sightings import progress_of, sighting_by_receipt

Step = Callable[[HttpRequest, str, Sighting], HttpResponse]


@without_cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the words; on POST show what became of the report, or change it."""
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return render(request, "watch/receipt.html", {"form": form})
    brake_receipts(request)
    if not form.is_valid():
        return render(request, "watch/receipt.html", {"form": form}, status=422)
    words = form.cleaned_data["words"]
    try:
        bring_in(words=words)
        sighting = sighting_by_receipt(words)
    except NotFound:
        form.add_error("words", _("No report has these words. Check each word. Reports are deleted after three days."))
        return render(request, "watch/receipt.html", {"form": form}, status=404)
    return _STEPS.get(request.POST.get("do", ""), _look)(request, words, sighting)


def _look(request: HttpRequest, words: str, sighting: Sighting) -> HttpResponse:
    return _status(request, words, sighting)


def _add(request: HttpRequest, words: str, sighting: Sighting) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        return _status(request, words, sighting, form, status=422)
    try:
        changed = add_to_sighting(actor=holder_of(sighting), words=words, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("text", said(refusal))
        return _status(request, words, sighting, form, status=422)
    return _status(request, words, changed, done=_("Added. Thank you."))


def _edit(request: HttpRequest, words: str, sighting: Sighting) -> HttpResponse:
    return render(request, "watch/correct.html", {"form": correction_form(sighting), "words": words})


def _correct(request: HttpRequest, words: str, sighting: Sighting) -> HttpResponse:
    form = correction_form(sighting, request.POST)
    if form.is_valid() and form.report is not None:
        try:
            changed = correct_sighting(actor=holder_of(sighting), words=words, report=form.report)
            return _status(request, words, changed, done=_("Corrected. Thank you."))
        except Refused as refusal:
            form.add_error(None, said(refusal))
    return render(request, "watch/correct.html", {"form": form, "words": words}, status=422)


def _withdraw(request: HttpRequest, words: str, sighting: Sighting) -> HttpResponse:
    return _status(request, words, withdraw_sighting(actor=holder_of(sighting), words=words))


def _unreach(request: HttpRequest, words: str, _sighting: Sighting) -> HttpResponse:
    return _status(request, words, drop_reach(words=words), done=_("Forgotten. Nobody can reach you by it any more."))


def _send_on(request: HttpRequest, words: str, _sighting: Sighting) -> HttpResponse:
    went = send_on(words=words, sender=sender_of(request, actor_of(request)))
    words_back = _("It goes on now. Thank you for waiting.") if went else _("Not yet. Wait a little and press again.")
    return _status(request, words, sighting_by_receipt(words), done=words_back)


_STEPS: dict[str, Step] = {
    "send_on": _send_on,
    "add": _add,
    "edit": _edit,
    "correct": _correct,
    "withdraw": _withdraw,
    "unreach": _unreach,
}


def holder_of(sighting: Sighting) -> Actor:
    """Whoever has the words: known by the report's own code and by nothing else."""
    return Actor(ActorKind.RECEIPT_HOLDER, sighting.code)


def _status(
    request: HttpRequest,
    words: str,
    sighting: Sighting,
    form: AddForm | None = None,
    *,
    done: str = "",
    status: int = 200,
) -> HttpResponse:
    progress = progress_of(sighting)
    told = {"progress": progress, "sentences": notices.progress_words(progress), "sighting": sighting}
    told |= {
        "on_the_map": place_name(sighting.lat, sighting.lon),
        "activity": notices.ACTIVITY_WORDS[sighting.activity],
        "additions": sighting.additions.order_by("added_at"),
        "reachable": bool(reachable_among([sighting.code])),
        "wants_proof": wants_proof(sighting),
    }
    return render(
        request, "watch/status.html", told | {"words": words, "form": form or AddForm(), "done": done}, status=status
    )
