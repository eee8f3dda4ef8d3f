"""The demo's own pages: what it is, the neighbours' phones, and the button that tells the story. Nowhere but in a demo."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wekeep.desk.actions.phones import Handset, changes, handsets
from wekeep.desk.actions.story import begin_story
from wekeep.desk.rules.demo import CAST

View = Callable[..., HttpResponse]


def only_in_a_demo(view: View) -> View:
    """As if it did not exist, anywhere else."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request)

    return guarded


@only_in_a_demo
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """What this is, and who one can be."""
    return render(request, "desk/demo.html", {"cast": CAST})


@only_in_a_demo
@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Tell the story, unless it is being told."""
    if not begin_story():
        messages.info(request, _("The story is being told. Look at the phones and the board."))
    return redirect("desk:phones")


@only_in_a_demo
@require_GET
def phones(request: HttpRequest) -> HttpResponse:
    """Everyone's phone side by side."""
    return render(request, "desk/phones.html", _shown())


@only_in_a_demo
@require_GET
def phones_now(request: HttpRequest) -> HttpResponse:
    """The phones alone, fetched every second; 204 where nothing is new, so that nothing on the page moves."""
    if request.GET.get("seen") == str(changes()):
        return HttpResponse(status=204)
    return render(request, "desk/_phones.html", _shown())


def _shown() -> dict[str, object]:
    seen = changes()
    return {"phones": [_with_language(one) for one in handsets()], "seen": seen}


def _with_language(one: Handset) -> dict[str, object]:
    info = get_language_info(one.owner.language)
    notices = list(one.notices)
    return {
        "owner": one.owner,
        "is_on": one.is_on,
        "language": info["name_local"],
        "direction": "rtl" if info["bidi"] else "ltr",
        "newest": notices[0] if notices else None,
        "earlier": notices[1:4],
    }
