"""Every word the public pages, feeds and posters say of alerts and of answers to rumours."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wekeep.alerts import notices as alerts
from wekeep.alerts.queries.alerts import Said
from wekeep.alerts.rules.alert import Level, State, Type
from wekeep.desk.queries.public import PublicAlert, PublicAnswer
from wekeep.kit import clock
from wekeep.look.languages import SOURCE_LANGUAGE, needs_english_beside
from wekeep.watch.notices import KIND_WORDS
from wekeep.watch.rules.outcome import NotEnforcement, Outcome

EVENT: Promise | str = gettext_lazy("Enforcement activity")
TONES: dict[State, str] = {State.LIVE: "alarm", State.CANCELLED: "quiet", State.ALL_CLEAR: "clear"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message in one language. `english` is the same in English where nobody has read the translation yet."""

    title: str
    lines: tuple[str, ...]
    advice: tuple[str, ...]
    english: "Spoken | None" = None

    @property
    def description(self) -> str:
        """What happened, a sentence a line; the English after it where it is needed."""
        return _with_english("\n".join(self.lines), "\n".join(self.english.lines) if self.english else "")

    @property
    def instruction(self) -> str:
        """What people can do, a sentence a line; the English after it where it is needed."""
        return _with_english("\n".join(self.advice), "\n".join(self.english.advice) if self.english else "")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a poster says in one language; `direction` is rtl or ltr."""

    language: str
    direction: str
    title: str
    words: str


def in_language(language: str, said: Said) -> Spoken:
    """The message in `language`, with English beside it where a speaker has not read what it says."""
    with translation.override(language):
        spoken = _spoken(said)
    if language == SOURCE_LANGUAGE or not _unread(language, said):
        return spoken
    with translation.override(SOURCE_LANGUAGE):
        return replace(spoken, english=_spoken(said))


def state_words(alert: PublicAlert) -> Promise | str:
    """In a word or two: how grave it is while it goes on, afterwards how it ended."""
    return alerts.LEVEL_WORDS[alert.level] if alert.is_live else alerts.STATE_WORDS[alert.state]


def said_words(said: Said) -> Promise | str:
    """What kind of message it was; an alert that came after another one reached further."""
    return _("Wider area") if said.type is Type.ALERT and said.number > 1 else alerts.TYPE_WORDS[said.type]


def label(alert: PublicAlert) -> str:
    """What stands in the cell on the map."""
    return str(state_words(alert))


def answer_line(answer: PublicAnswer) -> str:
    """The answer in one sentence, in the active language: "Cedar & 17th, 14:20: not enforcement. It was a film crew."."""
    known = {"where": answer.where or _("Somewhere in this city"), "time": when(answer.seen_at)}
    if answer.outcome is Outcome.NOTHING_FOUND:
        return _("%(where)s, %(time)s: someone looked, and nothing was there.") % known
    if answer.kind in ("", NotEnforcement.OTHER):
        return _("%(where)s, %(time)s: not enforcement.") % known
    return _("%(where)s, %(time)s: not enforcement. It was %(kind)s.") % {**known, "kind": KIND_WORDS[answer.kind]}


def searched_words(answer: PublicAnswer) -> str:
    """What a search looks through: the answer in the reader's language and in English."""
    with translation.override(SOURCE_LANGUAGE):
        english = answer_line(answer)
    return f"{answer_line(answer)} {english}"


def when(moment: datetime) -> str:
    """The time of day where the network lives; with the date on another day."""
    zone = ZoneInfo(settings.TIME_ZONE)
    local = moment.astimezone(zone)
    if local.date() == clock.now().astimezone(zone).date():
        return formats.time_format(local.time(), "TIME_FORMAT")
    known = {
        "day": formats.date_format(local, "MONTH_DAY_FORMAT"),
        "time": formats.time_format(local.time(), "TIME_FORMAT"),
    }
    return _("%(day)s, %(time)s") % known


def invitations() -> list[Invitation]:
    """What a poster says, in every language of the network."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words = _(
                "No account and no name. Choose places and a way to reach you. Only what a person has confirmed is sent."
            )
            direction = "rtl" if translation.get_language_bidi() else "ltr"
            found.append(Invitation(language, direction, _("Be told when something happens nearby"), words))
    return found


def _spoken(said: Said) -> Spoken:
    lines = alerts.lines(said.type, replace(said.parts, advice=()), said.expires_at)
    ends = said.type in (Type.CANCEL, Type.ALL_CLEAR)
    advice = () if ends else tuple(str(alerts.ADVICE_WORDS[one]) for one in said.parts.advice)
    return Spoken(alerts.title(said.type, said.level, said.parts), tuple(lines), advice)


def _unread(language: str, said: Said) -> bool:
    """Whether any sentence of the message is still an unreviewed translation; a language without a list is unread."""
    chosen: list[Promise | str] = [alerts.LEVEL_WORDS[Level(said.level)], alerts.TYPE_WORDS[said.type]]
    chosen += [alerts.WHAT_WORDS[said.parts.what], *(alerts.ADVICE_WORDS[one] for one in said.parts.advice)]
    chosen += [alerts.CHANGE_WORDS[said.parts.change]] if said.parts.change else []
    chosen += [alerts.ENDING_WORDS[said.parts.ending]] if said.parts.ending else []
    with translation.override(SOURCE_LANGUAGE):
        sentences = [str(words) for words in chosen]
    try:
        return needs_english_beside(language, *sentences)
    except FileNotFoundError:
        return True


def _with_english(words: str, english: str) -> str:
    return f"{words}\n\n{english}" if english else words
