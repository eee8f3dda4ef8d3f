"""Recovery codes: ten at a time, each for once, kept only as marks."""

from django.conf import settings
from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit.actor import Actor
from wekeep.kit.codes import keyed_mark, new_code
from wekeep.people.models import Member, RecoveryCode
from wekeep.people.rules import kinds
from wekeep.people.rules.factor import RECOVERY_CODES


@transaction.atomic
def use_recovery(*, actor: Actor, member: Member, code: str) -> bool:
    """Whether this was an unused recovery code of the member; it is used up now."""
    if not RecoveryCode.objects.filter(member=member, mark=_mark_of(member, code)).delete()[0]:
        return False
    journal.record(kinds.RECOVERY_USED, about=member.code, actor=actor)
    return True


def fresh_codes(*, member: Member) -> list[str]:
    """Ten fresh codes in the caller's transaction, to be shown once; older ones count no longer."""
    RecoveryCode.objects.filter(member=member).delete()
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create([RecoveryCode(member=member, mark=_mark_of(member, code)) for code in codes])
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


def _mark_of(member: Member, typed: str) -> str:
    plain = "".join(letter for letter in typed.lower() if letter.isalnum())
    return keyed_mark(settings.SECRET_KEY, "recovery", f"{member.code} {plain}")
