"""Copying the keeper's public list of what was signed, so that its page needs no keeper."""

from datetime import timedelta

from wekeep.alerts.models import Sent
from wekeep.alerts.queries.sent import sent_today
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import SentAre
from wekeep.kit.log_chain import Entry
from wekeep.kit.sent_list import KEPT_SECONDS
from wekeep.vault.queries.sending import sent_after

# once an hour a line too many may have been copied; by then its time is over anyway
_KEPT = timedelta(seconds=KEPT_SECONDS)


def copy_list() -> int:
    """Take over the lines that are new, in the caller's transaction; returns how many. A keeper that is away or sealed gives
    them later. Where the keeper's file was lost, its list begins anew, and so does ours; and where somebody changed ours, so
    that it does not hold, all of it is copied again."""
    last = Sent.objects.order_by("-number").first()
    try:
        found = sent_after(last.number - 1 if last else 0)
        if last and (not found.entries or found.entries[0].link != bytes(last.link) or not sent_today().holds):
            Sent.objects.all().delete()
            last, found = None, sent_after(0)
        return _take_over(found, last.number if last else 0)
    except Refused:
        return 0


def _take_over(found: SentAre, known: int) -> int:
    """Write down what is newer than the line `known`, up to the signed head."""
    copied = 0
    while fresh := [one for one in found.entries if one.number > known]:
        signature = {one.number: one.signature for one in found.head}
        Sent.objects.bulk_create([_row(one, signature.get(one.number, b"")) for one in fresh], ignore_conflicts=True)
        known, copied = fresh[-1].number, copied + len(fresh)
        if not found.head or known >= found.head[0].number:
            break
        found = sent_after(known)
    return copied


def _row(one: Entry, signature: bytes) -> Sent:
    fields = {name: getattr(one, name) for name in ("number", "leaf", "link", "nonce", "words", "at")}
    return Sent(**fields, signature=signature)


def forget_lines() -> int:
    """Lines whose 90 days are over keep their place in the chain and tell nothing; returns how many."""
    before = int((clock.now() - _KEPT).timestamp())
    return Sent.objects.filter(at__lt=before).exclude(words=b"").update(nonce=b"", words=b"")
