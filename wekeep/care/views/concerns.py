"""How it was and what is wrong: the helper's page, and the pages of the two who are told in confidence."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from wekeep.care import notices
from wekeep.care.actions.concerns import close_concern, concern_of_helper, mark_read
from wekeep.care.actions.feedback import say_how_it_went
from wekeep.care.forms.concern import CloseForm, ConcernForm, HowForm
from wekeep.care.notices import concern as words
from wekeep.care.queries.concerns import Heard, get_heard, heard_by, others_in_hand, read_words, too_few, why_not
from wekeep.care.queries.sent import get_helped
from wekeep.care.queries.unread import unread_for
from wekeep.care.rules.concern import About, Close, Kind, State, may_close
from wekeep.care.rules.feedback import Side
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.notices import CLOSED_WORDS
from wekeep.people.queries.members import handles_of
from wekeep.places.queries.zones import zone_names


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def how(request: HttpRequest, code: str) -> HttpResponse:
    """A helper says how a visit went."""
    actor = actor_of(request)
    actor.require(Ability.BRING_HELP)
    one = get_helped(actor, code)
    form = HowForm(request.POST or None, side=Side.HELPER)
    if form.is_valid() and not form.asks:
        say_how_it_went(actor=actor, code=code, **form.said())
        messages.success(request, _("Thank you. We have written it down."))
        return redirect("care:mine")
    shown = {"form": form, "one": one, "need": notices.need_words(one.need)}
    return render(request, "care/how.html", shown, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def wrong(request: HttpRequest, code: str) -> HttpResponse:
    """A helper says that something is wrong."""
    actor = actor_of(request)
    actor.require(Ability.BRING_HELP)
    one = get_helped(actor, code)
    form = concern_form(request, Side.HELPER)
    if form.is_valid() and not form.asks:
        told = concern_of_helper(actor=actor, code=code, said=form.said())
        messages.success(request, told_words(told.ears.count()))
        return redirect("care:mine")
    shown = {"form": form, "need": notices.need_words(one.need), "shell": "look/member.html"}
    return render(request, "care/wrong.html", shown, status=422 if form.is_bound else 200)


def concern_form(request: HttpRequest, side: Side) -> ConcernForm:
    """The form of a concern, with what was sent."""
    return ConcernForm(request.POST if request.method == "POST" else None, side=side)


def told_words(ears: int) -> str:
    """What whoever said it hears, plainly: how many were told."""
    if ears >= 2:
        return _("Thank you. Two people who had no part in it were told, and nobody else sees it.")
    if ears == 1:
        return _("Thank you. One person was told; stewards look for a second. In danger, call 911.")
    return _(
        "Nobody who had no part in it can read your words yet. Stewards were told that somebody waits. In danger, call 911."
    )


@require_GET
def confidence(request: HttpRequest) -> HttpResponse:
    """What the member was told in confidence; for stewards, how many lack somebody who listens, and where requests lack somebody who may
    read them."""
    actor = actor_of(request)
    if not actor.may(Ability.APPOINT):
        actor.require(Ability.HEAR_CONCERNS)
    names = zone_names()
    unread = [(names.get(zone, _("Every zone")), count) for zone, count in sorted(unread_for(actor).items())]
    shown = {"rows": [_row(found) for found in heard_by(actor)], "too_few": too_few(actor), "unread": unread}
    return render(request, "care/confidence.html", shown)


@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, code: str) -> HttpResponse:
    """One of them; on POST its words are opened, which is counted and logged, or it is closed."""
    actor = actor_of(request)
    actor.require(Ability.HEAR_CONCERNS)
    heard, opened = get_heard(actor, code), {}
    if request.method == "POST" and request.POST.get("do") == "close":
        return _close(request, heard)
    if request.method == "POST":
        opened = _opened(request, heard)
        heard = get_heard(actor, code)
    return render(request, "care/concern.html", _row(heard) | _more(heard) | opened)


def _close(request: HttpRequest, heard: Heard) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose one of the reasons that are offered.")
    close_concern(actor=actor_of(request), code=heard.one.code, close=Close(form.cleaned_data["close"]))
    messages.success(request, _("Closed."))
    return redirect("care:confidence")


def _opened(request: HttpRequest, heard: Heard) -> dict[str, Any]:
    found = read_words(unlocked_of(request), heard)
    if found is None:
        return {"closed": CLOSED_WORDS[why_not(actor_of(request), heard)]}
    mark_read(actor=actor_of(request), code=heard.one.code)
    return {"opened": [(words.FIELD_WORDS[name], text) for name, text in found], "is_open": True}


def _row(heard: Heard) -> dict[str, Any]:
    one, state = heard.one, State(heard.one.state)
    return {
        "one": one,
        "mine": heard.mine,
        "kind_words": words.KIND_WORDS[Kind(one.kind)],
        "is_unsafe": one.kind == Kind.UNSAFE,
        "state_words": words.STATE_WORDS[state],
        "tone": words.STATE_TONES[state],
        "need": notices.need_words(one.need),
        "zone_name": zone_names().get(one.zone, ""),
        "is_over": state is State.CLOSED,
        "is_owner": one.owner == heard.mine.member,
    }


def _more(heard: Heard) -> dict[str, Any]:
    one, side = heard.one, Side(heard.one.side)
    about = set(one.parties.filter(is_about=True).values_list("member", flat=True))
    names = handles_of({(code, one.zone) for code in about | {ear.member for ear in heard.others}})
    return {
        "side_words": words.SIDE_WORDS[side],
        "about_words": words.ABOUT_WORDS[side, About(one.about)],
        "about_names": [names.get((code, one.zone), "") for code in sorted(about)],
        "others": [(names.get((ear.member, one.zone), ""), ear.read_at) for ear in heard.others],
        "in_hand": others_in_hand(one),
        "may_close": may_close(State(one.state)),
        "form": CloseForm(),
        "close_words": words.CLOSE_WORDS[Close(one.close)] if one.close else "",
    }
