"""What a household does with its six words: write more, say that it is worse, correct, confirm, rest, take back."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from wekeep.care.actions.holding import hold_households
from wekeep.care.actions.intake import plain, seal_for_desk
from wekeep.care.actions.moving import locked, move
from wekeep.care.actions.rent_of_household import correct_home, withdraw_all
from wekeep.care.models import Feedback, Household, News, Request
from wekeep.care.queries.aboard import is_on_the_road
from wekeep.care.queries.requests import by_receipt
from wekeep.care.rules import kinds
from wekeep.care.rules.request import OPEN, By, Close, Move, State, may
from wekeep.care.rules.sealed import FEEDBACK, HOUSEHOLD, NEWS, REQUEST, RIDER
from wekeep.care.rules.window import Urgency, wanted_by
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import Actor, ActorKind
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.toll import WAIT
from wekeep.vault.actions.sealing import erase, erase_all
from wekeep.work import actions as work

MOST_NEWS = 30
_OPEN = [state.value for state in OPEN]


def holder_of(one: Household) -> Actor:
    """Whoever has the words: known by the household's own code and by nothing else."""
    return Actor(ActorKind.RECEIPT_HOLDER, one.code)


@transaction.atomic
def tell(*, words: str, text: str, worse: bool = False, code: str = "") -> Household:
    """The household writes more, or says that it is worse now: of the request with `code`, else of all that are open. What nobody has
    in hand is sorted anew with the newest words; whoever has it in hand sees it at once."""
    one = mine_by_words(words)
    rows = _open(one, code)
    if not rows:
        raise Refused("Nothing you asked for is open any more. Ask anew, and we will link it to this.")
    if not text and not worse:
        raise Refused("Write what is new.")
    if one.news.count() >= MOST_NEWS:
        raise Refused("You have written very often. Please call the one who helps you.")
    news = News.objects.create(household=one, worse=worse, at=clock.now())
    if text:
        seal_for_desk(one, NEWS, news.code, Group.TRIAGE, {"news": text})
    for row in rows:
        _again(row, holder_of(one), worse=worse, wrote=bool(text))
    journal.record(kinds.NEWS_TOLD, about=one.code, actor=holder_of(one), zone=plain(one.zone), worse=worse)
    return one


def _again(one: Request, actor: Actor, *, worse: bool, wrote: bool) -> None:
    now = clock.now()
    if wrote:
        one.news_at = now
    if worse:
        one.worse_at, one.urgency, one.help_by = now, Urgency.TODAY, wanted_by(Urgency.TODAY, now)
    state = State(one.state)
    again = next((what for what in (Move.TELL, Move.DISPUTE) if may(state, what, By.HOUSEHOLD)), None)
    if again is not None:
        move(one=one, what=again, by=By.HOUSEHOLD, actor=actor)
        return
    one.due_at = now  # somebody is on their way: it stands first in their list, and in the desk's
    one.save()


@transaction.atomic
def correct(*, words: str, contact: dict[str, str] | None, place: dict[str, str] | None) -> Household:
    """Another way to reach them, another place, or both: we cannot show what was sealed, only replace it. What was opened for a helper
    is closed with it."""
    one = mine_by_words(words)
    rows, cases = _open(one, ""), correct_home(one, contact=contact, place=place)
    if not cases and not (rows and one.is_sealed):
        raise Refused("This can no longer be changed.")
    for group, fields in ((Group.CONTACT, contact), (Group.PLACE, place)):
        if rows and fields is not None:
            seal_for_desk(one, HOUSEHOLD, one.code, group, fields)
    for row in rows:
        _again(row, holder_of(one), worse=False, wrote=True)
    journal.record(kinds.CORRECTED, about=one.code, actor=holder_of(one), zone=plain(one.zone))
    return one


@transaction.atomic
def withdraw(*, words: str, code: str = "") -> Household:
    """The household no longer needs the request with `code`, or any, money neither: then what was sealed is gone at once, or where somebody
    of it is in a driver's car, as soon as they are out of it: their driver has to know where they go, and the desk whom to call."""
    one = mine_by_words(words)
    if code and not one.requests.filter(code=code).exists():
        raise NotFound
    if not code:
        withdraw_all(one)
    for row in _open(one, code):
        move(one=row, what=Move.CLOSE, by=By.HOUSEHOLD, actor=holder_of(one), close=Close.WITHDRAWN)
    if not _open(one, ""):
        _erase_when_out(one)
    work.empty_log_soon()
    return one


def _erase_when_out(one: Household) -> None:
    if not is_on_the_road(one):
        erase_sealed(one)
        return
    one.refresh_from_db()
    one.erase_at = clock.now()
    one.save(update_fields=["erase_at"])


@transaction.atomic
def answer(*, words: str, code: str, what: Move) -> Household:
    """It came, it did not come, rest, go on: the moves that are the household's own."""
    one = mine_by_words(words)
    rows = _open(one, code)
    if what not in (Move.CONFIRM, Move.DISPUTE, Move.PAUSE, Move.RESUME) or len(rows) != 1 or not code:
        raise NotFound
    move(one=rows[0], what=what, by=By.HOUSEHOLD, actor=holder_of(one))
    return one


@transaction.atomic
def send_on(*, words: str, may_wait: Callable[[], bool]) -> bool:
    """The household waited instead of having its phone work, as one without scripts can: what it asked for stands among the others now.
    False while it is too early, or where its network did the same a moment ago."""
    one = mine_by_words(words)
    rows = one.requests.filter(is_unproved=True)
    if not rows.exists():
        return True
    if clock.now() < one.asked_at + timedelta(seconds=WAIT) or not may_wait():
        return False
    rows.update(is_unproved=False, put_away=None)
    return True


def erase_sealed(one: Household) -> None:
    """Everything sealed of the household is gone, in the caller's transaction."""
    erase(kind=HOUSEHOLD, record=one.code)
    erase_all(kind=REQUEST, records=list(one.requests.values_list("code", flat=True)))
    erase_all(kind=NEWS, records=list(one.news.values_list("code", flat=True)))
    how = Feedback.objects.filter(request__household=one).values_list("code", flat=True)
    erase_all(kind=FEEDBACK, records=list(how))
    erase_all(kind=RIDER, records=list(one.riders.values_list("code", flat=True)))
    one.refresh_from_db()
    one.is_sealed, one.erase_at = False, None
    one.save(update_fields=["is_sealed", "erase_at"])


def mine_by_words(words: str) -> Household:
    """The household that holds these six words, its row locked until the transaction ends; NotFound for other words."""
    found = by_receipt(words)
    held = hold_households([found.pk]) if found else []
    if not held:
        raise NotFound
    return held[0]


def _open(one: Household, code: str) -> list[Request]:
    """The open requests, locked; with `code` that one alone."""
    rows = one.requests.filter(state__in=_OPEN)
    codes = (rows.filter(code=code) if code else rows).order_by("pk").values_list("code", flat=True)
    return [locked(found) for found in codes]
