"""How a household's requests stand: it comes back with six words, which travel in the body of a POST and nowhere else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.care import notices
from wekeep.care.actions import household as actions
from wekeep.care.actions.concerns import concern_of_household
from wekeep.care.actions.feedback import say_how
from wekeep.care.actions.intake import last_day
from wekeep.care.actions.offering import household_says
from wekeep.care.actions.ways_back import household_answers_back
from wekeep.care.forms.concern import ConcernForm, HowForm
from wekeep.care.forms.receipt import CorrectForm, NewsForm
from wekeep.care.forms.source import brake_words, may_wait
from wekeep.care.models import Household, Request
from wekeep.care.notices import concern as concern_words
from wekeep.care.queries.aboard import is_on_the_road
from wekeep.care.queries.asked_first import answer_to
from wekeep.care.queries.concerns import told_of
from wekeep.care.queries.leavers import has_left
from wekeep.care.queries.matching import helper_of, running_offer
from wekeep.care.queries.plans import coming_to
from wekeep.care.queries.requests import by_receipt
from wekeep.care.queries.runs import words_for
from wekeep.care.queries.sent import helpers_of, said_by_household
from wekeep.care.queries.ways_back import asked_of, begin_at
from wekeep.care.rules.concern import State as ConcernState
from wekeep.care.rules.feedback import Side, Was
from wekeep.care.rules.matching import Reason
from wekeep.care.rules.offer import Said
from wekeep.care.rules.rent import BEFORE_MONEY
from wekeep.care.rules.request import OPEN, By, Move, State, may
from wekeep.care.views.concerns import concern_form, told_words
from wekeep.care.views.rent import told
from wekeep.care.views.rent_of_household import steps_of
from wekeep.care.views.trips import waiting_words
from wekeep.kit import clock
from wekeep.kit.errors import NotFound
from wekeep.people.queries.members import handles_of
from wekeep.people.views.words_door import open_by_words

Step = Callable[[HttpRequest, str, Household], HttpResponse]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the words; on POST show how it stands, or change it."""
    return open_by_words(
        request, template="care/receipt.html", brake=brake_words, find=by_receipt, steps=_STEPS, look=_look
    )


