"""What an applicant does: apply, confirm, correct, add a join code, pause, withdraw. The six words are the only key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from wekeep.channels.actions import addresses, outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import VISITOR, Actor, ActorKind
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.words import normal_form
from wekeep.people import notices
from wekeep.people.actions.evidence import keep_evidence
from wekeep.people.actions.moving import erase_sealed, forget_address, locked, move
from wekeep.people.actions.standing import recompute
from wekeep.people.actions.vouches import use_code
from wekeep.people.models import Application
from wekeep.people.queries import applications as queries
from wekeep.people.rules import kinds
from wekeep.people.rules.application import IN_VETTING, LOOKED_AT, SEALED_FOR, By, Move, Reason, State, due_at
from wekeep.people.rules.evidence import Kind
from wekeep.people.rules.receipt import MOST_TRIES, call_words, mark_of, words_for
from wekeep.people.rules.sealed import APPLICATION
from wekeep.places.queries.today import today
from wekeep.vault.actions.sealing import seal

CONFIRM_WITHIN = timedelta(days=2)
MOST_WAITING_AN_ADDRESS = 3
MOST_UNCONFIRMED = 5_000
Carry = Callable[[NewLetter, Sequence[Recipient]], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What stands in the queue in clear: codes of roles, zones, languages and times."""

    roles: tuple[str, ...]
    zones: tuple[str, ...]
    languages: tuple[str, ...]
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Private:
    """What is sealed: how to reach them, what they wrote, and who knows them."""

    contact_kind: str
    contact: str
    triage: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """An application and its six words, which are shown once and kept nowhere."""

    application: Application
    words: str
    is_new: bool


def apply(
    *,
    wishes: Wishes,
    private: Private,
    language: str,
    key: str,
    body: str,
    wants_letters: bool = False,
    join_codes: tuple[str, ...] = (),
    carry: Carry = outbox.hand_over,
) -> Applied:
    """A new application. The same sent again under the same `key`, even at the same moment, gets the same words and is no
    second one. `carry` takes the letter that asks to confirm.

    Refused where nobody vets yet, where the key was used for something else, or where a join code does not hold.
    """
    words = words_for(settings.SECRET_KEY, key, body)
    try:
        return _keep(wishes, private, language, key, words, wants_letters, join_codes, carry)
    except IntegrityError:
        before = queries.by_key(key)  # whoever pressed twice is the one who was quicker
        if before is None:
            raise
        return _sent_before(before, words)


@transaction.atomic
def _keep(
    wishes: Wishes,
    private: Private,
    language: str,
    key: str,
    words: str,
    wants_letters: bool,
    join_codes: tuple[str, ...],
    carry: Carry,
) -> Applied:
    before = queries.by_key(key)
    if before is not None:
        return _sent_before(before, words)
    one = _new(wishes, private, language, key, words)
    _seal(one, private)
    keep_evidence(person=one.code, kind=Kind.CONDUCT)
    for code in join_codes:
        use_code(person=one.code, words=words, code=code)
    if private.contact_kind == "email":
        _ask_to_confirm(one, private.contact, wants_letters, carry)
    journal.record(kinds.APPLICATION_FILED, about=one.code, actor=VISITOR)
    return Applied(one, words, is_new=True)


def _sent_before(one: Application, words: str) -> Applied:
    if one.receipt_mark != mark_of(settings.SECRET_KEY, words):
        raise Refused("This form was sent before with other words in it. Use your six words to correct it.")
    return Applied(one, words, is_new=False)


def _new(wishes: Wishes, private: Private, language: str, key: str, words: str) -> Application:
    desk = queries.desk_for(wishes.zones)
    if not desk:
        raise Refused("Nobody reads applications here yet. Please come back in a few days.")
    if Application.objects.filter(state=State.APPLIED).count() >= MOST_UNCONFIRMED:
        raise Refused("Too many applications wait to be confirmed. Please come back tomorrow.")
    now = clock.now()
    return Application.objects.create(
        receipt_mark=mark_of(settings.SECRET_KEY, words),
        key_mark=queries.key_mark(key),
        state_since=now,
        due_at=due_at(State.APPLIED, now),
        zone=desk,
        language=language,
        contact_kind=private.contact_kind,
        applied_at=now,
        **_in_clear(wishes),
    )


def _in_clear(wishes: Wishes) -> dict[str, list[str]]:
    return {
        "roles": list(wishes.roles),
        "zones": list(wishes.zones),
        "languages": list(wishes.languages),
        "times": list(wishes.times),
    }


def _seal(one: Application, private: Private) -> None:
    groups = {
        Group.CONTACT: {"kind": private.contact_kind, "contact": private.contact},
        Group.TRIAGE: private.triage,
        Group.NOTES: private.references,
    }
    for group, fields in groups.items():
        seal(
            kind=APPLICATION,
            record=one.code,
            group=group,
            zone=one.zone,
            role=Role.VETTER,
            fields=fields,
            expires=today() + SEALED_FOR,
        )


