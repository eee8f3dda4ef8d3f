"""Letters to those who asked for them, and what happens once a decision can no longer be taken back."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.channels.actions import addresses, outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark
from wekeep.people import notices
from wekeep.people.actions.moving import application_of, erase_sealed
from wekeep.people.models import Application, Member, Standing
from wekeep.people.rules.application import ENDED, State
from wekeep.people.rules.eligibility import warning_due
from wekeep.people.rules.sealed import APPLICATION
from wekeep.places.queries.today import today
from wekeep.vault.actions.sealing import erase

LETTER_LIVES = timedelta(days=2)
# as long as a role may last
ADDRESS_LIVES = timedelta(days=367)


@transaction.atomic
def settle(*, code: str, state: State) -> None:
    """The time to take a decision back is over and it stands: write the letter that was asked for, and erase what nobody
    needs any more. Where it was taken back meanwhile, nothing happens."""
    one = application_of(code)
    if one is None or one.state != state:
        return
    if one.wants_letters and one.address:
        _write(one.address, one.language, notices.letter(state), f"{one.code} {state} {one.state_since.isoformat()}")
        kept = LETTER_LIVES if state in ENDED else ADDRESS_LIVES
        addresses.keep_until(code=one.address, expires_at=clock.now() + kept)
    if state in ENDED and not one.wants_letters:
        erase_sealed(one)
    elif state in ENDED | {State.APPROVED} and one.is_sealed:
        erase(kind=APPLICATION, record=one.code)
        Application.objects.filter(pk=one.pk).update(is_sealed=False)


@transaction.atomic
def warn(*, number: int) -> bool:
    """Warn the member of one standing 30, 7 and 1 days before it ends: on their own page, and by letter where they asked
    for letters. Returns whether a warning was due."""
    row = Standing.objects.select_for_update().filter(pk=number).first()
    if row is None or row.until is None:
        return False
    days = warning_due(row.until, today(), row.warned)
    if days is None:
        return False
    row.warned = days
    row.save(update_fields=["warned"])
    member = Member.objects.filter(code=row.person, is_active=True).exclude(reach="").first()
    if member is not None:
        key = f"{row.person} {row.role} {row.zone} {row.until.isoformat()} {days}"
        _write(member.reach, member.language, notices.warning(), key)
    return True


@transaction.atomic
def forget_reach(*, code: str) -> None:
    """The member wants no letters any more: their address is forgotten."""
    member = Member.objects.select_for_update().filter(code=code).first()
    if member is not None and member.reach:
        addresses.forget_address(code=member.reach)
        Application.objects.filter(address=member.reach).update(address="", wants_letters=False)
        member.reach = ""
        member.save(update_fields=["reach"])


def _write(address: str, language: str, texts: dict[str, outbox.Text], key: str) -> None:
    """One letter, however often its job runs: `key` names it."""
    code = keyed_mark(settings.SECRET_KEY, "people letter", key)[:32]
    letter = NewLetter(
        code=code,
        thread=code,
        texts=texts,
        url=f"{settings.SITE_URL}/people/apply/receipt/",
        stop_prefix="",
        urgent=False,
        expires_at=clock.now() + LETTER_LIVES,
    )
    outbox.hand_over(letter, [Recipient(address, "email", language, show_text=True)])
