"""What time does with concerns: tells somebody else where nobody read it, tells stewards where it sits, erases and forgets."""

from django.db import transaction

from wekeep.care.actions.concerns import end, settle_state, tell_more, tell_stewards
from wekeep.care.models import Apart, Concern
from wekeep.care.queries.concerns import lines_of
from wekeep.care.rules.concern import LISTENERS, LONGEST_OPEN, ROW_KEPT, WORDS_KEPT, Close, Kind, State, chosen, read_by
from wekeep.care.rules.sealed import CONCERN
from wekeep.kit import clock
from wekeep.vault.actions.sealing import erase_all
from wekeep.work import actions as work

BATCH = 300


def turn_concerns() -> int:
    """Look at every open concern, each in a transaction of its own: those who can hear it no longer, or have not read it in time, are
    replaced; returns how many moved. Twice is the same as once."""
    open_ones = Concern.objects.exclude(state=State.CLOSED).order_by("due_at").values_list("code", flat=True)
    return sum(_turn(code) for code in open_ones[:BATCH])


@transaction.atomic
def _turn(code: str) -> bool:
    one = Concern.objects.select_for_update().filter(code=code).exclude(state=State.CLOSED).first()
    if one is None:
        return False
    now = clock.now()
    if now - one.told_at > LONGEST_OPEN:
        end(one, Close.UNHEARD)
        return True
    passed = _pass_on(one)
    listening = one.ears.filter(passed_at__isnull=True).count()
    if listening < LISTENERS and (passed or _may_tell_again(one) or _somebody_came(one)):
        tell_more(one)
    settle_state(one)
    if one.due_at < now and _may_tell_again(one):
        tell_stewards(one)
    return passed


def _pass_on(one: Concern) -> bool:
    """Whoever's key is gone hears it no longer; whoever did not read it in time is replaced where there is somebody to replace them."""
    now, lines = clock.now(), lines_of(one)
    keys = {(line.zone, line.role.value): line.readers for line in lines}
    ears = list(one.ears.filter(passed_at__isnull=True).select_related("copy"))
    gone = [ear for ear in ears if ear.member not in keys.get((ear.copy.zone, ear.copy.role), ())]
    late = [
        ear for ear in ears if ear.read_at is None and read_by(ear.asked_at, Kind(one.kind)) < now and ear not in gone
    ]
    spare = len(_free(one)) - len(gone)
    passed = gone + late[: max(spare, 0)]
    for ear in passed:
        ear.passed_at = now
        ear.save(update_fields=["passed_at"])
    return bool(passed)


def _free(one: Concern) -> list[str]:
    """Who could be told of it yet."""
    barred = set(one.parties.values_list("member", flat=True))
    before = set(one.ears.values_list("member", flat=True))
    return [ear.member for ear in chosen(lines_of(one), barred, before, {}, BATCH)]


def _somebody_came(one: Concern) -> bool:
    return bool(_free(one))


def _may_tell_again(one: Concern) -> bool:
    return one.stewards_at is None or read_by(one.stewards_at, Kind.OTHER) < clock.now()


@transaction.atomic
def forget_concerns() -> int:
    """Erase the words of concerns that are over for a while, delete those long over, and let go of who was to stay apart for a
    year; returns how many were erased."""
    now = clock.now()
    over = Concern.objects.filter(closed_at__lt=now - WORDS_KEPT, erased=False).order_by("pk")[:BATCH]
    copies = [code for one in over for code in one.copies.values_list("code", flat=True)]
    erase_all(kind=CONCERN, records=copies)
    Concern.objects.filter(pk__in=[one.pk for one in over]).update(erased=True)
    long_over = Concern.objects.filter(erased=True, closed_at__lt=now - ROW_KEPT).values_list("pk", flat=True)[:BATCH]
    Concern.objects.filter(pk__in=list(long_over)).delete()
    Apart.objects.filter(until__lt=now).delete()
    if copies:
        work.empty_log_soon()
    return len(copies)
