"""The questions that passkeys answer, and touching one for a single look."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of, set_touched
from wekeep.people.actions.passkeys import Purpose, Question, Site, answered, ask, ask_new
from wekeep.people.models import Member
from wekeep.people.rules.factor import TouchToChange
from wekeep.people.views.waiting import waits_in
from wekeep.vault.rules.unlocked import TouchFirst

_SENT_WITH_IT = frozenset({"csrfmiddlewaretoken", "touch_for", "touch_ticket", "touch_answer", "next"})
# what somebody typed to show who they are lies hidden in no page
_NEVER_BACK = frozenset({"passphrase", "proof"})


def site_of(request: HttpRequest) -> Site:
    """Host and origin as this browser has them; Django has checked the host against the ones we answer to."""
    host = request.get_host()
    return Site(host.rsplit(":", 1)[0] if not host.endswith("]") else host, f"{request.scheme}://{host}")


@require_GET
def question(request: HttpRequest) -> HttpResponse:
    """A fresh question for the purpose named; it costs nothing and nothing of it is kept."""
    purpose = request.GET.get("for", "")
    if purpose not in set(map(str, Purpose)):
        raise NotFound
    site, wanted = site_of(request), Purpose(purpose)
    who = _whose(request, wanted)
    if wanted is Purpose.ADD:
        return JsonResponse(ask_new(site=site, member=Member.objects.get(code=who)))
    at = request.GET.get("at", "")[:200] if wanted is Purpose.TOUCH else ""
    return JsonResponse(ask(site=site, question=Question(wanted, who, at)))


def take_touch(request: HttpRequest) -> None:
    """Let the passkey answer that this form brings count for this request, where it was asked for a touch at this very
    address; other answers are for the view to judge, and one that is wrong is none."""
    ticket, answer = request.POST.get("touch_ticket", ""), request.POST["touch_answer"]
    if request.POST.get("touch_for") == Purpose.TOUCH:
        asked = Question(Purpose.TOUCH, actor_of(request).code, request.path)
        try:
            answered(site=site_of(request), question=asked, ticket=ticket, answer=answer)
        except Refused:
            return
        set_touched(request)


def touch_first(request: HttpRequest, trouble: TouchFirst) -> HttpResponse:
    """Ask for a touch, and bring the same form again with it, every value of a field that has several."""
    again = [(name, values) for name, values in request.POST.lists() if name not in _SENT_WITH_IT | _NEVER_BACK]
    fields = [(name, value) for name, values in again for value in values]
    told = {"action": request.get_full_path(), "fields": fields, "changes": isinstance(trouble, TouchToChange)}
    return render(request, "people/touch.html", told, status=409)


def _whose(request: HttpRequest, purpose: Purpose) -> str:
    """Whose passkey is asked: whoever is at the second step, the member signed in, or anyone's."""
    if purpose is Purpose.SIGN_IN:
        return ""
    if purpose is Purpose.STEP:
        waits = waits_in(request)
        code = waits.found.member.code if waits else ""
    else:
        code = actor_of(request).code
    if not code:
        raise NotFound
    return code
