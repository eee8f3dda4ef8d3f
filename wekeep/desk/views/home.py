"""A member's own start page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wekeep.desk.queries.log import touches_visible_to
from wekeep.desk.queries.waiting import waiting_for
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.access import actor_of
from wekeep.people.forms import DutyForm
from wekeep.people.queries import duties_of, duty_zones
from wekeep.people.queries.few import few_visible_to
from wekeep.people.views.changes import changes_told
from wekeep.vault.queries.glass import broken_glass_visible_to


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What a member sees after signing in."""
    actor = actor_of(request)
    zones = duty_zones(actor)
    waiting = [one for one in waiting_for(actor) if not one.mine and not one.about_me]
    context: dict[str, Any] = {
        "factor_changes": changes_told(actor.code),
        "waiting": len(waiting) + len(broken_glass_visible_to(actor)),
        "may_agree": actor.may(Ability.AGREE_TO_POWERS, EVERY_ZONE),
        "few": few_visible_to(actor),
        "touches": sum(one.is_new for one in touches_visible_to(actor)),
        "duties": duties_of(actor),
        "duty_form": DutyForm(zones=zones) if zones else None,
    }
    return render(request, "desk/desk.html", context)
