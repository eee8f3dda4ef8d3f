"""The desk of care: the open queue, one request, what is opened of it, and every step with it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.care import notices
from wekeep.care.actions.desk import act, answer_over, ask_over
from wekeep.care.actions.drawing import draw_for
from wekeep.care.actions.looks import note_looks
from wekeep.care.actions.openings import open_to_holder
from wekeep.care.forms.queue import MoveForm, wish_of
from wekeep.care.models import Request, Turn
from wekeep.care.notices.concern import SIDE_WORDS, WAS_WORDS
from wekeep.care.queries.matching import candidates_for, offers_to
from wekeep.care.queries.queue import OURS, Show, in_hand, queue
from wekeep.care.queries.reading import Part, read_part, why_not
from wekeep.care.queries.requests import alike, done_by_another, get_request
from wekeep.care.queries.runs import is_on_my_run
from wekeep.care.queries.sent import feedback_on, helped_with, helpers_of, knows_words, stays_apart
from wekeep.care.queries.trips import trips_of_request
from wekeep.care.rules.feedback import Side, Was
from wekeep.care.rules.household import Source
from wekeep.care.rules.matching import MOST_SHOWN, Ranked
from wekeep.care.rules.request import BEING_DONE, MOVES, TURNS, UNDER_WAY, By, Move, State
from wekeep.care.rules.trip_wish import KINDS
from wekeep.care.views.trips import trip_row
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.notices import CLOSED_WORDS
from wekeep.people.queries.members import handles_of
from wekeep.places.queries.zones import zone_names

# In the order in which the page offers them.
_BUTTONS = (
    Move.LOOK,
    Move.READY,
    Move.CLAIM,
    Move.START,
    Move.REPORT,
    Move.REPORT_PART,
    Move.ASK_MORE,
    Move.NOT_REACHED,
    Move.WAIT_STOCK,
    Move.WAIT_FUNDS,
    Move.REFER,
    Move.CONFIRM,
    Move.RESUME,
    Move.PAUSE,
    Move.PUT_BACK,
    Move.RELEASE,
)


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """The queue: need, rough area, language and window."""
    actor = actor_of(request)
    actor.require(Ability.SEE_REQUESTS)
    wish = wish_of(request.GET)
    found = queue(actor, wish)
    languages, may_sort = dict(settings.LANGUAGES), actor.may(Ability.SORT_REQUESTS)
    shown = {
        "wish": wish,
        "may_sort": may_sort,
        "found": found,
        "rows": _with_openers([row(one, languages) for one in found.rows], found.to_open if may_sort else frozenset()),
        "tabs": [(show, notices.SHOW_WORDS[show], found.counts[show]) for show in Show],
        "needs": [(code, notices.need_words(code)) for code in found.needs],
        "languages": [(code, languages.get(code, _("Another language"))) for code in found.languages],
        "may_plan": actor.may(Ability.PLAN_RUNS),
        "now": clock.now(),
    }
    return render(request, "care/queue.html", shown)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the member has in hand."""
    actor = actor_of(request)
    actor.require(Ability.BRING_HELP)
    languages = dict(settings.LANGUAGES)
    rows = [row(one, languages) for one in in_hand(actor)]
    offers = [(offer, row(offer.request, languages)) for offer in offers_to(actor.code)]
    helped = [row(one, languages) for one in helped_with(actor)]
    may_drive = actor.may(Ability.DRIVE_RUNS)
    shown = {"rows": rows, "offers": offers, "helped": helped, "may_drive": may_drive, "now": clock.now()}
    return render(request, "care/mine.html", shown)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One request; on POST open one part of what is sealed, which is counted and logged."""
    actor = actor_of(request)
    _check_sees(actor)
    found = get_request(actor, code)
    shown = _told(actor, found)
    part = request.POST.get("part", "")
    if request.method == "POST" and part in _parts(actor, found):
        if not actor.may(Ability.SORT_REQUESTS, found.zone) and is_on_my_run(actor, found):
            raise Refused("This is on your run. It opens there, stop by stop.")
        shown |= _opened(request, found, Part(part))
    return render(request, "care/request.html", shown)


@require_POST
def step(request: HttpRequest, code: str) -> HttpResponse:
    """One move by hand."""
    actor = actor_of(request)
    _check_sees(actor)
    found = get_request(actor, code)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose one of the steps that are offered.")
    wanted = form.wanted()
    twice = asked_twice(request, found, actor.code) if wanted["what"] is Move.CLAIM else None
    if twice is not None:
        return twice
    found = act(actor=actor, code=code, asks="twice" not in request.POST, **wanted)
    messages.success(request, _("Written down."))
    still_sees = actor.may(Ability.SEE_REQUESTS, found.zone) or found.held_by == actor.code
    return redirect("care:request", code=code) if still_sees else redirect("care:mine")


@require_POST
def words(request: HttpRequest, code: str) -> HttpResponse:
    """Draw six words for a family of a list, to be read to it now: shown here once."""
    actor = actor_of(request)
    actor.require(Ability.TAKE_REQUESTS)
    return render(request, "care/words.html", {"slip": draw_for(actor=actor, code=code), "code": code})


@require_POST
def over(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for what another has in hand, or answer one who asked."""
    actor = actor_of(request)
    _check_sees(actor)
    answer = request.POST.get("answer", "")
    if answer:
        answer_over(actor=actor, code=code, yes=answer == "yes")
    else:
        ask_over(actor=actor, code=code)
    messages.success(request, _("Written down."))
    return redirect("care:mine") if answer == "yes" else redirect("care:request", code=code)


