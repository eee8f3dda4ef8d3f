"""Copying the keeper's public list of what was signed, so that its page needs no keeper."""

from datetime import timedelta

from wekeep.alerts.models import Sent
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.kit.sent_list import KEPT_SECONDS
from wekeep.vault.queries.sending import sent_after

# once an hour a line too many may have been copied; by then its time is over anyway
_KEPT = timedelta(seconds=KEPT_SECONDS)


def copy_list() -> int:
    """Take over the lines that are new, in the caller's transaction; returns how many. A keeper that is away or sealed gives
    them later. Where the keeper's file was lost, its list begins anew, and so does ours."""
    last = Sent.objects.order_by("-number").first()
    try:
        found = sent_after(last.number - 1 if last else 0)
        if last and (not found.entries or found.entries[0].link != bytes(last.link)):
            Sent.objects.all().delete()
            found = sent_after(0)
    except Refused:
        return 0
    known = Sent.objects.order_by("-number").values_list("number", flat=True).first() or 0
    signature = {one.number: one.signature for one in found.head}
    rows = [
        Sent(
            number=one.number,
            leaf=one.leaf,
            link=one.link,
            nonce=one.nonce,
            words=one.words,
            at=one.at,
            signature=signature.get(one.number, b""),
        )
        for one in found.entries
        if one.number > known
    ]
    Sent.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def forget_lines() -> int:
    """Lines whose 90 days are over keep their place in the chain and tell nothing; returns how many."""
    before = int((clock.now() - _KEPT).timestamp())
    return Sent.objects.filter(at__lt=before).exclude(words=b"").update(nonce=b"", words=b"")
