"""What is held of members and of those who apply."""

from django.utils.translation import gettext_noop

from wekeep.desk.queries.held.terms import (
    NOBODY,
    SENDING,
    STEWARDS,
    SWEPT_MINUTES,
    VETTERS,
    WITH_FACTOR,
    Form,
    Holding,
    in_days,
)
from wekeep.people.actions.applications import CONFIRM_WITHIN
from wekeep.people.rules import application, vouch

PEOPLE: tuple[Holding, ...] = (
    Holding(
        ("people.Member", "people.Pseudonym"),
        gettext_noop(
            "Members: a made-up handle and one for each zone, language, day of joining, hours of duty as a count, days on which they vouched, when they last said that they know of changes to their second step"
        ),
        Form.CLEAR,
        gettext_noop("Stewards; members who share a duty see the zone's handle"),
        gettext_noop("Until their access ends; then the handle, the language and the days of joining and leaving stay"),
    ),
    Holding(
        ("people.Member",),
        gettext_noop("Members' passphrases: a mark that took 64 MiB of memory to make"),
        Form.MARKED,
        NOBODY,
        gettext_noop("Until it is replaced or their access ends"),
    ),
    Holding(
        ("people.Passkey", "people.RecoveryCode"),
        gettext_noop("Members' passkeys, the public half alone, and marks of recovery codes that were not used yet"),
        Form.MARKED,
        NOBODY,
        WITH_FACTOR,
    ),
    Holding(
        ("people.AppCode",),
        gettext_noop("What members' apps make their six digits from"),
        Form.SEALED,
        gettext_noop("Only the keeper, which says no more than whether six digits are right"),
        WITH_FACTOR,
    ),
    Holding(
        ("people.FactorDue", "people.FactorRemoval"),
        gettext_noop("Since when a member should have a second step, and who asked that one be removed"),
        Form.CLEAR,
        STEWARDS,
        WITH_FACTOR,
    ),
    Holding(
        ("people.Grant", "people.Standing"),
        gettext_noop("Which member holds which role where, until when"),
        Form.CLEAR,
        gettext_noop("Stewards; vetters of the zone; the person"),
        gettext_noop("Until their access ends"),
    ),
    Holding(
        ("people.PutBack",),
        gettext_noop("That the network was put back from a backup: a mark of the file, and when"),
        Form.CLEAR,
        STEWARDS,
        gettext_noop("Until two persons agree to go on"),
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
        VETTERS,
        gettext_noop("%(days)s days after they end; with a member as long as their access"),
        {"days": in_days(application.TURNS[application.State.DECLINED][1])},
    ),
    Holding(
        ("people.Application",),
        gettext_noop("The code of an applicant's e-mail address, for those who confirm by e-mail or ask for letters"),
        Form.CLEAR,
        SENDING,
        gettext_noop(
            "%(days)s days, or until it is confirmed; longer only for those who ask for letters, until they say stop"
        ),
        {"days": in_days(CONFIRM_WITHIN)},
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
        NOBODY,
        gettext_noop("Until it ends, or until trust stood for %(days)s days; an unused code %(code_days)s days"),
        {"days": in_days(vouch.ESTABLISHED_AFTER), "code_days": in_days(vouch.CODE_LIVES)},
    ),
)