@require_POST
def open_to(request: HttpRequest, code: str) -> HttpResponse:
    """Let whoever has it in hand see how and where to reach the household, for a while."""
    actor_of(request).require(Ability.SORT_REQUESTS)
    open_to_holder(unlocked=unlocked_of(request), code=code)
    messages.success(request, _("They can open it now, until their time is over. Each look is logged."))
    if request.POST.get("from") == "queue":
        return redirect(f"{reverse('care:requests')}?show={Show.TO_OPEN}")
    return redirect("care:request", code=code)


def asked_twice(request: HttpRequest, found: Request, member: str) -> HttpResponse | None:
    """Where somebody else may be doing the same for the same household, the question whether `member` ("": whoever is asked) does it all the same,
    with what was pressed; None where nobody is, where it was answered, and where nobody can take it."""
    if "twice" in request.POST or found.state != State.READY:
        return None
    others = [row(one, dict(settings.LANGUAGES)) for one in done_by_another(found, member)]
    said = [(name, request.POST[name]) for name in ("move", "member") if name in request.POST]
    shown = row(found, dict(settings.LANGUAGES)) | {"others": others, "said": said, "at": request.path}
    return render(request, "care/twice.html", shown, status=409) if others else None


def _with_openers(rows: list[dict[str, Any]], to_open: frozenset[str]) -> list[dict[str, Any]]:
    """The rows, with whom each of `to_open` is to be opened to."""
    holders = {(one["one"].held_by, one["one"].zone) for one in rows if one["one"].code in to_open}
    names = handles_of(holders) if holders else {}
    for one in rows:
        found = one["one"]
        one["opens_to"] = names.get((found.held_by, found.zone), "") if found.code in to_open else ""
    return rows


def _check_sees(actor: Actor) -> None:
    if not actor.may(Ability.SEE_REQUESTS):
        actor.require(Ability.BRING_HELP)


def _opened(request: HttpRequest, found: Request, part: Part) -> dict[str, Any]:
    fields = read_part(unlocked_of(request), found, part, request.POST.get("reason", ""))
    if fields is None:
        closed = CLOSED_WORDS[why_not(actor_of(request), found, part)]
        return {"part": part, "part_words": notices.OPENED_WORDS[part], "closed": closed}
    note_looks(actor=actor_of(request), households=[found.household])
    languages = dict(settings.LANGUAGES)
    opened = [(notices.FIELD_WORDS[name], notices.answer_words(name, text, languages)) for name, text in fields]
    return {"part": part, "part_words": notices.OPENED_WORDS[part], "opened": opened}


def row(one: Request, languages: dict[str, str]) -> dict[str, Any]:
    state = State(one.state)
    return {
        "one": one,
        "need": notices.need_words(one.need),
        "tags": [notices.tag_words(tag, languages) for tag in one.tags],
        "language": languages.get(one.language, _("Another language")),
        "parts": [notices.PART_WORDS[part] for part in one.parts],
        "state_words": notices.STATE_WORDS[state],
        "tone": "alarm" if one.worse_at else notices.STATE_TONES.get(state, "clear"),
        "owner": notices.OWNER_WORDS[TURNS[state].owner],
        "is_under_way": state in UNDER_WAY,
        "is_late": state in OURS and one.due_at < clock.now(),
    }


