"""Made-up members who help: they apply, are vetted by two, and their roles open from the evidence, as everyone's do."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from wekeep.care.actions.helping import keep_helping
from wekeep.desk.actions.cast import actor_of_cast
from wekeep.desk.queries.ground import point_at
from wekeep.desk.rules.demo import VETTERS
from wekeep.desk.rules.made_up.week import Carer, Subject, carer, moment
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import Actor
from wekeep.people.access import actor_for
from wekeep.people.actions import applications
from wekeep.people.actions.applications import Applied, Private, Wishes
from wekeep.people.actions.evidence import REFERENCES, write_evidence
from wekeep.people.actions.screening import decide
from wekeep.people.actions.welcome import choose_handle, welcome
from wekeep.people.models import Application
from wekeep.people.queries.applications import by_key
from wekeep.people.rules.evidence import Kind
from wekeep.people.rules.receipt import call_words, pass_words
from wekeep.people.rules.screening import Choice, sheet_mark
from wekeep.places.queries.city import neighbourhood_of
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_choices, zone_of

_PAPERS: Final[dict[Role, tuple[Kind, ...]]] = {
    Role.DRIVER: (Kind.LICENCE, Kind.INSURANCE),
    Role.CARER: (Kind.BACKGROUND,),
}
_PAPER_HOLDS: Final = timedelta(days=150)
# How many hours after they applied each step was taken; all within the week that the shortest ago have had.
_CALLED, _READ, _REFERENCES, _WELCOMED, _VETTED = 4, 20, 44, 90, 96


def join(seed: int, _size: str, about: Subject, until: datetime) -> bool:
    """One member comes in, from the form to the first request that they may be asked for; False where they did before."""
    if by_key(about.key) is not None:
        return False
    one = carer(seed, about.number)
    with clock.simulated(moment(until, about.ago)):
        applied = _apply(one, about)
    code = applied.application.code
    petra, paul = (actor_of_cast(handle) for handle in VETTERS)
    with _later(about, until, _CALLED):
        applications.confirm_by_call(actor=petra, code=code, spoken=call_words(settings.SECRET_KEY, code))
    if one.roles != (Role.HELPER,):
        with _later(about, until, _READ):
            _be_read(code, petra)
        with _later(about, until, _REFERENCES):
            for reference in REFERENCES:
                write_evidence(actor=paul, code=code, kind=Kind.REFERENCE, reference=reference)
        with _later(about, until, _WELCOMED):
            _be_welcomed(one, code, petra, paul)
    with _later(about, until, _VETTED):
        member = choose_handle(words=applied.words, handle=one.handle).member
        _tell_how(one, actor_for(member))
    return True


def _later(about: Subject, until: datetime, hours: float) -> AbstractContextManager[None]:
    return clock.simulated(moment(until, about.ago - hours))


def _apply(one: Carer, about: Subject) -> Applied:
    lat, lon = point_at(*one.where)
    near = zone_of(lat, lon)
    others = [code for code, _name in zone_choices() if code != near]
    first = about.number % max(len(others), 1)
    zones = [near, *others[first:], *others[:first]] if near else others
    return applications.apply(
        wishes=Wishes(tuple(role.value for role in one.roles), tuple(zones[: one.zones]), one.languages, ("weekend",)),
        private=Private(
            "phone", one.phone, {"about": one.name}, {"reference_1": "a neighbour", "reference_2": "a friend"}
        ),
        language=one.language,
        key=about.key,
        body=about.key,
    )


def _be_read(code: str, petra: Actor) -> None:
    now = Application.objects.get(code=code)
    decide(
        actor=petra,
        code=code,
        choice=Choice.GO_ON,
        sheet=sheet_mark(settings.SECRET_KEY, petra.code, code, now.version),
    )


def _be_welcomed(one: Carer, code: str, petra: Actor, paul: Actor) -> None:
    welcome(actor=petra, spoken=pass_words(settings.SECRET_KEY, code, today()))
    for vetter in (petra, paul):
        write_evidence(actor=vetter, code=code, kind=Kind.VETTED)
    for paper in (kind for role in one.roles for kind in _PAPERS.get(role, ())):
        write_evidence(actor=petra, code=code, kind=paper, last_day=today() + _PAPER_HOLDS)


def _tell_how(one: Carer, actor: Actor) -> None:
    if not actor.may(Ability.BRING_HELP):
        raise RuntimeError("the evidence opened no role")  # the policy asks for more than this story tells
    keep_helping(
        actor=actor,
        languages=one.languages,
        area=neighbourhood_of(*point_at(*one.where)),
        most_km=one.most_km,
        brings=one.brings,
        most_a_week=one.most_a_week,
    )
