"""What is held in the vault and in the keeper's own file."""

from datetime import timedelta

from django.utils.translation import gettext_noop

from wekeep.channels.actions import making_ready
from wekeep.desk.queries.held.terms import (
    COUNTED_DAYS,
    KEEPER,
    NOBODY,
    OPERATORS,
    READER_KEPT_DAYS,
    STEWARDS,
    VETTERS_UNLOCKED,
    WITH_OWNER,
    Form,
    Holding,
    in_days,
)
from wekeep.people.rules import application
from wekeep.vault.queries.audit import KEPT_SECONDS
from wekeep.vault.rules import glass, power
from wekeep.watch.rules import sighting

SEALED: tuple[Holding, ...] = (
    Holding(
        ("vault.SealedFile",),
        gettext_noop("Files that someone handed in, as sealed bytes: of which record, and how long they are"),
        Form.SEALED,
        gettext_noop("Those who hold the role they are sealed to, unlocked, one by one"),
        gettext_noop("Until the day they were handed in for is over"),
    ),
    Holding(
        ("vault.BrokenGlass",),
        gettext_noop("Who opened more than their share in an emergency, and who looked at it; never what"),
        Form.CLEAR,
        STEWARDS,
        gettext_noop("%(days)s days"),
        {"days": in_days(glass.KEPT)},
    ),
    Holding(
        ("vault.Proposal",),
        gettext_noop("What waits for a second person: who asked for what about whom"),
        Form.CLEAR,
        gettext_noop("The one who asked, and those who may agree"),
        gettext_noop("%(minutes)s minutes, and an hour at most until the row is gone"),
        {"minutes": power.LIVES // timedelta(minutes=1)},
    ),
    Holding(
        ("vault.Seal",),
        gettext_noop("What applicants wrote: how to reach them, their words, their references"),
        Form.SEALED,
        VETTERS_UNLOCKED,
        gettext_noop("%(days)s days at most; at once when withdrawn, ten minutes after a no, when approved"),
        {"days": in_days(application.SEALED_FOR)},
    ),
    Holding(
        ("vault.Seal",),
        gettext_noop("How to reach somebody who reported, where they left it"),
        Form.SEALED,
        gettext_noop("A verifier of the zone, unlocked, one by one and for a reason that is logged"),
        gettext_noop("%(hours)s hours after it came in, to the end of that day at most; at once when taken back"),
        {"hours": sighting.STORED // timedelta(hours=1)},
    ),
    Holding(
        ("vault.Seal",),
        gettext_noop("Who vouched for whom, and why"),
        Form.SEALED,
        gettext_noop("Stewards, unlocked by their own words; each look is counted and logged"),
        gettext_noop("As long as the vouch"),
    ),
    Holding(
        ("vault.Seal", "vault.Assignment"),
        gettext_noop(
            "Beside everything sealed: the record's code, kind, zone, role, last day, one of four sizes, and which member it is assigned to for some hours"
        ),
        Form.CLEAR,
        NOBODY,
        WITH_OWNER,
    ),
    Holding(
        ("vault.MemberKey", "vault.RoleEpoch", "vault.RoleWrap", "vault.Bucket", "vault.ServiceKey"),
        gettext_noop(
            "Keys: public ones in clear; members' own sealed under their passphrase, roles' sealed to each holder"
        ),
        Form.SEALED,
        gettext_noop("Their owner, through the keeper"),
        gettext_noop("Until the passphrase changes, access ends or the day is over"),
    ),
    Holding(
        ("vault.KeptCheckpoint",),
        gettext_noop("Signed marks of the log of reads, one an hour"),
        Form.MARKED,
        OPERATORS,
        gettext_noop("For as long as the network lives"),
    ),
    Holding(
        ("keeper.meta", "keeper.bucket", "keeper.line", "keeper.log_key", "keeper.revoked"),
        gettext_noop("In the keeper's own file: the keys of the days to come, and what it needs to refuse old ones"),
        Form.SEALED,
        KEEPER,
        gettext_noop(
            "A day's key until the day is over; then it is destroyed, and what was sealed to it is gone for good"
        ),
    ),
    Holding(
        ("keeper.spent", "keeper.served", "keeper.reader"),
        gettext_noop(
            "In the keeper's own file: how much each person and the sending opened, and how many people opened a record, as marks"
        ),
        Form.MARKED,
        KEEPER,
        gettext_noop("The first a day; the second %(days)s days"),
        {"days": READER_KEPT_DAYS},
    ),
    Holding(
        ("keeper.signed",),
        gettext_noop(
            "In the keeper's own file: how many alerts were signed when, for how many people; for a day a mark of by whom"
        ),
        Form.MARKED,
        KEEPER,
        gettext_noop("%(days)s days"),
        {"days": COUNTED_DAYS},
    ),
    Holding(
        ("keeper.struck",),
        gettext_noop(
            "In the keeper's own file: which sheets of prepared messages were opened, as marks, so that none is again"
        ),
        Form.MARKED,
        KEEPER,
        gettext_noop("Until the day of the sheet is over, %(days)s days at most"),
        {"days": in_days(making_ready.KEPT)},
    ),
    Holding(
        ("keeper.glass",),
        gettext_noop("In the keeper's own file: who opened more than their share in an emergency, as marks"),
        Form.MARKED,
        KEEPER,
        gettext_noop("%(days)s days"),
        {"days": in_days(glass.AGAIN_AFTER)},
    ),
    Holding(
        ("keeper.honey",),
        gettext_noop("In the keeper's own file: which applications nobody sent, as marks"),
        Form.MARKED,
        KEEPER,
        gettext_noop("%(days)s days, and until the end of the last one"),
        {"days": in_days(application.LAPSES[application.State.APPLIED])},
    ),
    Holding(
        ("keeper.touch",),
        gettext_noop("In the keeper's own file: who opened an application that nobody sent"),
        Form.SEALED,
        KEEPER,
        gettext_noop("%(days)s days"),
        {"days": KEPT_SECONDS // 86_400},
    ),
    Holding(
        ("keeper.saw",),
        gettext_noop("In the keeper's own file: up to which of these a steward has seen them, as marks"),
        Form.MARKED,
        KEEPER,
        gettext_noop("%(days)s days"),
        {"days": KEPT_SECONDS // 86_400},
    ),
    Holding(
        ("keeper.factor",),
        gettext_noop(
            "In the keeper's own file: under a mark for each person, the time of the last six digits and how many were"
            " wrong; for 15 minutes also under a mark of a session"
        ),
        Form.MARKED,
        KEEPER,
        gettext_noop("For as long as the network lives"),
    ),
    Holding(
        ("keeper.log", "keeper.checkpoint"),
        gettext_noop("The log of reads: who opened which record when and why"),
        Form.SEALED,
        gettext_noop("Stewards of every zone, unlocked by their own words; that they read it is logged too"),
        gettext_noop("%(days)s days; after that a mark remains that proves nothing was taken out"),
        {"days": KEPT_SECONDS // 86_400},
    ),
)
