"""The stewards' page of the log of reads and powers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from wekeep.desk.notices import LOGGED_GROUPS, power_words
from wekeep.desk.queries.log import reading_of
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.views.few import few_shown
from wekeep.vault.queries.audit import Head, newest_head, verify_log

DAYS = (1, 7, 30)


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint's words and the roles that too few hold; on POST the whole check, or who opened how much."""
    actor = actor_of(request)
    actor.require(Ability.SEE_JOURNAL)
    shown: dict[str, Any] = {
        "head": _head(),
        "few": few_shown(actor),
        "days": DAYS,
    }
    if request.method == "POST" and request.POST.get("do") == "check":
        shown["verdict"] = verify_log()
    elif request.method == "POST":
        reading = reading_of(unlocked_of(request), _days(request))
        shown |= {
            "reading": reading,
            "chosen": _days(request),
            "readers": [(one, [(LOGGED_GROUPS.get(g, g), n) for g, n in one.groups]) for one in reading.readers],
            "powers": [(one, power_words(one.power)) for one in reading.powers],
        }
    return render(request, "desk/log.html", shown)


def _head() -> Head | None:
    try:
        return newest_head()
    except Refused:
        return None


def _days(request: HttpRequest) -> int:
    asked = request.POST.get("days", "")
    return int(asked) if asked in {str(one) for one in DAYS} else DAYS[0]
