"""Every word that alerts send to people, composed from chosen parts in any language of the network."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.rules.alert import Level, State, Status, Type
from wekeep.alerts.rules.parts import Advice, Change, Ending, Parts, What
from wekeep.channels.actions.outbox import Text
from wekeep.channels.rules.receipt import EDGES, HALF, MOST, NEARLY_ALL, Receipts

LEVEL_WORDS = {
    Level.CONFIRMED: gettext_lazy("Enforcement confirmed"),
    Level.ACTIVE: gettext_lazy("Someone is being detained"),
}
TYPE_WORDS = {
    Type.ALERT: gettext_lazy("Alert"),
    Type.UPDATE: gettext_lazy("Update"),
    Type.CANCEL: gettext_lazy("Sent in error"),
    Type.ALL_CLEAR: gettext_lazy("All clear"),
}
STATE_WORDS = {
    State.LIVE: gettext_lazy("Going on"),
    State.CANCELLED: gettext_lazy("Sent in error"),
    State.ALL_CLEAR: gettext_lazy("Over"),
    State.EXPIRED: gettext_lazy("Ran out"),
}
DELIVERY_WORDS = {
    "queued": gettext_lazy("Waiting"),
    "leased": gettext_lazy("Being sent"),
    "handed_over": gettext_lazy("Handed over"),
    "refused": gettext_lazy("Refused"),
    "gone": gettext_lazy("Address is no more"),
    "too_late": gettext_lazy("Too late"),
    "withdrawn": gettext_lazy("Taken back"),
}
WHAT_WORDS = {
    What.PRESENT: gettext_lazy("Officers are there."),
    What.SURVEILLING: gettext_lazy("They are watching a place."),
    What.STAGING: gettext_lazy("They are gathering."),
    What.APPROACHING_HOME: gettext_lazy("They are going to a home."),
    What.VEHICLE_STOP: gettext_lazy("They stopped a vehicle."),
    What.QUESTIONING: gettext_lazy("They are questioning people."),
    What.DETAINING: gettext_lazy("They are detaining someone."),
    What.LOADING: gettext_lazy("They are putting people into vehicles."),
    What.CHECKPOINT: gettext_lazy("They are stopping everyone who passes."),
    What.LEAVING: gettext_lazy("They are leaving."),
}
ADVICE_WORDS = {
    Advice.STAY_INSIDE: gettext_lazy("You may stay inside."),
    Advice.KNOW_RIGHTS: gettext_lazy("You have the right to stay silent and to ask for a lawyer."),
    Advice.WARRANT: gettext_lazy("You need not open the door without a warrant signed by a judge."),
    Advice.KEEP_DISTANCE: gettext_lazy("Keep your distance. Do not touch or block anyone."),
    Advice.FILM: gettext_lazy("You may film from a public place."),
    Advice.CALL_HOTLINE: gettext_lazy("Call the hotline if someone was detained."),
    Advice.CHECK_NEIGHBOURS: gettext_lazy("Ask your neighbours if they need anything."),
}
CHANGE_WORDS = {
    Change.MOVED: gettext_lazy("They have moved."),
    Change.MORE: gettext_lazy("More have come."),
    Change.FEWER: gettext_lazy("Some have left."),
    Change.DETENTION: gettext_lazy("Someone is being detained."),
    Change.STILL: gettext_lazy("They are still there."),
}
ENDING_WORDS = {
    Ending.SENT_IN_ERROR: gettext_lazy("The alert was sent in error. You need do nothing."),
    Ending.NOT_ENFORCEMENT: gettext_lazy("It was not enforcement. You need do nothing."),
    Ending.WRONG_PLACE: gettext_lazy("The alert named a wrong place. You need do nothing."),
    Ending.THEY_LEFT: gettext_lazy("It is over. They have left."),
    Ending.NOTHING_MORE_SEEN: gettext_lazy("It is over. Nothing more has been seen."),
}
CHANNEL_WORDS = {
    "webpush": gettext_lazy("Notices on this phone or computer"),
    "email": gettext_lazy("E-mail"),
    "ntfy": gettext_lazy("ntfy app"),
    "sms": gettext_lazy("Text message (SMS)"),
    "voice": gettext_lazy("A call"),
    "signal": gettext_lazy("Signal group"),
    "matrix": gettext_lazy("Matrix room"),
    "mastodon": gettext_lazy("Mastodon account"),
    "apprise": gettext_lazy("Another service (by Apprise)"),
}
TROUBLE_WORDS = {
    "captcha wanted": gettext_lazy(
        "Signal wants to see that a person is there. Whoever runs the server solves the puzzle at signalcaptchas.org and gives the answer to signal-cli (submitRateLimitChallenge). Until then these posts wait."
    ),
    "rate limited": gettext_lazy(
        "It asks us to send less for a while. These posts wait and are tried again by themselves."
    ),
    "no such account": gettext_lazy(
        "signal-cli does not know our account. Whoever runs the server registers it again."
    ),
    "account unregistered": gettext_lazy(
        "Signal has unregistered our account. Whoever runs the server updates signal-cli and registers it again."
    ),
    "not a member of the group": gettext_lazy(
        "Our account is no longer in the group. Somebody in it lets the account in again."
    ),
    "credentials refused": gettext_lazy("Our account or its token is refused. Whoever runs the server sets a new one."),
    "account suspended": gettext_lazy("The provider has suspended our account, or it has no money left."),
    "no answer": gettext_lazy("The server gives no answer. It is tried again by itself."),
    "server away": gettext_lazy("The server gives no answer. It is tried again by itself."),
    "not set up": gettext_lazy(
        "This channel is not set up any more. Whoever runs the server sets it up, or takes it away."
    ),
}
OUTLET_LEVEL_WORDS = {
    Level.CONFIRMED: gettext_lazy("Everything that was confirmed in the zone"),
    Level.ACTIVE: gettext_lazy("Only when someone is being detained"),
}


def in_every_language(
    said: Type, level: Level, parts: Parts, expires_at: datetime, status: Status = Status.ACTUAL
) -> dict[str, Text]:
    """The message in each language of the network, by language code."""
    return _in_each(lambda: in_this_language(said, level, parts, expires_at, status))


def _in_each(compose: Callable[[], Text]) -> dict[str, Text]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = compose()
    return found


def _plain(heading: Promise | str, words: Promise | str) -> dict[str, Text]:
    """What says the same to everyone, locked phone or not."""
    return _in_each(lambda: Text(str(heading), str(words), str(heading), str(words), _("Stop these notices")))


def in_this_language(
    said: Type, level: Level, parts: Parts, expires_at: datetime, status: Status = Status.ACTUAL
) -> Text:
    """The message in the active language. The short pair says nothing of what happened: it is for a locked phone."""
    heading, text = title(said, level, parts), "\n".join(lines(said, parts, expires_at))
    if status is Status.EXERCISE:
        heading = _("DRILL: %(title)s") % {"title": heading}
        text = _("This is an exercise. Nothing has happened.") + "\n" + text
    return Text(heading, text, short_title(said), _("Open it to read."), _("Stop these notices"))


def title(said: Type, level: Level, parts: Parts) -> str:
    """One line that says it all, with the neighbourhood where there is one."""
    words = str(LEVEL_WORDS[level] if said is Type.ALERT else TYPE_WORDS[said])
    return _("%(what)s: %(place)s") % {"what": words, "place": parts.place} if parts.place else words


def lines(said: Type, parts: Parts, expires_at: datetime) -> list[str]:
    """What follows the title, a sentence a line."""
    if said in (Type.CANCEL, Type.ALL_CLEAR):
        default = Ending.SENT_IN_ERROR if said is Type.CANCEL else Ending.THEY_LEFT
        return [str(ENDING_WORDS[parts.ending or default])]
    change = [str(CHANGE_WORDS[parts.change])] if parts.change and said is Type.UPDATE else []
    advice = [str(ADVICE_WORDS[one]) for one in parts.advice]
    until = _("This alert ends at %(time)s unless it is renewed.") % {"time": clock_time(expires_at)}
    return [*change, str(WHAT_WORDS[parts.what]), *_counts(parts), *_seen(parts), *advice, until]


def short_title(said: Type) -> str:
    """What a locked phone may show."""
    if said in (Type.CANCEL, Type.ALL_CLEAR):
        return _("A notice you were sent has ended")
    return _("New notice near a place you chose")


def for_outlets(said: Type, level: Level, parts: Parts, expires_at: datetime, zone: str) -> dict[str, Text]:
    """The message as a group of the zone reads it, in each language. The short pair is what it says unless its stewards
    chose that the words are shown: which zone, and that there is something to open."""

    def compose() -> Text:
        text = in_this_language(said, level, parts, expires_at)
        ended = _("A notice for %(zone)s has ended") if said in (Type.CANCEL, Type.ALL_CLEAR) else ""
        short = (ended or _("New notice for %(zone)s")) % {"zone": zone}
        return Text(text.title, text.body, short, _("Open it to read."), text.stop)

    return _in_each(compose)


def outlet_exercise() -> dict[str, Text]:
    """What a test of a group says: that it is an exercise, first of all."""
    return _plain(
        gettext_lazy("Exercise"),
        gettext_lazy("This is a test of this group. Nothing has happened. Notices will come this way."),
    )


def confirmation() -> dict[str, Text]:
    """What is sent to an address so that its owner switches the alerts on; the link stands in the letter itself."""
    return _plain(
        gettext_lazy("Switch on your notices"),
        gettext_lazy(
            "Open this link within 24 hours to switch them on. If you did not ask for this, do nothing: it will be forgotten."
        ),
    )


def renewal(ends_at: datetime) -> dict[str, Text]:
    """What is sent two weeks before a subscription ends, with the link that keeps it for another year."""

    def compose() -> Text:
        heading = _("Keep your notices on")
        words = _(
            "Your notices end on %(day)s. Open this link to keep them for another year. If you do nothing, they end."
        )
        said = words % {"day": calendar_day(ends_at)}
        return Text(heading, said, heading, said, _("Stop these notices"))

    return _in_each(compose)


def summary(chains: Sequence[Chain]) -> dict[str, Text]:
    """The morning's summary in each language; the short pair, which is all that most are sent, says nothing of what is in
    it."""

    def compose() -> Text:
        heading, short = summary_words()
        return Text(heading, "\n".join(map(_summed_line, chains)), heading, short, _("Stop these notices"))

    return _in_each(compose)


def summary_words() -> tuple[str, str]:
    """What a locked phone shows of a summary."""
    return _("Your morning summary"), _("Open it to read.")


def summed_title(one: Chain) -> str:
    """One line on an alert that is looked back on: how grave it was, unless it was sent in error, and where."""
    in_error = one.state is State.CANCELLED
    words = str(TYPE_WORDS[Type.CANCEL] if in_error else LEVEL_WORDS[one.level])
    place = _place_of(one)
    return _("%(what)s: %(place)s") % {"what": words, "place": place} if place else words


def summed_lines(one: Chain) -> list[str]:
    """What is to be said of it afterwards: how it ended, or what was seen last."""
    said = one.latest
    if said.type in (Type.CANCEL, Type.ALL_CLEAR):
        return lines(said.type, said.parts, said.expires_at)
    return [str(WHAT_WORDS[said.parts.what]), *_counts(said.parts), *_seen(said.parts)]


def _summed_line(one: Chain) -> str:
    title = summed_title(one)
    return title if one.state is State.CANCELLED else f"{title} ({STATE_WORDS[one.state]})"


def _place_of(one: Chain) -> str:
    return next((said.parts.place for said in reversed(one.said) if said.parts.place), "")


def receipts(told: Receipts) -> str:
    """How soon phones showed an alert, of those whose owners let them say so."""
    said = {"shown": told.shown, "asked": told.asked}
    first = _("On phones that tell us: %(shown)s of %(asked)s have shown it.") % said
    half, most, nearly = (told.within(share) for share in (HALF, MOST, NEARLY_ALL))
    if half is None or most is None or nearly is None:
        return first if half is None else f"{first} {_('Half of them within %(half)s.') % {'half': _span(half)}}"
    words = _("Half of them within %(half)s, nine of ten within %(most)s, nearly all within %(nearly)s.")
    return f"{first} {words % {'half': _span(half), 'most': _span(most), 'nearly': _span(nearly)}}"


def pace(found: Receipts) -> str:
    """How soon half, nine of ten and nearly all were reached."""
    said = {
        name: _at_most(found.within(share)) for name, share in (("half", HALF), ("most", MOST), ("nearly", NEARLY_ALL))
    }
    return _("half %(half)s, nine of ten %(most)s, nearly all %(nearly)s") % said


def _at_most(seconds: int | None) -> str:
    if seconds is None:
        return _("after more than %(span)s") % {"span": _span(EDGES[-1])}
    return _("within %(span)s") % {"span": _span(seconds)}


def _span(seconds: int) -> str:
    if seconds < 60:
        return _("%(count)s s") % {"count": seconds}
    return _("%(count)s min") % {"count": seconds // 60}


def watch() -> dict[str, Text]:
    """What verifiers and members on duty are told: no place and no words, because nothing is confirmed."""
    return _plain(gettext_lazy("A report needs a look"), gettext_lazy("Open the board. Nothing is confirmed."))


def asked() -> dict[str, Text]:
    """What those hear who may be a second person: no name, no matter."""
    return _plain(
        gettext_lazy("Someone asks for you"), gettext_lazy("Sign in and look at your desk. It cannot wait long.")
    )


def outlet_ends() -> dict[str, Text]:
    """What stewards hear when the year of one of their zone's groups is over soon: not which."""
    return _plain(
        gettext_lazy("A group needs you"),
        gettext_lazy("Its year is over soon. Sign in, and keep it or let it end."),
    )


