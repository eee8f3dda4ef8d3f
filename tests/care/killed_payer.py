"""Pays a case and is killed right after one of the statements by which that is written down, before it is committed: python -m
tests.care.killed_payer CODE MEMBER BEGINNING. With a beginning that no statement has it lives to the end."""

import os
import signal
import sys
from typing import Any

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.db import connection

    from wekeep.care.actions import paying, rent_checking
    from wekeep.care.models import RentCase
    from wekeep.care.rules.rent import Method
    from wekeep.people.access import actor_for
    from wekeep.people.models import Member
    from wekeep.vault.rules.unlocked import Unlocked

    code, member, beginning = sys.argv[1:]

    def yes(unlocked: Unlocked) -> None:
        """The keeper is not asked here."""

    rent_checking.check_unlocked = yes  # type: ignore[attr-defined]
    me = Unlocked(actor_for(Member.objects.get(code=member)), b"")
    version = RentCase.objects.get(code=code).version

    def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Done, and not committed."""
        answer = execute(sql, params, many, context)
        if sql.startswith(beginning):
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with connection.execute_wrapper(die):
        paying.pay(unlocked=me, code=code, version=version, method=Method.CHEQUE, reference="CHK-1")
