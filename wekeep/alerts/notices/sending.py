"""Words about sending as a whole: what is held by a stop, how much goes out in an hour, and the public list."""

from dataclasses import fields
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wekeep.alerts.notices import LEVEL_WORDS, TYPE_WORDS
from wekeep.alerts.queries.sent import Listed
from wekeep.alerts.queries.stopped import Held
from wekeep.alerts.rules.alert import Level, Type
from wekeep.kit.keeper_messages import BrakeIs, Limits
from wekeep.kit.sent_list import ALERT, UNKNOWN
from wekeep.places.queries.zones import zone_names

LIMIT_WORDS: dict[str, Promise | str] = {
    "one": gettext_lazy("Alerts in an hour by one person alone"),
    "everyone": gettext_lazy("Alerts in an hour by everyone alone, taken together"),
    "active_one": gettext_lazy("Of someone being detained: in an hour by one person alone"),
    "active_everyone": gettext_lazy("Of someone being detained: in an hour by everyone alone, taken together"),
    "people": gettext_lazy("People told in an hour without a second person"),
    "usual": gettext_lazy("Alerts in an hour that are nothing unusual, however few there were so far"),
    "most": gettext_lazy("Messages in an hour at most, whoever agreed"),
}
UNKNOWN_WORDS = gettext_lazy("Something else that was signed")


def asked_for() -> str:
    """What the one reads who asked for what takes two persons."""
    return _("Someone else must agree within 15 minutes, on the page “Two persons”.")


def held_line(one: Held) -> str:
    """A letter that waits, in a line."""
    known = {
        "what": TYPE_WORDS[one.type] if one.type is not Type.ALERT else LEVEL_WORDS[one.level],
        "where": zone_names().get(one.zone, ""),
        "n": one.letter.addresses,
    }
    if one.is_post:
        words = ngettext("%(what)s, %(where)s: %(n)s group", "%(what)s, %(where)s: %(n)s groups", one.letter.addresses)
    else:
        words = ngettext(
            "%(what)s, %(where)s: %(n)s address", "%(what)s, %(where)s: %(n)s addresses", one.letter.addresses
        )
    return words % known


def limit_lines(limits: Limits) -> list[str]:
    """Every limit, in a line each."""
    return [
        _("%(what)s: %(n)s") % {"what": LIMIT_WORDS[one.name], "n": getattr(limits, one.name)} for one in fields(limits)
    ]


def pace_line(pace: BrakeIs) -> str:
    """How much goes out just now, beside what the network is used to."""
    known = {"lately": pace.lately, "busiest": pace.busiest}
    return _("Signed in the last hour: %(lately)s. In the busiest hour of the last four weeks: %(busiest)s.") % known


def line_words(one: Listed) -> Promise | str:
    """What kind of message it was; of the first one how grave."""
    if one.line.kind == UNKNOWN:
        return UNKNOWN_WORDS
    return LEVEL_WORDS[Level(one.line.level)] if one.line.kind == ALERT else TYPE_WORDS[Type(one.line.kind)]


def told_words(one: Listed) -> str:
    """To how many it was handed over, or meant to go; never exactly, and nothing where that is not known."""
    if one.told is not None:
        return ngettext("told up to %(n)s person", "told up to %(n)s people", one.told) % {"n": one.told}
    if one.line.up_to:
        words = ngettext("for up to %(n)s person", "for up to %(n)s people", one.line.up_to)
        return words % {"n": one.line.up_to}
    return ""


def moment(at: datetime) -> str:
    """Day and time where the network lives."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    known = {
        "day": formats.date_format(local, "MONTH_DAY_FORMAT"),
        "time": formats.time_format(local.time(), "TIME_FORMAT"),
    }
    return _("%(day)s, %(time)s") % known