def stood_in(kind: str, instead_of: str) -> str:
    """What the board says where a stand-in was told: on which channels, and no group's name."""
    said = {"channel": CHANNEL_WORDS.get(kind, kind), "missed": CHANNEL_WORDS.get(instead_of, "…")}
    return _("A group could not be reached (%(missed)s). Its stand-in was told (%(channel)s).") % said


def test_words() -> dict[str, Text]:
    """What a test of a channel says."""
    return _plain(gettext_lazy("This is a test"), gettext_lazy("It works. You need do nothing."))


@cache
def unsigned_words() -> frozenset[tuple[str, str]]:
    """Every (title, body) that a phone shows without a signature, in all languages: fixed sentences that name no place and
    no event. Whoever could slip in a letter of their own could make a phone show one of these, and nothing else."""
    found = {
        (text.title, text.body)
        for texts in (confirmation(), watch(), asked(), outlet_ends(), test_words())
        for text in texts.values()
    }
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            over = short_title(Type.ALL_CLEAR)
            found |= {(over, over), summary_words()}
    return frozenset(found)


@cache
def short_words() -> frozenset[tuple[str, str]]:
    """Every (title, body) that an alert may show on a locked phone in place of its words, in all languages."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {(short_title(said), _("Open it to read.")) for said in Type}
    return frozenset(found)


def clock_time(at: datetime) -> str:
    """The time of day where the network lives, as the active language writes it."""
    return formats.time_format(at.astimezone(ZoneInfo(settings.TIME_ZONE)).time(), "TIME_FORMAT")


def calendar_day(at: datetime) -> str:
    """The day where the network lives, as the active language writes it."""
    return formats.date_format(at.astimezone(ZoneInfo(settings.TIME_ZONE)), "DATE_FORMAT")


def _counts(parts: Parts) -> list[str]:
    found = []
    if parts.people:
        low, high = parts.people
        found.append(_people(low, high))
    if parts.vehicles:
        found.append(
            ngettext("%(count)s vehicle was seen.", "%(count)s vehicles were seen.", parts.vehicles)
            % {"count": parts.vehicles}
        )
    return found


def _people(low: int, high: int | None) -> str:
    if high is None:
        return ngettext("At least %(low)s officer was seen.", "At least %(low)s officers were seen.", low) % {
            "low": low
        }
    if low == high:
        return ngettext("%(count)s officer was seen.", "%(count)s officers were seen.", low) % {"count": low}
    words = ngettext("%(low)s to %(high)s officer was seen.", "%(low)s to %(high)s officers were seen.", high)
    return words % {"low": low, "high": high}


def _seen(parts: Parts) -> list[str]:
    return [_("Last seen: %(time)s") % {"time": clock_time(parts.seen_at)}] if parts.seen_at else []
