"""The public pages: the front door, what is happening now, one alert, and answers to rumours."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from wekeep.alerts.queries.alerts import Said, has_vanished
from wekeep.desk.notices import public as notices
from wekeep.desk.queries import public as reading
from wekeep.desk.queries.public import PublicAlert, PublicAnswer
from wekeep.desk.rules.outline import middle
from wekeep.desk.rules.search import matching
from wekeep.desk.views.shared import fresh_while_they_last, page
from wekeep.kit.errors import Gone
from wekeep.kit.text import clean_line

LONGEST_SEARCH = 100

Words = Promise | str


@dataclass(frozen=True, slots=True)
class Shown:
    """An alert with its words in the reader's language."""

    alert: PublicAlert
    state: Words
    tone: str
    spoken: notices.Spoken


@page
def home(request: HttpRequest) -> HttpResponse:
    """What a neighbour sees first."""
    shown = reading.public_alerts()
    live = [_shown(alert) for alert in shown if alert.is_live]
    answers = _answers(reading.public_answers()[:3])
    response = _render(request, "desk/home.html", {"live": live, "answers": answers, "languages": settings.LANGUAGES})
    return fresh_while_they_last(response, shown)


@page
def now(request: HttpRequest) -> HttpResponse:
    """Everything confirmed that goes on, and what ended lately, as a list and on a map."""
    shown = reading.public_alerts()
    live = [_shown(alert) for alert in shown if alert.is_live]
    ended = [_shown(alert) for alert in shown if not alert.is_live]
    return fresh_while_they_last(_render(request, "desk/now.html", {"live": live, "ended": ended}), shown)


@page
def public_alert(request: HttpRequest, code: str) -> HttpResponse:
    """One alert with everything that was said about it, in the reader's language."""
    if has_vanished(code):
        raise Gone
    alert = reading.get_public_alert(code)
    said = [(one, notices.said_words(one), _spoken(one)) for one in alert.said]
    context = {"one": _shown(alert), "said": said, "center": "{},{}".format(*middle(alert.latest.cells))}
    return fresh_while_they_last(_render(request, "desk/public_alert.html", context), [alert])


@csrf_exempt
def rumours(request: HttpRequest) -> HttpResponse:
    """The answers to rumours; those that fit where words are posted.

    The words are posted so that they stand in no address and no log. A search changes nothing, so it needs no token
    against forgery, which would be a cookie.
    """
    return _found(request) if request.method == "POST" else _all_answers(request)


@page
def _all_answers(request: HttpRequest) -> HttpResponse:
    return _render(request, "desk/rumours.html", {"answers": _answers(reading.public_answers())})


def _found(request: HttpRequest) -> HttpResponse:
    words = clean_line(request.POST.get("words", ""), LONGEST_SEARCH)
    answers = reading.public_answers()
    chosen = matching(words, [notices.searched_words(answer) for answer in answers])
    context = {"answers": _answers([answers[at] for at in chosen]), "typed": words}
    return _render(request, "desk/rumours.html", context)


def _answers(answers: list[PublicAnswer]) -> list[tuple[PublicAnswer, str]]:
    return [(one, notices.answer_line(one)) for one in answers]


def _shown(alert: PublicAlert) -> Shown:
    return Shown(alert, notices.state_words(alert), notices.TONES[alert.state], _spoken(alert.latest))


def _spoken(said: Said) -> notices.Spoken:
    return notices.in_language(get_language() or settings.LANGUAGE_CODE, said)


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Without the messages of an earlier step, which belong to one person and not on a page that caches keep."""
    return render(request, template, {"messages": (), **context})