def _ask_to_confirm(one: Application, email: str, wants_letters: bool, carry: Carry) -> None:
    """A letter with one link. Nobody can use us to fill a stranger's letter box: three, then silence."""
    until = clock.now() + CONFIRM_WITHIN
    one.address, _is_new = addresses.keep_address(
        kind_name="email", given={"email": email}, expires_at=until, purpose="apply"
    )
    confirmation = new_code()
    one.wants_letters, one.confirm_mark = wants_letters, queries.confirm_mark(confirmation)
    one.save(update_fields=["address", "wants_letters", "confirm_mark"])
    if Application.objects.filter(address=one.address, state=State.APPLIED).count() > MOST_WAITING_AN_ADDRESS:
        return
    letter = NewLetter(
        code=confirmation,
        thread=one.code,
        texts=notices.confirmation(),
        url=f"{settings.SITE_URL}/people/apply/confirm/{confirmation}/",
        stop_prefix="",
        urgent=True,
        expires_at=until,
    )
    carry(letter, [Recipient(one.address, "email", one.language, show_text=True)])


@transaction.atomic
def confirm_by_letter(*, code: str) -> Application:
    """The link in the letter was pressed. The address is forgotten now unless letters were asked for."""
    found = queries.by_confirmation(code)
    if found is None:
        raise NotFound
    one = locked(found.code)
    one.confirm_mark = None
    if one.wants_letters:
        addresses.keep_until(code=one.address, expires_at=clock.now() + SEALED_FOR)
    else:
        forget_address(one)
    _confirmed(one, By.APPLICANT, holder_of(one), seen_by="")
    return one


@transaction.atomic
def confirm_by_call(*, actor: Actor, code: str, spoken: str) -> bool:
    """A vetter reached the applicant, who read three words from their receipt page: so it is their number. False where
    the words are others; ten such tries, and no more are taken."""
    actor.require(Ability.SCREEN)
    one = locked(queries.get_application(actor, code).code)
    if one.tries >= MOST_TRIES:
        raise Refused("Too many wrong words. Pause this application and ask them to apply again.")
    if normal_form(spoken) != call_words(settings.SECRET_KEY, one.code):
        Application.objects.filter(pk=one.pk).update(tries=one.tries + 1)
        return False
    _confirmed(one, By.VETTER, actor, seen_by=actor.code)
    return True


def _confirmed(one: Application, by: By, actor: Actor, seen_by: str) -> None:
    move(one=one, what=Move.CONFIRM, by=by, actor=actor)
    keep_evidence(person=one.code, kind=Kind.CONTACT, seen_by=seen_by)
    recompute(person=one.code)


@transaction.atomic
def correct(*, words: str, wishes: Wishes, private: Private | None = None) -> Application:
    """Other wishes, and where given all of the sealed part anew: we cannot show what was sealed, only replace it."""
    one = _mine(words)
    if State(one.state) not in IN_VETTING | {State.PAUSED}:
        raise Refused("This application can no longer be changed.")
    if State(one.paused_from or one.state) in LOOKED_AT and not set(wishes.zones) <= set(one.zones):
        raise Refused("A vetter has said yes for the zones you chose. For other zones, withdraw and apply again.")
    for name, value in _in_clear(wishes).items():
        setattr(one, name, value)
    one.claimed_by, one.claimed_until = "", None
    one.version += 1
    if private is not None:
        one.contact_kind = private.contact_kind
        _seal(one, private)
    one.save()
    recompute(person=one.code)
    return one


@transaction.atomic
def add_join_code(*, words: str, code: str) -> Application:
    """One more person vouches: their one-time join code is used up."""
    one = _mine(words)
    use_code(person=one.code, words=words, code=code)
    recompute(person=one.code)
    return one


@transaction.atomic
def withdraw(*, words: str) -> Application:
    """The applicant takes it back: everything sealed is gone at once."""
    one = _mine(words)
    move(one=one, what=Move.WITHDRAW, by=By.APPLICANT, actor=holder_of(one))
    erase_sealed(one)
    return one


@transaction.atomic
def pause(*, words: str) -> Application:
    """The applicant asks for time."""
    one = _mine(words)
    return move(one=one, what=Move.PAUSE, by=By.APPLICANT, actor=holder_of(one), reason=Reason.ASKED_FOR_A_BREAK)


@transaction.atomic
def resume(*, words: str) -> Application:
    """The applicant goes on where they stopped."""
    one = _mine(words)
    return move(one=one, what=Move.RESUME, by=By.APPLICANT, actor=holder_of(one))


def holder_of(one: Application) -> Actor:
    """Whoever has the words: known by the application's own code and by nothing else."""
    return Actor(ActorKind.RECEIPT_HOLDER, one.code)


def _mine(words: str) -> Application:
    found = queries.by_receipt(words)
    if found is None:
        raise NotFound
    return locked(found.code)
