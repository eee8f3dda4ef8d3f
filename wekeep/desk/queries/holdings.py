"""What this installation holds, in words: the one place in which every table says what is in it, sealed or not, who reads it
and for how long. The public page and docs/threat-model.md are made from it, and a table that is missing here fails a test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wekeep.alerts.rules import alert, subscription
from wekeep.channels.actions import outbox
from wekeep.journal.rules.kind import all_kinds
from wekeep.people.actions.applications import CONFIRM_WITHIN
from wekeep.people.rules import application, vouch
from wekeep.vault.queries.audit import KEPT_SECONDS
from wekeep.vault.rules import glass, power
from wekeep.watch.rules import incident, sighting
from wekeep.work import actions as work


class Form(StrEnum):
    """How something lies on the disk, which is what decides what handing it over gives away."""

    CLEAR = "clear"
    MARKED = "marked"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that is held. `tables` are labels of models, or keeper.NAME for a table of the keeper's own file; the
    sentences are marked for translation, `kept` with the numbers that fill it."""

    tables: tuple[str, ...]
    what: str
    form: Form
    readers: str
    kept: str
    numbers: dict[str, int] = field(default_factory=dict)


FORM_WORDS: dict[Form, str] = {
    Form.CLEAR: gettext_noop("In clear: whoever has the disk reads it"),
    Form.MARKED: gettext_noop("Only a mark: it recognises, and tells nothing"),
    Form.SEALED: gettext_noop("Sealed: nothing without the keeper and a reader's own words"),
}

_NEVER = (
    gettext_noop("Names and telephone numbers of members"),
    gettext_noop("Papers, papers' numbers, or anyone's immigration status"),
    gettext_noop("Network addresses and which phone or browser was used"),
    gettext_noop("Who reported a sighting"),
    gettext_noop("Where somebody was over time, and when they signed in"),
    gettext_noop("Messages between people"),
    gettext_noop("Faces and number plates"),
)

_NOBODY = gettext_noop("Nobody reads a list of it")
_SENDING = gettext_noop("The part of the program that sends; no page shows it")
_VETTERS = gettext_noop("Vetters of the zone")
_VETTERS_UNLOCKED = gettext_noop("Vetters of the zone, unlocked by their own words; each look is counted and logged")
_STEWARDS = gettext_noop("Stewards")
_MEMBERS = gettext_noop("Members with a role in the zone")
_OPERATORS = gettext_noop("Operators of the server")
_EVERYONE = gettext_noop("Everyone")
_KEEPER = gettext_noop("Only the keeper, a separate program; its file is in no backup")
_WITH_OWNER = gettext_noop("As long as what it belongs to")
_WITH_FACTOR = gettext_noop("Until the second step is removed or the member's access ends")
_WITH_FACTOR = gettext_noop("Until the second step is removed or the member's access ends")
_WITH_FACTOR = gettext_noop("Until the second step is removed or the member's access ends")
_WITH_FACTOR = gettext_noop("Until the second step is removed or the member's access ends")
_WITH_FACTOR = gettext_noop("Until the second step is removed or the member's access ends")
_WHILE_SUBSCRIBED = gettext_noop(
    "%(days)s days after it was last confirmed or changed; unconfirmed %(hours)s hours; at once when stopped"
)


# what other programs and jobs keep to; a test compares them
READER_KEPT_DAYS = 120
SWEPT_MINUTES = 15


def _days(span: timedelta) -> int:
    return span.days


def _hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)