def _look(request: HttpRequest, words: str, one: Household, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    rows, driven, coming = list(one.requests.order_by("pk")), words_for(one), coming_to(one)
    backs = _ways_back(one)
    rents = list(one.rents.order_by("pk"))
    told_rows = [
        _told(row) | _driven(row, driven.get(row.pk, ""), coming.get(row.pk)) | {"backs": backs.get(row.pk, [])}
        for row in rows
    ]
    how_of, how_form = more.pop("how", ("", None))
    context = {
        "one": one,
        "words": words,
        "requests": [row | ({"how": how_form} if row["one"].code == how_of else {}) for row in told_rows],
        "rents": [told(case) for case in rents],
        "is_open": any(State(row.state) in OPEN for row in rows),
        "money_open": any(case.state in BEFORE_MONEY for case in rents),
        "rides_still": _rides_still(one),
        "last_day": last_day(one.asked_at),
        "wants_proof": any(row.is_unproved for row in rows),
        "news_form": NewsForm(),
    }
    return render(request, "care/status.html", context | more, status=status)


def _ways_back(one: Household) -> dict[int, list[dict[str, Any]]]:
    """Ways back whose way there did not work, by key of their request: the household says whether it needs them, until they begin."""
    asked = asked_of(one)
    begins = begin_at(trip for trips in asked.values() for trip in trips) if asked else {}
    return {request: [{"trip": trip, "begins": begins[trip.pk]} for trip in trips] for request, trips in asked.items()}


def _rides_still(one: Household) -> bool:
    """Whether they took everything back while one of them was in a driver's car, who is not out of it yet."""
    is_over = one.is_sealed and one.erase_at is not None and one.erase_at <= clock.now()
    return is_over and is_on_the_road(one)


def _told(one: Request) -> dict[str, Any]:
    state = State(one.state)
    return {
        "one": one,
        "need": notices.need_words(one.need),
        "tone": notices.STATE_TONES.get(state, "clear"),
        "state_words": notices.STATUS_WORDS[state],
        "next": notices.NEXT_WORDS[state],
        "is_open": state in OPEN,
        "may_answer": may(state, Move.CONFIRM, By.HOUSEHOLD),
        "may_rest": may(state, Move.PAUSE, By.HOUSEHOLD),
        "rests": state is State.PAUSED,
        **_after(one),
        "fetch": waiting_words(one),
    } | (_person(one) if state is State.OFFERED else {})


def _driven(one: Request, word: str, coming: tuple[str, datetime, datetime] | None) -> dict[str, Any]:
    """When a driver comes and which word they say; of one whom the household is still asked about only when they would come."""
    if coming is None:
        return {} if one.household.asks_first else {"word": word}
    running = running_offer(one) if one.state == State.OFFERED else None
    if running is not None and running.said == Said.WILLING and running.member == coming[0]:
        return {"would_come": coming[1:]}
    if answer_to(one.household, coming[0]) is not Said.ACCEPTED and one.held_by != coming[0]:
        return {}
    return {"word": word, "coming": coming[1:]}


def _after(one: Request) -> dict[str, Any]:
    """What the household may say of how it was, where somebody was sent; and what became of what it said is wrong."""
    before = said_by_household(one)
    concerns = [concern_words.STATE_WORDS[ConcernState(told.state)] for told in told_of(one)]
    was = concern_words.WAS_WORDS[Was(before.was)] if before else ""
    how = _how_form(one.code) if helpers_of(one) else None
    return {"how": how, "was": was, "concerns": concerns}


def _how_form(code: str, said: QueryDict | None = None) -> HowForm:
    return HowForm(said, side=Side.HOUSEHOLD, auto_id=f"{code}-%s")


def _person(one: Request) -> dict[str, str]:
    """Who is willing to come and waits for the household's yes: what they are called here, and whether they speak its language; nothing of
    one who may help no more."""
    running = running_offer(one)
    if running is None or running.said != Said.WILLING or has_left(running.member, one.zone):
        return {}
    helper, languages = helper_of(running.member), dict(settings.LANGUAGES)
    speaks = helper is not None and one.language in helper.languages
    why = notices.reason_words(Reason.SPEAKS if speaks else Reason.INTERPRETER, one.language, languages)
    names = handles_of({(running.member, one.zone)})
    return {"person": names.get((running.member, one.zone), ""), "person_why": why}


def _tell(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    if "worse" in request.POST:  # of one thing, beside what may stand in the box
        return _worse(request, words, one)
    form, refused = _news(request, words, one, "tell")
    if refused is not None:
        return refused
    actions.tell(words=words, text=form.cleaned_data["text"])
    return _look(request, words, one, done=_("Thank you. It is read anew with what you wrote."))


def _news(request: HttpRequest, words: str, one: Household, do: str) -> tuple[NewsForm, HttpResponse | None]:
    """What the household writes; with the page again where it cannot be taken so, or is asked about first."""
    form = NewsForm(request.POST)
    if form.is_valid() and not form.asks:
        return form, None
    return form, _look(request, words, one, news_form=form, asks_do=do, asks_code=_about(request), status=422)


def _about(request: HttpRequest) -> str:
    """Of which request something is said; "" of all."""
    return str(request.POST.get("worse", "") or request.POST.get("code", ""))


def _worse(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    form, refused = _news(request, words, one, "worse")
    if refused is not None:
        return refused
    actions.tell(words=words, text=form.cleaned_data["text"], worse=True, code=_about(request))
    return _look(request, words, one, done=_("We see it now, and put it first. In danger for your life, call 911."))


def _send_on(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    went = actions.send_on(words=words, may_wait=lambda: may_wait(request))
    said = _("It goes on now. Thank you for waiting.") if went else _("Not yet. Wait a little and press again.")
    return _look(request, words, one, done=said)


def _edit(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    return render(request, "care/correct.html", {"form": CorrectForm(), "words": words})


def _correct(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    form = CorrectForm(request.POST)
    if not form.is_valid() or form.asks:
        return render(request, "care/correct.html", {"form": form, "words": words}, status=422)
    contact = form.contact_fields() if form.cleaned_data.get("contact") else None
    place = form.place_fields() if form.cleaned_data.get("address") else None
    actions.correct(words=words, contact=contact, place=place)
    return _look(request, words, one, done=_("Corrected. Thank you."))


def _withdraw(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    changed = actions.withdraw(words=words, code=request.POST.get("code", ""))
    return _look(request, words, changed, done=_("Taken back."))


def _answer(what: Move) -> Step:
    def step(request: HttpRequest, words: str, one: Household) -> HttpResponse:
        actions.answer(words=words, code=request.POST.get("code", ""), what=what)
        return _look(request, words, one, done=_("Thank you. We have written it down."))

    return step


def _person_says(yes: bool) -> Step:
    def step(request: HttpRequest, words: str, one: Household) -> HttpResponse:
        row = one.requests.filter(code=request.POST.get("code", "")).first()
        if row is None:
            raise NotFound
        household_says(one=row, yes=yes)
        return _look(request, words, one, done=_("Thank you. We have written it down."))

    return step


def _back(rides: bool) -> Step:
    def step(request: HttpRequest, words: str, one: Household) -> HttpResponse:
        household_answers_back(household=one, code=request.POST.get("code", ""), rides=rides)
        return _look(request, words, one, done=_("Thank you. We have written it down."))

    return step


def _how(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    code = request.POST.get("code", "")
    form = _how_form(code, request.POST)
    if not form.is_valid() or form.asks:
        return _look(request, words, one, how=(code, form), status=422)
    say_how(words=words, code=code, **form.said())
    return _look(request, words, one, done=_("Thank you. We have written it down."))


def _wrong(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    """The page on which to say that something is wrong."""
    return _wrong_page(request, words, one, ConcernForm(side=Side.HOUSEHOLD))


def _tell_wrong(request: HttpRequest, words: str, one: Household) -> HttpResponse:
    form = concern_form(request, Side.HOUSEHOLD)
    if not form.is_valid() or form.asks:
        return _wrong_page(request, words, one, form, status=422)
    told = concern_of_household(words=words, code=request.POST.get("code", ""), said=form.said())
    return _look(request, words, one, done=told_words(told.ears.count()))


def _wrong_page(request: HttpRequest, words: str, one: Household, form: ConcernForm, status: int = 200) -> HttpResponse:
    row = one.requests.filter(code=request.POST.get("code", "")).first()
    if row is None:
        raise NotFound
    shown = {"form": form, "words": words, "code": row.code, "need": notices.need_words(row.need)}
    return render(request, "care/wrong.html", shown | {"shell": "look/base.html"}, status=status)


_STEPS: dict[str, Step] = {
    **steps_of(_look),
    "yes_person": _person_says(True),
    "no_person": _person_says(False),
    "back_yes": _back(True),
    "back_no": _back(False),
    "send_on": _send_on,
    "tell": _tell,
    "worse": _worse,
    "edit": _edit,
    "correct": _correct,
    "withdraw": _withdraw,
    "came": _answer(Move.CONFIRM),
    "missing": _answer(Move.DISPUTE),
    "rest": _answer(Move.PAUSE),
    "go_on": _answer(Move.RESUME),
    "how": _how,
    "wrong": _wrong,
    "tell_wrong": _tell_wrong,
}
