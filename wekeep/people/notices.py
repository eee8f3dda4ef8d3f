"""The words people pages and letters say about roles, applications, evidence and trust, translatable."""

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wekeep.channels.actions.outbox import Text
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.queries.few import Few
from wekeep.people.rules import kinds
from wekeep.people.rules.application import Owner, Reason, State
from wekeep.people.rules.eligibility import Standing
from wekeep.people.rules.evidence import OF_A_ZONE, Kind
from wekeep.people.rules.policy import Need, Want
from wekeep.people.rules.rank import Rank
from wekeep.people.rules.screening import Choice
from wekeep.places.queries.zones import zone_names
from wekeep.vault.queries.closed import Closed

ROLE_WORDS = {
    Role.MEMBER: _("Member"),
    Role.OBSERVER: _("Observer"),
    Role.VERIFIER: _("Verifier"),
    Role.DISPATCHER: _("Dispatcher"),
    Role.STEWARD: _("Steward"),
    Role.VETTER: _("Vetter"),
    Role.HELPER: _("Helper"),
    Role.DRIVER: _("Driver"),
    Role.CARER: _("Carer"),
    Role.NAVIGATOR: _("Navigator"),
    Role.COORDINATOR: _("Care coordinator"),
    Role.FUND_KEEPER: _("Fund keeper"),
    Role.FUND_STEWARD: _("Fund steward"),
    Role.PAYER: _("Payer"),
    Role.TREASURER: _("Treasurer"),
}
# What an applicant reads beside each role they can wish for.
WISH_WORDS = {
    Role.HELPER: _("Pack food and hand out flyers: from your first day, no waiting"),
    Role.OBSERVER: _("Observe: be there, watch and write down, never step in"),
    Role.VERIFIER: _("Verify: go and see, or call, and say what it really was"),
    Role.DRIVER: _("Drive people and groceries"),
    Role.CARER: _("Care: shop, walk the dog, sit with children"),
}
TIME_WORDS = {
    "weekday_day": _("Weekdays by day"),
    "weekday_evening": _("Weekday evenings"),
    "weekend": _("Weekends"),
    "early": _("Early mornings"),
    "night": _("Nights"),
    "on_call": _("On short call"),
}
CONTACT_WORDS = {"email": _("E-mail"), "phone": _("Phone"), "signal": _("Signal")}
# What a member is told of their own second steps, by what happened and to which.
_CHANGE_WORDS = {
    (kinds.FACTOR_ADDED.name, "passkey"): _("A passkey was added"),
    (kinds.FACTOR_ADDED.name, "app"): _("An app with six digits was added"),
    (kinds.FACTOR_ADDED.name, ""): _("A second step was added"),
    (kinds.FACTOR_REMOVED.name, "passkey"): _("A passkey was removed"),
    (kinds.FACTOR_REMOVED.name, "app"): _("The app with six digits was removed"),
    (kinds.FACTOR_REMOVED.name, "all"): _("Two people removed every second step"),
    (kinds.FACTOR_REMOVED.name, ""): _("A second step was removed"),
    (kinds.RECOVERY_DRAWN.name, ""): _("New recovery codes were made"),
    (kinds.RECOVERY_USED.name, ""): _("A recovery code was used"),
}
# What a vetter reads beside each sealed field.
FIELD_WORDS = {
    "kind": _("By"),
    "contact": _("Reach them at"),
    "about": _("In their words"),
    "references": _("References named"),
    "1": _("First reference"),
    "2": _("Second reference"),
}
STATE_WORDS = {
    State.APPLIED: _("Waiting to be confirmed"),
    State.CONTACT_CONFIRMED: _("Waiting for a vetter"),
    State.SCREENED: _("References and vouches"),
    State.ORIENTATION: _("Waiting for the orientation"),
    State.PROVISIONAL: _("In, and on the way to a role"),
    State.APPROVED: _("Approved"),
    State.EXPIRING: _("Ends soon"),
    State.EXPIRED: _("Has ended"),
    State.PAUSED: _("Paused"),
    State.SUSPENDED: _("Suspended"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Taken back"),
    State.REMOVED: _("Removed"),
}
STATE_TONES = {
    State.APPROVED: "clear",
    State.PROVISIONAL: "clear",
    State.EXPIRING: "unsure",
    State.PAUSED: "unsure",
    State.SUSPENDED: "alarm",
    State.REMOVED: "alarm",
    State.DECLINED: "quiet",
    State.WITHDRAWN: "quiet",
    State.EXPIRED: "quiet",
}
NEXT_WORDS = {
    State.APPLIED: _("A vetter will write or call, so that we know how to reach you: read them the words below."),
    State.CONTACT_CONFIRMED: _("A vetter reads your application. Most hear from us within three days."),
    State.SCREENED: _("A vetter talks to your references, or you add two join codes from people who know you."),
    State.ORIENTATION: _("Come to an orientation and show the words below to the person who welcomes you."),
    State.PROVISIONAL: _("You are in. What your role still needs stands below."),
    State.APPROVED: _("You are approved. Thank you for being here."),
    State.EXPIRING: _("What your role needs ends soon. Renew it in time."),
    State.EXPIRED: _("What your role needs has ended. Renew it and the role opens by itself."),
    State.PAUSED: _("Nothing happens until you or a vetter goes on with it."),
    State.SUSPENDED: _("Your roles rest. A steward talks to you within a week."),
    State.DECLINED: _("We said no this time. It is deleted in 30 days."),
    State.WITHDRAWN: _("It was taken back, and what was sealed is deleted."),
    State.REMOVED: _("Your access has ended."),
}
# Where they gave an e-mail address, it is not a vetter's turn.
OPEN_THE_LINK = _("Open the link in the e-mail that we sent you, so that we know how to reach you.")
OWNER_WORDS = {
    Owner.APPLICANT: _("Their turn"),
    Owner.VETTER: _("A vetter's turn"),
    Owner.STEWARD: _("A steward's turn"),
    Owner.NOBODY: _("Nobody's turn"),
}
CLOSED_WORDS = {
    Closed.GONE: _("This is gone: its time was over, or whoever wrote it took it back."),
    Closed.NOT_YOURS: _("This is sealed for another role, or for another zone than yours."),
    Closed.NO_KEY: _(
        "Your keys do not open this yet: it was sealed before you had them. It opens for you soon after another vetter"
        " who can read it unlocks."
    ),
    Closed.BROKEN: _("This could not be opened: it is damaged. Tell whoever runs the server."),
}
REASON_WORDS = {
    Reason.NOT_THE_WORK: _("Another place fits better for what you want to do."),
    Reason.OUTSIDE_THE_AREA: _("You live outside the area of this network."),
    Reason.NO_ANSWER: _("We did not reach you."),
    Reason.REFERENCES_DID_NOT_HOLD: _("Your references could not vouch for you."),
    Reason.MORE_IS_NEEDED: _("We need a little more from you: correct your application and tell us more."),
    Reason.SENT_TWICE: _("You applied twice. The other application goes on."),
    Reason.CONDUCT: _("It does not go together with the conduct card."),
    Reason.VOUCHES_GONE: _("Those who vouched for you no longer do."),
    Reason.ASKED_FOR_A_BREAK: _("You asked for a break."),
}
KIND_WORDS = {
    Kind.CONDUCT: _("agreed to the conduct card"),
    Kind.CONTACT: _("can be reached"),
    Kind.SCREENED: _("read by a vetter"),
    Kind.REFERENCE: _("a reference"),
    Kind.VOUCH: _("a member who vouches"),
    Kind.ESTABLISHED: _("trust of 90 days"),
    Kind.ORIENTATION: _("orientation in person"),
    Kind.OBSERVER_TRAINING: _("observer training"),
    Kind.VERIFIER_TRAINING: _("verifier training"),
    Kind.SHADOW_SHIFT: _("a shift in company"),
    Kind.VETTED: _("a vetter's yes"),
    Kind.LICENCE: _("driving licence, seen"),
    Kind.INSURANCE: _("car insurance, seen"),
    Kind.BACKGROUND: _("background check, seen"),
}
STANDING_WORDS = {
    Standing.MISSING: _("not yet"),
    Standing.APPROVED: _("approved"),
    Standing.EXPIRING: _("ends soon"),
    Standing.EXPIRED: _("has ended"),
}
STANDING_TONES = {
    Standing.MISSING: "wait",
    Standing.APPROVED: "clear",
    Standing.EXPIRING: "unsure",
    Standing.EXPIRED: "quiet",
}
CHOICE_WORDS = {
    Choice.GO_ON: _("Go on"),
    Choice.PAUSE: _("Ask for more"),
    Choice.NOT_THE_WORK: _("Not this work"),
    Choice.OUTSIDE: _("Outside the area"),
    Choice.TWICE: _("Sent twice"),
    Choice.CONDUCT: _("Against conduct"),
    Choice.LATER: _("Leave for later"),
}
RANK_WORDS = {
    Rank.L0: _("L0: applied, or helps with packing and flyers"),
    Rank.L1: _("L1: approved for a role"),
    Rank.L2: _("L2: thirty days and five tasks; may vouch"),
    Rank.L3: _("L3: dispatcher"),
    Rank.L4: _("L4: steward"),
}
# What an applicant agrees to, a sentence a line; the same words as on every dispatch.
CONDUCT = (
    _("I observe and document. I never step in."),
    _("I keep my distance and obey lawful orders, and film myself doing so."),
    _("I never touch, block, follow or chase anyone."),
    _("I hunt nobody: no names, faces, number plates or homes of anyone, officers included."),
    _("What I hear here about neighbours stays here."),
    _("I write as if it were published."),
)


def stage_words(state: State, owner: Owner) -> str:
    """What stands over a stage of the way in, for vetters."""
    if state is State.APPLIED and owner is Owner.VETTER:
        return str(_("Call or write to them"))
    return str(STATE_WORDS[state])


def need_words(need: Need, zone: str) -> str:
    """A need in words: "a reference (2) or a member who vouches (2)"; whose vetters it takes, where that is not the same."""
    words = gettext(" or ").join(_want_words(want) for want in need.any_of)
    if not any(want.kind in OF_A_ZONE for want in need.any_of):
        return words
    return gettext("%(what)s (%(zone)s)") % {"what": words, "zone": zone}


def _want_words(want: Want) -> str:
    word = str(KIND_WORDS[want.kind])
    return word if want.count == 1 else gettext("%(what)s (%(count)s)") % {"what": word, "count": want.count}


def seen_words(kind: Kind, zones: list[str]) -> str:
    """What was seen, and of a judgement whose vetters said it."""
    if kind not in OF_A_ZONE or EVERY_ZONE in zones:
        return str(KIND_WORDS[kind])
    names = zone_names()
    where = ", ".join(names.get(zone, zone) for zone in zones)
    return gettext("%(what)s (%(zone)s)") % {"what": KIND_WORDS[kind], "zone": where}


def known_by(references: int, vouches: int) -> str:
    """Who knows an applicant: "2 references, 1 vouch"."""
    said = [ngettext("%(n)s reference", "%(n)s references", references) % {"n": references}] if references else []
    said += [ngettext("%(n)s vouch", "%(n)s vouches", vouches) % {"n": vouches}] if vouches else []
    return ", ".join(said) or gettext("nobody yet")


def change_words(kind: str, what: str) -> Promise | str:
    """What happened to someone's second steps; older entries do not say to which."""
    return _CHANGE_WORDS.get((kind, what)) or _CHANGE_WORDS[(kind, "")]


def days_left(days: int) -> str:
    """How long something still holds."""
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def confirmation() -> dict[str, Text]:
    """What an applicant's e-mail address is sent; the link stands in the letter itself."""
    return _in_every_language(
        lambda: (
            gettext("Is this your address?"),
            gettext("Open this link within two days. If you did not ask for this, do nothing: it will be forgotten."),
        )
    )


def letter(state: State) -> dict[str, Text]:
    """What someone who applied is told when their application has moved: neutral, for any eyes may see it."""
    return _in_every_language(lambda: (gettext("There is news for you"), f"{STATE_WORDS[state]}. {NEXT_WORDS[state]}"))


def warning() -> dict[str, Text]:
    """What a member is told before a role ends."""
    return _in_every_language(
        lambda: (
            gettext("Something of yours ends soon"),
            gettext("Sign in and look at your own page: it says what to renew, and by when."),
        )
    )


def _in_every_language(say: Callable[[], tuple[str, str]]) -> dict[str, Text]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            heading, words = say()
            found[language] = Text(heading, words, heading, words)
    return found


def few_words(few: Few) -> str:
    """What to do where too few hold a role, in one or two sentences."""
    words = []
    if few.ends:
        day = date_format(timezone.localtime(few.ends), "DATE_FORMAT")
        words.append(
            gettext("Nobody holds it after %(day)s, and then nobody makes zones. Lengthen it in time.") % {"day": day}
        )
    if few.missing:
        words.append(
            ngettext("Give it to %(n)s more person.", "Give it to %(n)s more people.", few.missing) % {"n": few.missing}
        )
    if few.locked:
        words.append(
            ngettext(
                "%(n)s who holds it has not signed in since: ask them to sign in once.",
                "%(n)s who hold it have not signed in since: ask them to sign in once.",
                few.locked,
            )
            % {"n": few.locked}
        )
    return " ".join(words)
