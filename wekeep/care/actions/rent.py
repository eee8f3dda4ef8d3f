"""What whoever needs money does: ask, finish a draft, correct, say that papers are there, take it back. The six words are the
key; a navigator or a carer files on the same form and is written down as who filed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from wekeep.care.actions.rent_checking import Doubtful
from wekeep.care.actions.rent_moving import locked, move, open_anew, take_in
from wekeep.care.models import Household, RentCase
from wekeep.care.queries import rent as queries
from wekeep.care.rules import claim, rent_kinds
from wekeep.care.rules.plausible import Doubt
from wekeep.care.rules.receipt import key_mark, likeness, mark_of, words_for
from wekeep.care.rules.rent import (
    FOR_CARERS,
    PAYEE_OF,
    SEALED_FOR,
    By,
    Kind,
    Move,
    Reason,
    State,
    check_months,
    details_in,
    due_at,
)
from wekeep.care.rules.rent_sealed import (
    CONTACT,
    NOTE,
    PAYEE,
    PAYEE_FOR_PAYERS,
    PLACE,
    PLACE_FOR_PAYERS,
    READERS,
)
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import VISITOR, Actor, ActorKind
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.toll import WAIT
from wekeep.vault.actions.sealing import seal


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands in the queue in clear: what for, which months ("2026-11"), how much, in cents."""

    kind: Kind
    zone: str
    months: tuple[str, ...]
    monthly: int
    asked: int


@dataclass(frozen=True, slots=True, repr=False)
class Private:
    """What is sealed: who asks, where they live, who is paid and how, and anything else they wrote."""

    name: str
    phone: str
    address: str
    payee: str
    pay_to: str
    note: str = ""

    def groups(self) -> Mapping[tuple[str, Group], Mapping[str, str]]:
        """Under which kind and in which group each part is sealed: payers read the payee, fund keepers all of it."""
        return {
            CONTACT: {"name": self.name, "phone": self.phone},
            PLACE: {"address": self.address},
            PLACE_FOR_PAYERS: {"address": self.address},
            NOTE: {"note": self.note},
            **self.paid(),
        }

    def paid(self) -> Mapping[tuple[str, Group], Mapping[str, str]]:
        """The part of it that says who is paid, and how."""
        told = {"payee": self.payee, "pay_to": self.pay_to}
        return {PAYEE: told, PAYEE_FOR_PAYERS: told}


@dataclass(frozen=True, slots=True)
class Filed:
    """A case and its six words, which are shown once and kept nowhere; `is_new`: not sent before."""

    case: RentCase
    words: str
    is_new: bool

    @property
    def wants_proof(self) -> bool:
        """Whether it stands behind all others until the sender's phone has worked, or they have waited, or somebody has looked."""
        return self.case.unproved_at is not None


def file_case(
    *,
    actor: Actor = VISITOR,
    wish: Wish,
    private: Private,
    language: str,
    key: str,
    body: str,
    is_draft: bool = False,
    is_sure: bool = False,
    is_proved: bool = True,
) -> Filed:
    """A new case, kept as a draft or sent. The same sent again under the same `key`, even at the same moment, gets the same
    words and is no second one. `actor` is the navigator or carer who files it, a visitor where the family does. Not `is_proved` is what came in
    a flood and brings no work: it is kept as well, and stands behind all others; the same form again with it goes on.

    Refused where nobody there could read it, or what is asked for is nothing; Doubtful where a carer claimed the same sum a short while
    ago and `is_sure` does not say that this is another.
    """
    _check(actor, wish)
    words = words_for(settings.SECRET_KEY, key, body)
    try:
        return _keep(actor, wish, private, language, key, words, is_draft, is_sure, is_proved)
    except IntegrityError:
        before = queries.by_key(key)  # whoever pressed twice is the one who was quicker
        if before is None:
            raise
        return _sent_before(before, words, is_proved)