def _told(actor: Actor, found: Request) -> dict[str, Any]:
    may_sort, is_mine = actor.may(Ability.SORT_REQUESTS, found.zone), found.held_by == actor.code != ""
    may_ask, is_apart = may_sort and found.state == State.READY, stays_apart(actor.code, found.household)
    turns = list(found.turns.order_by("-pk")[:30])
    helpers = candidates_for(found)[:MOST_SHOWN] if may_ask else []
    people = {found.held_by, found.handover_to, *(turn.by for turn in turns), *(one.code for one in helpers)} - {""}
    names = {code: name for (code, _zone), name in handles_of({(code, found.zone) for code in people}).items()}
    return row(found, dict(settings.LANGUAGES)) | {
        "holder": names.get(found.held_by, ""),
        "asks_over": names.get(found.handover_to, ""),
        "is_mine": is_mine,
        "may_sort": may_sort,
        "may_ask": may_ask,
        "may_open": not is_apart and (may_sort or (is_mine and found.state != State.OFFERED)),
        "is_apart": is_apart,
        "may_draw": _may_draw(actor, found) and not is_apart,
        **_steps(actor, found),
        **_beside(actor, found, turns, helpers, names),
    }


def _may_draw(actor: Actor, found: Request) -> bool:
    """Whether the page offers to draw words for the family: it came with a list, and is not helped by the actor."""
    house = found.household
    may = actor.may(Ability.TAKE_REQUESTS, found.zone) and house.source == Source.IMPORT and house.is_sealed
    return may and actor.code not in helpers_of(found)


def _steps(actor: Actor, found: Request) -> dict[str, Any]:
    """What the page offers to do; to take it not to whoever knows the family's words."""
    no = {Move.CLAIM} if actor.code in knows_words(found.household) else set()
    return {
        "buttons": [
            (move, notices.MOVE_WORDS[move]) for move in _BUTTONS if move not in no and _is_offered(actor, found, move)
        ],
        "may_schedule": _is_offered(actor, found, Move.SCHEDULE),
        "may_close": _is_offered(actor, found, Move.CLOSE),
        "parts_sealed": [(part, notices.OPENED_WORDS[part]) for part in _parts(actor, found)],
        "now": clock.now(),
    }


def _parts(actor: Actor, found: Request) -> list[Part]:
    """What may be opened: how it was by coordinators alone, and not by those whom it is about."""
    may_read_how = actor.may(Ability.SORT_REQUESTS, found.zone) and feedback_on(found, actor)
    return [part for part in Part if part is not Part.HOW or may_read_how]


def _beside(
    actor: Actor, found: Request, turns: list[Turn], helpers: list[Ranked], names: dict[str, str]
) -> dict[str, Any]:
    """What stands beside the request: who could help, what happened, and what may be of the same household."""
    languages = dict(settings.LANGUAGES)
    same = [(one, notices.need_words(one.need), notices.STATE_WORDS[State(one.state)]) for one in alike(found)]
    return {
        "helpers": [(one, names.get(one.code, ""), notices.reasons(one, languages)) for one in helpers],
        "opened_until": max((opening.until for opening in found.openings.all()), default=None),
        "turns": [(turn, notices.MOVE_WORDS[Move(turn.move)], names.get(turn.by, "")) for turn in turns],
        "alike": same,
        "twice": [one for one, _need, _state in same if one.need == found.need and one.state in BEING_DONE],
        "form": MoveForm(alike=[(one.code, f"{word} · {state} · {one.code[:6]}") for one, word, state in same]),
        "trips": [trip_row(trip) for trip in trips_of_request(found)],
        "may_plan": found.need in KINDS and actor.may(Ability.PLAN_RUNS, found.zone),
        "zone_name": zone_names().get(found.zone, ""),
        "feedback": [
            (said, SIDE_WORDS[Side(said.side)], WAS_WORDS[Was(said.was)]) for said in feedback_on(found, actor)
        ],
    }


def _is_offered(actor: Actor, found: Request, move: Move) -> bool:
    """Whether the page offers this move: the table has it, and it is this member's to make."""
    row = MOVES[move]
    if move is Move.CLAIM and found.state == State.OFFERED:
        return False
    if State(found.state) not in row.come_from or not row.by & {By.DESK, By.HOLDER}:
        return False
    if found.held_by:
        theirs = found.held_by == actor.code and (By.HOLDER in row.by or actor.may(Ability.SORT_REQUESTS, found.zone))
        return theirs or (found.held_by == actor.code and move is Move.PUT_BACK)
    return actor.may(Ability.BRING_HELP if move is Move.CLAIM else Ability.SORT_REQUESTS, found.zone)
