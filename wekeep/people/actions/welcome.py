"""Welcoming people in person, and the handle they choose for themselves."""

from django.conf import settings
from django.db import transaction

from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.words import normal_form
from wekeep.people.actions.evidence import keep_evidence
from wekeep.people.actions.members import Issued, admit_member
from wekeep.people.actions.moving import locked, move
from wekeep.people.actions.pseudonyms import draw_pseudonym
from wekeep.people.actions.standing import recompute
from wekeep.people.models import Application, Member
from wekeep.people.queries import applications as queries
from wekeep.people.rules.application import INSIDE, By, Move, State
from wekeep.people.rules.evidence import Kind


@transaction.atomic
def welcome(*, actor: Actor, spoken: str) -> Application:
    """Someone stands before the actor and shows today's words. Waiting for the orientation, they have now had it and are
    in; a helper's pass is looked at and nothing changes. NotFound where no one has these words today."""
    actor.require(Ability.SCREEN)
    found = queries.by_pass(actor, normal_form(spoken))
    if found is None:
        raise NotFound
    one = locked(found.code)
    if one.state == State.ORIENTATION:
        move(one=one, what=Move.WELCOME, by=By.VETTER, actor=actor)
        keep_evidence(person=one.code, kind=Kind.ORIENTATION, seen_by=actor.code, in_person=True)
        recompute(person=one.code)
        one.refresh_from_db()
    return one


@transaction.atomic
def choose_handle(*, words: str, handle: str) -> Issued:
    """The welcomed person picks a handle and is a member; the passphrase is on their own screen and nobody else's."""
    found = queries.by_receipt(words)
    if found is None:
        raise NotFound
    one = locked(found.code)
    if State(one.state) not in INSIDE or Member.objects.filter(code=one.code).exists():
        raise Refused("A handle is chosen once, after the orientation.")
    language = one.language if one.language in dict(settings.LANGUAGES) else "en"
    issued = admit_member(actor=SYSTEM, handle=handle, language=language, code=one.code)
    issued.member.reach = one.address if one.wants_letters else ""
    issued.member.save(update_fields=["reach"])
    for zone in one.zones:
        draw_pseudonym(member=issued.member, zone=zone)
    recompute(person=one.code)
    return issued
