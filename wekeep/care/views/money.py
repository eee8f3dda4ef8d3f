"""Money as those see it who work with it: the queue, one case, and the steps they may take."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.care.actions import paying, rent_checking
from wekeep.care.actions.looks import note_looks
from wekeep.care.forms import rent as forms
from wekeep.care.models import RentCase
from wekeep.care.notices import rent as notices
from wekeep.care.queries import rent as queries
from wekeep.care.queries.flood import cases_put_aside, cases_put_away
from wekeep.care.queries.funds import currency_of, funds_for
from wekeep.care.queries.rent_reading import GROUPS, groups_of, read_part
from wekeep.care.queries.rent_steps import steps_of
from wekeep.care.rules.rent import APPROVING, FOR_CARERS, Kind, Paper, Reason, State
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotAllowed, Refused
from wekeep.kit.money import amount
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.queries import handles_of
from wekeep.places.queries.zones import zone_names

Form = Any
PAGE = queries.LONGEST_LIST


def check_works(request: HttpRequest) -> None:
    """NotAllowed for whoever has no part in money."""
    actor = actor_of(request)
    if not any(actor.may(one) for one in queries.WORKERS):
        raise NotAllowed("This needs someone else's role: one who works with the money of a fund.")


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """A page of what waits, the reader's own steps before all others; nothing in it says of whom."""
    check_works(request)
    names, found = zone_names(), queries.queue_visible_to(actor_of(request))
    number = min(max(whole_number(request.GET.get("page", "")) or 1, 1), len(found) // PAGE + 1)
    rows = [
        (
            row,
            notices.STATE_WORDS[State(row.case.state)],
            notices.OWNER_WORDS[row.owner],
            notices.KIND_WORDS[Kind(row.case.kind)],
            names.get(row.case.zone, row.case.zone),
        )
        for row in found[(number - 1) * PAGE : number * PAGE]
    ]
    shown = {"rows": rows, "page": number, "more": len(found) > number * PAGE, "aside": _aside(actor_of(request))}
    return render(request, "care/money/queue.html", shown)


def _aside(actor: Actor) -> int:
    """How many came in a flood or were put away with one, for those who look through them."""
    return cases_put_aside(actor).count() + cases_put_away(actor).count() if actor.may(Ability.TAKE_RENT) else 0


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One case; on POST open one sealed part of it, which is counted and logged."""
    check_works(request)
    found = queries.get_case(actor_of(request), code)
    more: dict[str, Any] = {}
    part = request.POST.get("group", "")
    if part in GROUPS:
        fields = read_part(unlocked_of(request), found, part)
        note_looks(actor=actor_of(request), households=[found.household] if fields and found.household else [])
        more = {"opened": _named(fields) if fields is not None else None, "asked_to_open": True, "now": clock.now()}
    return _page(request, found, **more)


def _named(fields: dict[str, str]) -> list[tuple[object, str]]:
    return [(notices.FIELD_WORDS[name], text) for name, text in fields.items() if text]


def _page(request: HttpRequest, found: RentCase, *, status: int = 200, **more: Any) -> HttpResponse:
    actor, given = actor_of(request), queries.approvals_of(found)
    steps = steps_of(actor, found, given)
    state, kind = State(found.state), Kind(found.kind)
    context = {
        "one": found,
        "steps": steps,
        "state_words": notices.STATE_WORDS[state],
        "tone": notices.STATE_TONES.get(state, "wait"),
        "owner": notices.OWNER_WORDS[queries.owner_now(found, given)],
        "who_can": queries.who_can(found, given),
        "reason": notices.REASON_WORDS.get(Reason(found.reason)) if found.reason else None,
        "facts": _facts(found, blind="approve" in steps),
        "kind": notices.KIND_WORDS[kind],
        "papers": [(row, notices.PAPER_WORDS[Paper(row.kind)]) for row in queries.papers_of(found)],
        "missing": [notices.PAPER_WORDS[paper] for paper in queries.missing_papers(found)],
        "alike": queries.alike(found),
        "is_claim": kind in FOR_CARERS,
        "groups": [(name, notices.GROUP_WORDS[name]) for name in groups_of(actor, found)],
        "people": _people(found, [one.by for one in given]),
        "recounts": [_recount(found, row) for row in found.recounts.order_by("id")] if "approve" not in steps else [],
        "reader": str(request.user),
        **_forms(request, found, steps),
    }
    return render(request, "care/money/case.html", context | more, status=status)


def _facts(found: RentCase, *, blind: bool) -> list[tuple[str, str]]:
    """The sums; the one that was put down not for who is to reckon it themselves."""
    currency = currency_of(found)
    rows = [(_("Months"), ", ".join(found.months)), (_("Asked for"), amount(found.asked, currency))]
    if found.monthly:
        rows.append((_("One month"), amount(found.monthly, currency)))
    if found.fund:
        rows.append((_("Fund"), found.fund.name))
    if found.verified_by:
        rows.append((_("Approvals it takes"), str(found.approvals_needed)))
    if found.amount and not (blind and State(found.state) in APPROVING):
        rows.append((_("Put down"), amount(found.amount, currency)))
    if owed := queries.owed(found):
        rows.append((_("Receipts missing for"), amount(owed, currency)))
    return [row for row in rows if row[1]]


def _recount(found: RentCase, row: Any) -> str:
    currency = currency_of(found)
    return _("%(stood)s stood there; the second person reckoned %(reckoned)s.") % {
        "stood": amount(row.stood, currency),
        "reckoned": amount(row.reckoned, currency),
    }


def _people(found: RentCase, approved: list[str]) -> list[tuple[str, str]]:
    """Who took which step, by their handles."""
    paid = [row.by for row in found.payments.order_by("id")]
    rows = [
        (_("Filed"), [found.filed_by]),
        (_("Put down"), [found.verified_by]),
        (_("Approved"), approved),
        (_("Paid"), paid),
    ]
    names = handles_of({(code, found.desk) for _word, codes in rows for code in codes})
    return [
        (word, ", ".join(names.get((code, found.desk), code[:6]) for code in codes))
        for word, codes in rows
        if any(codes)
    ]


def _forms(request: HttpRequest, found: RentCase, steps: frozenset[str]) -> dict[str, Form]:
    funds = [
        (one.code, f"{one.name} ({amount(held, one.currency)})") for one, held in funds_for(actor_of(request), found)
    ]
    made: dict[str, Callable[[], Form]] = {
        "paper": lambda: forms.PaperForm(initial={"paper": next(iter(queries.missing_papers(found)), None)}),
        "ask_papers": lambda: forms.PapersForm(),
        "verify": lambda: forms.AmountForm(funds=funds),
        "approve": lambda: forms.ApproveForm(),
        "schedule": lambda: forms.DayForm(),
        "pay": lambda: forms.PaidForm(),
        "decline": lambda: forms.ReasonForm(),
        "settle": lambda: forms.SettleForm(initial={"owed": queries.owed(found)}),
    }
    return {f"{name}_form": make() for name, make in made.items() if name in steps}


class _Unfit(Exception):
    """What was typed into the form of a step cannot be taken so."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form


@sensitive_post_parameters()
@require_POST
def step(request: HttpRequest, code: str) -> HttpResponse:
    """Take one step. Where an amount looks like a slip, the page comes back and asks; where something was typed that cannot be taken, it comes
    back with that, and with the words beside it."""
    check_works(request)
    found = queries.get_case(actor_of(request), code)
    take = _STEPS.get(request.POST.get("do", ""))
    if take is None:
        raise Refused("Choose one of the steps that are offered.")
    version = whole_number(request.POST.get("version", "")) or 0
    if version != found.version:  # no page of an earlier version does anything to this one
        raise Refused("This case was changed since you opened it. Look at it again.")
    try:
        take(request, found, version)
    except rent_checking.Doubtful as doubtful:
        form = forms.AmountForm(
            request.POST, funds=[(one.code, one.name) for one, _held in funds_for(actor_of(request), found)]
        )
        doubts = [notices.DOUBT_WORDS[one] for one in doubtful.doubts]
        return _page(request, found, status=409, doubts=doubts, verify_form=form)
    except _Unfit as unfit:
        return _again(request, found, unfit)
    messages.success(request, _("Written down."))
    return redirect("care:case", code=code)


def _again(request: HttpRequest, found: RentCase, unfit: _Unfit) -> HttpResponse:
    """The same page with the form as it was typed, for whom it offers that step; for others only why not."""
    name = f"{request.POST['do']}_form"
    actor, given = actor_of(request), queries.approvals_of(found)
    if name not in _forms(request, found, steps_of(actor, found, given)):
        raise Refused(str(next(iter(unfit.form.errors.values()))[0])) from unfit
    return _page(request, found, status=422, **{name: unfit.form})


def _valid(form: Form) -> dict[str, Any]:
    if not form.is_valid():
        raise _Unfit(form)
    return dict(form.cleaned_data)


def _paper(request: HttpRequest, found: RentCase, _version: int) -> None:
    said = _valid(forms.PaperForm(request.POST))
    rent_checking.note_paper(unlocked=unlocked_of(request), code=found.code, paper=Paper(said["paper"]))


def _ask_papers(request: HttpRequest, found: RentCase, _version: int) -> None:
    said = _valid(forms.PapersForm(request.POST))
    rent_checking.ask_papers(unlocked=unlocked_of(request), code=found.code, papers=[Paper(p) for p in said["papers"]])


def _verify(request: HttpRequest, found: RentCase, version: int) -> None:
    funds = [(one.code, one.name) for one, _held in funds_for(actor_of(request), found)]
    said = _valid(forms.AmountForm(request.POST, funds=funds))
    rent_checking.verify(
        unlocked=unlocked_of(request),
        code=found.code,
        version=version,
        fund=said["fund"],
        cents=said["cents"],
        is_sure=said["sure"],
    )


def _approve(request: HttpRequest, found: RentCase, version: int) -> None:
    said = _valid(forms.ApproveForm(request.POST))
    done = rent_checking.approve(unlocked=unlocked_of(request), code=found.code, version=version, cents=said["cents"])
    if State(done.state) is State.SUBMITTED:
        messages.warning(request, _("Another amount stood there. Both are written down, and it is looked at again."))


def _schedule(request: HttpRequest, found: RentCase, version: int) -> None:
    said = _valid(forms.DayForm(request.POST))
    paying.schedule(unlocked=unlocked_of(request), code=found.code, version=version, day=said["day"])


def _pay(request: HttpRequest, found: RentCase, version: int) -> None:
    form = forms.PaidForm(request.POST)
    said = _valid(form)
    paying.pay(
        unlocked=unlocked_of(request),
        code=found.code,
        version=version,
        method=form.how(),
        reference=said["reference"],
    )


def _decline(request: HttpRequest, found: RentCase, version: int) -> None:
    said = _valid(forms.ReasonForm(request.POST))
    reason = Reason(said["reason"])
    rent_checking.decline(unlocked=unlocked_of(request), code=found.code, version=version, reason=reason)


def _settle(request: HttpRequest, found: RentCase, _version: int) -> None:
    said = _valid(forms.SettleForm(request.POST))
    paying.settle(unlocked=unlocked_of(request), code=found.code, **said)


Take = Callable[[HttpRequest, RentCase, int], None]
_STEPS: dict[str, Take] = {
    "paper": _paper,
    "ask_papers": _ask_papers,
    "verify": _verify,
    "approve": _approve,
    "schedule": _schedule,
    "pay": _pay,
    "decline": _decline,
    "settle": _settle,
    "let_in": lambda request, found, _version: _done(
        rent_checking.let_in(unlocked=unlocked_of(request), code=found.code)
    ),
    "send_back": lambda request, found, version: _done(
        rent_checking.send_back(unlocked=unlocked_of(request), code=found.code, version=version)
    ),
    "confirm": lambda request, found, _version: _done(paying.confirm(unlocked=unlocked_of(request), code=found.code)),
    "reconcile": lambda request, found, _version: _done(
        paying.reconcile(unlocked=unlocked_of(request), code=found.code)
    ),
    "close": lambda request, found, _version: _done(
        rent_checking.close(unlocked=unlocked_of(request), code=found.code)
    ),
    "try_again": lambda request, found, _version: _done(
        rent_checking.try_again(unlocked=unlocked_of(request), code=found.code)
    ),
    "returned": lambda request, found, _version: _done(
        paying.take_back(unlocked=unlocked_of(request), code=found.code, void=False)
    ),
    "void": lambda request, found, _version: _done(
        paying.take_back(unlocked=unlocked_of(request), code=found.code, void=True)
    ),
}


def _done(_case: RentCase) -> None:
    """What a step gives back is read anew by the page."""
