"""Letters to drivers: that a run of theirs is new, changed or over, and nothing of whom or where."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts.queries.subscribers import of_members
from wekeep.care.models import Run
from wekeep.care.notices.plans import run_letter
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.people.models import Member


@transaction.atomic
def tell_driver(*, code: str, mark: str) -> None:
    """One letter on every channel that the driver of the run chose; under one `mark` a run is told of once."""
    run = Run.objects.filter(code=code).first()
    if run is None:
        return
    letter = NewLetter(
        code=f"{run.code}-{mark}",
        thread=run.code,
        texts=run_letter(),
        url=f"{settings.SITE_URL}/my-runs/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=True,
        expires_at=run.ends + timedelta(hours=1),
    )
    to = [Recipient(one.address, one.kind, one.language, False, one.show_text) for one in of_members([run.member])]
    reach = Member.objects.filter(code=run.member, is_active=True).exclude(reach="").first()
    if reach is not None:
        to.append(Recipient(reach.reach, "email", reach.language, show_text=True))
    outbox.hand_over(letter, to)
