"""Pages of trips: of one request, of a whole day, and many made at once; and who rides with whom."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.care.actions import pick_ups, trips
from wekeep.care.actions.looks import note_looks
from wekeep.care.forms.trips import (
    DeliverAllForm,
    DeliveryForm,
    FetchForm,
    RideForm,
    delivery_initial,
    fetch_initial,
    ride_initial,
)
from wekeep.care.models import Request
from wekeep.care.notices import FIELD_WORDS, need_words
from wekeep.care.notices.fleet import (
    ITEM_WORDS,
    TRIP_STATE_WORDS,
    TRIP_TONES,
    WAY_WORDS,
    day_words,
    party_words,
    span_of,
    trip_times,
)
from wekeep.care.notices.runs import PURPOSE_WORDS, boxes_words
from wekeep.care.queries.fleet import places_for
from wekeep.care.queries.reading import read_answers
from wekeep.care.queries.requests import get_request
from wekeep.care.queries.trips import day_visible_to, is_still_to_come, ready_for, trips_of_request, two_ride
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.pick_up import spoken_code
from wekeep.care.rules.stock import PickUpState
from wekeep.care.rules.trip import TO_PLAN, Purpose, TripState, Way
from wekeep.care.rules.trip_wish import KINDS, Back
from wekeep.care.rules.way_back import StillRides
from wekeep.care.views.fleet import day_of, done
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of, unlocked_of

_HUB = (DestinationKind.HUB,)


def trip_row(trip: Any) -> dict[str, Any]:
    """One trip as lists show it: where, when, what or who, and where it stands; nothing of anybody."""
    state = TripState(trip.state)
    what = f"{ITEM_WORDS.get(trip.item, trip.item)}: {boxes_words(trip.boxes)}" if trip.boxes else party_words(trip)
    return {
        "one": trip,
        "day": day_words(trip.day),
        "purpose": PURPOSE_WORDS[Purpose(trip.purpose)],
        "way": WAY_WORDS[Way(trip.way)],
        "what": what,
        "times": trip_times(trip),
        "state": TRIP_STATE_WORDS[state],
        "tone": TRIP_TONES.get(state, "clear"),
        "may_cancel": is_still_to_come(trip),
        "two": two_ride(trip),
        "asks": trip.still_rides == StillRides.ASKED and state in TO_PLAN,
    }


@require_http_methods(["GET", "POST"])
def of_request(request: HttpRequest, code: str) -> HttpResponse:
    """The trips of one request, and a form that is filled in from what is known of it; on POST make them, or read the answers first."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    one = get_request(actor, code)
    actor.require(Ability.PLAN_RUNS, one.zone)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    answers = _answers(request, one) if do == "read" else {}
    kept = _Forms(actor, one, answers, request.POST if do in _MAKES else None, do)
    form = kept.forms.get(do)
    if form is not None and done(form, lambda: _MAKES[do](actor=actor, code=code, wish=form.wish())):
        messages.success(request, _("Kept. Thank you."))
        return redirect("care:trips", code=code)
    wrong = form is not None and bool(form.errors)
    return render(request, "care/trips.html", kept.shown(), status=422 if wrong else 200)


def _answers(request: HttpRequest, one: Request) -> dict[str, str]:
    found = read_answers(unlocked_of(request), one)
    note_looks(actor=actor_of(request), households=[one.household] if found else [])
    return found


_MAKES: dict[str, Any] = {
    "deliver": trips.make_delivery,
    "ride": trips.make_rides,
    "fetch": pick_ups.let_fetch,
}


class _Forms:
    """The forms of one request's page: what is delivered can be brought or fetched, people are driven."""

    def __init__(self, actor: Actor, one: Request, answers: dict[str, str], typed: Any, do: str) -> None:
        self.one, self.answers, kind = one, answers, KINDS.get(one.need)
        self.forms: dict[str, Any] = {}
        if kind is None:
            return
        places = places_for(actor, kind.places)
        if kind.purpose is Purpose.DELIVERY:
            people = whole_number(answers.get("people", "")) or 0
            brought = delivery_initial(one, people)
            self.forms["deliver"] = DeliveryForm(
                typed if do == "deliver" else None, hubs=places, need=one.need, initial=brought
            )
            self.forms["fetch"] = FetchForm(
                typed if do == "fetch" else None, hubs=places, need=one.need, initial=fetch_initial()
            )
            return
        riders = list(one.household.riders.order_by("pk"))
        special = [rider for rider in riders if rider.is_child or rider.in_wheelchair]
        self.forms["ride"] = RideForm(
            typed if do == "ride" else None,
            places=places,
            riders=special,
            is_linked=kind.back is Back.LINKED,
            initial=ride_initial(one, special, answers),
        )

    def shown(self) -> dict[str, Any]:
        """What the page shows."""
        rows = [trip_row(trip) for trip in trips_of_request(self.one)]
        return self.forms | {
            "one": self.one,
            "need": need_words(self.one.need),
            "rows": rows,
            "waits": waiting_words(self.one),
            "answers": self.answers,
            "answer_words": FIELD_WORDS,
            "may_make": self.one.state == "ready" or any(row["may_cancel"] for row in rows),
            "is_sealed": self.one.household.is_sealed,
        }


def waiting_words(one: Request) -> dict[str, Any]:
    """Where and when a household fetches its own, and the code it says; empty where it does not."""
    waits = getattr(one, "pick_up", None)
    if waits is None or waits.state != PickUpState.WAITING:
        return {}
    return {
        "one": waits,
        "spoken": spoken_code(settings.SECRET_KEY, waits.code, waits.begins),
        "what": f"{ITEM_WORDS.get(waits.item, waits.item)}: {boxes_words(waits.boxes)}",
        "day": day_words(timezone.localtime(waits.begins)),
        "times": span_of(waits.begins, waits.ends),
    }


@require_http_methods(["GET", "POST"])
def of_day(request: HttpRequest) -> HttpResponse:
    """The trips of a day in the actor's zones; on POST make deliveries of all that is ready."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    typed = request.POST if request.method == "POST" else None
    form = DeliverAllForm(typed, hubs=places_for(actor, _HUB), need="", initial=delivery_initial())
    made: list[trips.Made] = []

    def make() -> None:
        made.append(trips.deliver_all(actor=actor, need=form.cleaned_data["need"], wish=form.wish()))

    if typed is not None and done(form, make):
        messages.success(request, _made_words(made[0]))
        return redirect("care:trips_of_day")
    return render(request, "care/day.html", _day(request, actor, form), status=422 if form.errors else 200)


def _day(request: HttpRequest, actor: Actor, form: DeliverAllForm) -> dict[str, Any]:
    day = day_of(request)
    return {
        "day": day,
        "rows": [trip_row(trip) for trip in day_visible_to(actor, day)],
        "ready": [(need_words(need), number) for need, number in ready_for(actor)],
        "form": form,
    }


def _made_words(made: trips.Made) -> str:
    found = [ngettext("%(n)s delivery was made.", "%(n)s deliveries were made.", made.made) % {"n": made.made}]
    if made.ask_first:
        shy = _(
            "Homes among them that want to say yes to their driver first: %(n)s. They are asked when the plan is told."
        )
        found.append(shy % {"n": made.ask_first})
    if made.other_times:
        found.append(_("%(n)s wait for you: they are not at home at that time.") % {"n": made.other_times})
    return " ".join(found)


@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Call off a trip."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    of = trips.cancel(actor=actor, code=code)
    messages.success(request, _("Called off."))
    return redirect("care:trips", code=of)