_SUBSCRIBED = {"days": _days(subscription.KEPT_FOR), "hours": _hours(subscription.CONFIRM_WITHIN)}

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        ("watch.Sighting", "watch.Addition"),
        gettext_noop("Sightings: when, the exact place, what was seen in the words as typed; never who reported"),
        Form.CLEAR,
        _MEMBERS,
        gettext_noop("%(hours)s hours after it came in; those in an incident as long as the incident"),
        {"hours": _hours(sighting.STORED)},
    ),
    Holding(
        ("watch.Sighting", "people.Application"),
        gettext_noop("Receipts: the six words with which someone comes back to what they sent"),
        Form.MARKED,
        _NOBODY,
        _WITH_OWNER,
    ),
    Holding(
        ("watch.Incident",),
        gettext_noop(
            "Incidents: exact place inside, a cell of about 0.7 km² outside; outcome; codes of the members at work on it"
        ),
        Form.CLEAR,
        gettext_noop("Members with a role in the zone; everyone, coarse, once it is confirmed"),
        gettext_noop("%(hours)s hours after it is over; an answer to a rumour %(days)s days"),
        {"hours": _hours(incident.KEPT), "days": _days(incident.ANSWER_KEPT)},
    ),
    Holding(
        ("alerts.Alert", "alerts.Message", "alerts.Watch"),
        gettext_noop("Alerts and what was said in them, which was meant to be read; and which watches were called"),
        Form.CLEAR,
        gettext_noop("Everyone, once it is confirmed"),
        gettext_noop("%(hours)s hours after it ran out"),
        {"hours": _hours(alert.KEPT_AFTER)},
    ),
    Holding(
        ("alerts.Subscription", "alerts.Spot", "alerts.FollowedZone"),
        gettext_noop(
            "Alert subscriptions: language, level, quiet hours, zones; of each chosen place a cell of 5 km² or more"
        ),
        Form.CLEAR,
        _SENDING,
        _WHILE_SUBSCRIBED,
        _SUBSCRIBED,
    ),
    Holding(
        ("alerts.Spot",),
        gettext_noop("Of alert subscriptions, the names, points and distances of the chosen places"),
        Form.SEALED,
        gettext_noop(
            "The part of the program that sends, through the keeper and near an alert only; the owner with six words"
        ),
        _WHILE_SUBSCRIBED,
        _SUBSCRIBED,
    ),
    Holding(
        ("channels.Address",),
        gettext_noop("Addresses that alerts and letters go to: push address with its keys, e-mail, ntfy topic"),
        Form.SEALED,
        gettext_noop("The part of the program that sends, through the keeper"),
        gettext_noop("As long as a subscription or an application uses it"),
    ),
    Holding(
        ("alerts.Told",),
        gettext_noop("Which subscription was told of an alert, so that corrections reach the same people"),
        Form.CLEAR,
        _NOBODY,
        gettext_noop("%(hours)s hours after the alert ran out"),
        {"hours": _hours(alert.KEPT_AFTER)},
    ),
    Holding(
        ("channels.Letter", "channels.Delivery"),
        gettext_noop("Letters on their way: what they say and whether they were handed over"),
        Form.CLEAR,
        _SENDING,
        gettext_noop("%(hours)s hours after their time is over"),
        {"hours": _hours(outbox.KEPT)},
    ),
    Holding(
        ("people.Member", "people.Pseudonym"),
        gettext_noop(
            "Members: a made-up handle and one for each zone, language, day of joining, hours of duty as a count, days on which they vouched"
        ),
        Form.CLEAR,
        gettext_noop("Stewards; members who share a duty see the zone's handle"),
        gettext_noop("Until their access ends; then the handle, the language and the days of joining and leaving stay"),
    ),
    Holding(
        ("people.Member",),
        gettext_noop("Members' passphrases: a mark that took 64 MiB of memory to make"),
        Form.MARKED,
        _NOBODY,
        gettext_noop("Until it is replaced or their access ends"),
    ),
    Holding(
        ("people.Passkey", "people.RecoveryCode"),
        gettext_noop("Members' passkeys, the public half alone, and marks of recovery codes that were not used yet"),
        Form.MARKED,
        _NOBODY,
        _WITH_FACTOR,
    ),
    Holding(
        ("people.AppCode",),
        gettext_noop("What members' apps make their six digits from"),
        Form.SEALED,
        gettext_noop("Only the keeper, which says no more than whether six digits are right"),
        _WITH_FACTOR,
    ),
    Holding(
        ("people.FactorDue", "people.FactorRemoval"),
        gettext_noop("Since when a member should have a second step, and who asked that one be removed"),
        Form.CLEAR,
        _STEWARDS,
        _WITH_FACTOR,
    ),
    Holding(
        ("people.Grant", "people.Standing"),
        gettext_noop("Which member holds which role where, until when"),
        Form.CLEAR,
        gettext_noop("Stewards; vetters of the zone; the person"),
        gettext_noop("Until their access ends"),
    ),
    Holding(
        ("people.Duty",),
        gettext_noop("Who is on duty now in which zone"),
        Form.CLEAR,
        gettext_noop("Members on the same duty"),
        gettext_noop("Until the duty is over, and %(minutes)s minutes at most after it"),
        {"minutes": SWEPT_MINUTES},
    ),
    Holding(
        ("people.Application", "people.Decision"),
        gettext_noop(
            "Applications: wished roles, zones, languages, times, whether by phone or e-mail, where it stands, who decided what"
        ),
        Form.CLEAR,
        _VETTERS,
        gettext_noop("%(days)s days after they end; with a member as long as their access"),
        {"days": _days(application.TURNS[application.State.DECLINED][1])},
    ),
    Holding(
        ("people.Application",),
        gettext_noop("The code of an applicant's e-mail address, for those who confirm by e-mail or ask for letters"),
        Form.CLEAR,
        _SENDING,
        gettext_noop(
            "%(days)s days, or until it is confirmed; longer only for those who ask for letters, until they say stop"
        ),
        {"days": _days(CONFIRM_WITHIN)},
    ),
    Holding(
        ("people.Seen",),
        gettext_noop("What was seen of a person: kind, day, last day, which vetter saw it; never the paper itself"),
        Form.CLEAR,
        gettext_noop("Vetters of the zone; the person"),
        gettext_noop("As long as the application"),
    ),
    Holding(
        ("people.Vouch",),
        gettext_noop("Vouches: for whom, whether in person, until when; not who gave it"),
        Form.CLEAR,
        _NOBODY,
        gettext_noop("Until it ends, or until trust stood for %(days)s days; an unused code %(code_days)s days"),
        {"days": _days(vouch.ESTABLISHED_AFTER), "code_days": _days(vouch.CODE_LIVES)},
    ),
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
        _STEWARDS,
        gettext_noop("%(days)s days"),
        {"days": _days(glass.KEPT)},
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
        _VETTERS_UNLOCKED,
        gettext_noop("%(days)s days at most; at once when withdrawn, ten minutes after a no, when approved"),
        {"days": _days(application.SEALED_FOR)},
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
        _NOBODY,
        _WITH_OWNER,
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
        _OPERATORS,
        gettext_noop("For as long as the network lives"),
    ),
    Holding(
        ("keeper.meta", "keeper.bucket", "keeper.line", "keeper.log_key", "keeper.revoked"),
        gettext_noop("In the keeper's own file: the keys of the days to come, and what it needs to refuse old ones"),
        Form.SEALED,
        _KEEPER,
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
        _KEEPER,
        gettext_noop("The first a day; the second %(days)s days"),
        {"days": READER_KEPT_DAYS},
    ),
    Holding(
        ("keeper.glass",),
        gettext_noop("In the keeper's own file: who opened more than their share in an emergency, as marks"),
        Form.MARKED,
        _KEEPER,
        gettext_noop("%(days)s days"),
        {"days": _days(glass.AGAIN_AFTER)},
    ),
    Holding(
        ("keeper.honey",),
        gettext_noop("In the keeper's own file: which applications nobody sent, as marks"),
        Form.MARKED,
        _KEEPER,
        gettext_noop("%(days)s days, and until the end of the last one"),
        {"days": _days(application.LAPSES[application.State.APPLIED])},
    ),
    Holding(
        ("keeper.touch",),
        gettext_noop("In the keeper's own file: who opened an application that nobody sent"),
        Form.SEALED,
        _KEEPER,
        gettext_noop("Until stewards were told, and %(days)s days at most"),
        {"days": KEPT_SECONDS // 86_400},
    ),
    Holding(
        ("keeper.factor",),
        gettext_noop(
            "In the keeper's own file: under a mark for each person, the time of the last six digits, and how many were wrong"
        ),
        Form.MARKED,
        _KEEPER,
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
    Holding(
        ("journal.Entry", "journal.Counter", "watch.Shelf"),
        gettext_noop(
            "The journal: what happened to which code, in which zone, by which member's code; never words or places"
        ),
        Form.CLEAR,
        gettext_noop("Stewards; on boards, members with a role in the zone"),
        gettext_noop("Between %(shortest)s and %(longest)s days, by its kind"),
    ),
    Holding(
        ("work.Job", "work.LaneLock", "work.Periodic"),
        gettext_noop("Work that waits: which task, for which code"),
        Form.CLEAR,
        _OPERATORS,
        gettext_noop("%(hours)s hours after it is done; what failed for good %(days)s days"),
        {"hours": _hours(work.KEPT_WHEN_DONE), "days": _days(work.KEPT_WHEN_DEAD)},
    ),
    Holding(
        ("sessions.Session",),
        gettext_noop("Open sessions of members: which member, and until when"),
        Form.CLEAR,
        _NOBODY,
        gettext_noop("%(hours)s hours, and %(minutes)s minutes at most after that"),
        {"hours": settings.SESSION_COOKIE_AGE // 3600, "minutes": SWEPT_MINUTES},
    ),
    Holding(
        ("places.City", "places.Neighbourhood", "places.Street", "places.Place", "places.Zone"),
        gettext_noop("The map of the city and its zones, from public data; nothing of any person"),
        Form.CLEAR,
        _EVERYONE,
        gettext_noop("Until another map is brought in"),
    ),
    Holding(
        ("auth.Permission", "auth.Group", "contenttypes.ContentType"),
        gettext_noop("Names of tables that the framework makes for itself; nothing of any person"),
        Form.CLEAR,
        _NOBODY,
        gettext_noop("For as long as the network lives"),
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A holding in the language of the moment. `columns` are "table: its columns", as the schema has them now."""

    what: str
    form: Form
    form_words: str
    readers: str
    kept: str
    columns: tuple[str, ...]


def holdings() -> list[Told]:
    """Everything that is held, in the language of the moment, with the columns the schema has now."""
    return [
        Told(
            _(one.what),
            one.form,
            _(FORM_WORDS[one.form]),
            _(one.readers),
            _(one.kept) % (one.numbers | _journal_days()),
            tuple(_columns(one)),
        )
        for one in HOLDINGS
    ]


def never_held() -> list[str]:
    """What is not held, so that nobody can be made to hand it over."""
    return [_(one) for one in _NEVER]


def undeclared() -> list[str]:
    """Tables of the schema that no holding speaks of; there should be none."""
    declared = {table for one in HOLDINGS for table in one.tables}
    return sorted(model._meta.label for model in apps.get_models() if model._meta.label not in declared)


def _journal_days() -> dict[str, int]:
    spans = [kind.keep.days for kind in all_kinds() if not kind.name.startswith("test.")]
    return {"shortest": min(spans), "longest": max(spans)}


def _columns(one: Holding) -> Iterator[str]:
    models = {model._meta.label: model for model in apps.get_models()}
    for label in one.tables:
        if label in models:
            yield f"{models[label]._meta.db_table}: {', '.join(str(f.column) for f in models[label]._meta.concrete_fields)}"