def _check(actor: Actor, wish: Wish) -> None:
    check_months(list(wish.months), wish.kind)
    if wish.kind in FOR_CARERS:
        actor.require(Ability.ASK_MONEY_BACK)
    elif actor.kind is ActorKind.MEMBER and not actor.may(Ability.TAKE_RENT):
        actor.require(Ability.TAKE_REQUESTS)
    if wish.asked <= 0:
        raise Refused("Put down an amount.")


@transaction.atomic
def _keep(
    actor: Actor,
    wish: Wish,
    private: Private,
    language: str,
    key: str,
    words: str,
    is_draft: bool,
    is_sure: bool,
    is_proved: bool,
) -> Filed:
    before = queries.by_key(key)
    if before is not None:
        return _sent_before(before, words, is_proved)
    case = keep_case(
        actor=actor,
        wish=wish,
        private=private,
        language=language,
        state=State.DRAFT if is_draft else State.SUBMITTED,
        receipt_mark=mark_of(settings.SECRET_KEY, words),
        key_mark=key_mark(settings.SECRET_KEY, key),
        is_proved=is_proved,
    )
    if not is_sure and queries.claims_like(case):
        raise Doubtful([Doubt.SAME_AGAIN])  # nothing of it is kept
    return Filed(case, words, is_new=True)


def keep_case(
    *,
    actor: Actor,
    wish: Wish,
    private: Private,
    language: str,
    state: State,
    receipt_mark: str,
    key_mark: str,
    household: Household | None = None,
    missing: Sequence[str] = (),
    is_proved: bool = True,
) -> RentCase:
    """A new case with everything sealed, in the caller's transaction; `missing` is what the family has not told yet. Refused
    where nobody could read it, or too many wait."""
    desk = queries.desk_for(wish.zone)
    if not desk:
        raise Refused("Nobody handles money for this neighbourhood yet. Please ask again in a few days.")
    if is_proved and queries.is_full():  # what came in a flood fills nothing
        raise Refused("Too many requests wait to be read. Please come back tomorrow.")
    now = clock.now()
    one = RentCase(
        receipt_mark=receipt_mark,
        key_mark=key_mark,
        household=household,
        state=state,
        state_since=now,
        due_at=due_at(state, now),
        desk=desk,
        language=language,
        missing=list(missing),
        filed_by=actor.code if actor.kind is ActorKind.MEMBER else "",
        filed_at=now,
        unproved_at=None if is_proved else now,
    )
    write_marks(one, wish, private)
    one.save()
    seal_groups(one, private.groups())
    journal.record(rent_kinds.RENT_FILED, about=one.code, actor=actor, asked_for=wish.kind.value)
    return one


def _sent_before(one: RentCase, words: str, is_proved: bool) -> Filed:
    if one.receipt_mark != mark_of(settings.SECRET_KEY, words):
        raise Refused("This form was sent before with other words in it. Use your six words to correct it.")
    return Filed(_among_others(one) if is_proved else one, words, is_new=False)


@transaction.atomic
def _among_others(found: RentCase) -> RentCase:
    """What came in a flood and has brought its work now; where too many wait it stays where it is."""
    one = locked(found.code)
    if one.unproved_at is not None and not queries.is_full():
        take_in(one)
    return one


def write_marks(one: RentCase, wish: Wish, private: Private) -> None:
    """The clear part and the marks, and which older case of the same household and months it is like."""
    secret = settings.SECRET_KEY
    one.kind, one.zone, one.months = wish.kind, wish.zone, sorted(wish.months)
    one.monthly, one.asked, one.payee_kind = wish.monthly, wish.asked, PAYEE_OF[wish.kind]
    one.household_mark = claim.household_mark(secret, private.phone, private.name or private.phone)
    one.likeness = likeness(secret, private.phone or private.name)
    one.address_mark = claim.address_mark(secret, private.address)
    one.payee_mark = claim.payee_mark(secret, private.payee, private.pay_to)
    older = [other for other in queries.alike(one) if other.household_mark == one.household_mark]
    one.same_as = older[0].code if older else ""


def seal_groups(one: RentCase, groups: Mapping[tuple[str, Group], Mapping[str, str]]) -> None:
    """Seal these parts of a case anew, in the caller's transaction; what they held before is gone."""
    for (kind, group), fields in groups.items():
        seal(
            kind=kind,
            record=one.code,
            group=group,
            zone=one.desk,
            role=READERS[kind],
            fields=fields,
            expires=last_day(),
        )


def write_payee(one: RentCase, payee: str, pay_to: str) -> None:
    """Another payee of a case, in the caller's transaction: sealed, and its mark for the caller to save."""
    seal_groups(one, Private("", "", "", payee, pay_to).paid())
    one.payee_mark = claim.payee_mark(settings.SECRET_KEY, payee, pay_to)


def last_day() -> date:
    """Until when what is sealed today opens."""
    return (clock.now() + SEALED_FOR).date()


@transaction.atomic
def send_draft(*, words: str, code: str = "") -> RentCase:
    """The draft is complete: fund keepers see it from now on. `code` says which, where the words open several."""
    one = mine_by_words(words, code)
    return move(one=one, what=Move.SUBMIT, by=By.FAMILY, actor=holder_of(one))


@transaction.atomic
def send_on(*, words: str, may_wait: Callable[[], bool]) -> bool:
    """The family waited instead of having its phone work, as one without scripts can: its case stands among the others now. False while it
    is too early, where its network did the same a moment ago, or while too many wait."""
    one = mine_by_words(words)
    if one.unproved_at is None:
        return True
    if clock.now() < one.filed_at + timedelta(seconds=WAIT) or queries.is_full() or not may_wait():
        return False
    take_in(one)
    return True


@transaction.atomic
def correct(*, words: str, wish: Wish, private: Private) -> RentCase:
    """Everything anew: what was sealed cannot be shown here, only replaced. Approvals that were given are about it no more."""
    one = mine_by_words(words)
    if wish.kind in FOR_CARERS or Kind(one.kind) in FOR_CARERS:
        raise Refused("This can no longer be changed here. Take it back and ask anew.")
    check_months(list(wish.months), wish.kind)
    if wish.asked <= 0:
        raise Refused("Put down an amount.")
    if wish.zone != one.zone and queries.desk_for(wish.zone) != one.desk:
        raise Refused("For another neighbourhood, take this back and ask anew.")
    open_anew(one)
    write_marks(one, wish, private)
    seal_groups(one, private.groups())
    if State(one.state) is State.DRAFT:
        one.save()
        return one
    return move(one=one, what=Move.CORRECT, by=By.FAMILY, actor=holder_of(one), reason=Reason.SOMETHING_CHANGED)


@transaction.atomic
def bring_papers(*, words: str, code: str = "") -> RentCase:
    """The family showed the papers that were missing, or says how they can be seen. Refused while they have not told what only
    they can tell."""
    one = mine_by_words(words, code)
    if details_in(one.missing):
        raise Refused("Please fill in first what only you can tell.")
    one.missing = []
    return move(one=one, what=Move.BRING_DOCS, by=By.FAMILY, actor=holder_of(one))


@transaction.atomic
def withdraw(*, words: str, code: str = "") -> RentCase:
    """The family takes it back: everything sealed is gone at once."""
    one = mine_by_words(words, code)
    return move(one=one, what=Move.WITHDRAW, by=By.FAMILY, actor=holder_of(one))


def holder_of(one: RentCase) -> Actor:
    """Whoever has the words: known by the case's own code and by nothing else."""
    return Actor(ActorKind.RECEIPT_HOLDER, one.code)


def mine_by_words(words: str, code: str = "") -> RentCase:
    """The case of whoever has the words, locked; with `code` that one alone. NotFound where they open none."""
    found = queries.by_receipt(words, code)
    if found is None:
        raise NotFound
    return locked(found.code)
