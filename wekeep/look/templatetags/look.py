"""Tags for what every page draws: numbers that keep their direction, icons, badges, clocks, the choice of language."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, pgettext_lazy

from wekeep.look import drawn
from wekeep.look.context import Link
from wekeep.look.icons import ICONS
from wekeep.look.packages import SPRITE

register = template.Library()

# anyone may ask for any address: what is kept of one is short
_KEPT_QUERY = 100

TONES = {"alarm": "alarm", "wait": "wait", "clear": "clear", "quiet": "quiet", "unsure": "unsure"}
"""Each tone of a state and the shape that goes with it, so that colour never speaks alone."""


@register.filter
def bdi(value: object) -> SafeString:
    """Keep a time, plate, phone number or code left to right inside right-to-left text."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def at(words: Mapping[str, str], code: str) -> str:
    """The word for a code; the code itself where there is none."""
    return words.get(code, code)


@register.filter
def isolated(value: object) -> str:
    """Keep a part of a line from turning its neighbours round, where no markup may stand (in an <option>)."""
    return f"\u2068{value}\u2069"


@register.simple_tag
def icon(name: str, label: str = "", turns: bool = False) -> SafeString:
    """Draw an icon of ICONS: silent beside a word, spoken when it has a `label`; `turns` mirrors it right to left.

    Raises KeyError for a name that is not in ICONS.
    """
    return _drawn(name, str(label), turns)


@lru_cache(1_000)
def _drawn(name: str, label: str, turns: bool) -> SafeString:
    """Long lists show the same icon on each line."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    _ = ICONS[name]
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"></use></svg>',
        " icon-turns" if turns else "",
        spoken,
        static(SPRITE),
        name,
    )


@register.simple_tag
def badge(tone: str, word: str) -> SafeString:
    """Show a state as a word with its shape; `tone` is alarm, wait, clear, quiet or unsure."""
    colour = "wait" if tone == "unsure" else tone
    return format_html('<span class="badge tone-{}">{} {}</span>', colour, icon(TONES[tone]), word)


@register.simple_tag
def clock(moment: datetime, waiting: bool = False) -> SafeString:
    """Show how long ago (or ahead) `moment` is, with the time of day beside it; `waiting` draws it as a running clock.

    clock.js keeps the first part current. `moment` is aware; the time of day is in the current time zone.
    """
    local = timezone.localtime(moment)
    shown = _time_of_day(local.replace(second=0, microsecond=0), _same_day(local), get_language())
    return format_html(
        '<span class="clock{}">{}<time datetime="{}" data-clock>{}</time> <span class="clock-time">(<bdi>{}</bdi>)</span></span>',
        " clock-waiting" if waiting else "",
        icon("wait") if waiting else "",
        local.isoformat(timespec="seconds"),
        relative(moment, drawn.now()),
        shown,
    )


@lru_cache(4_000)
def _time_of_day(minute: datetime, today: bool, language: str | None) -> str:
    """In words of the language that is active; long lists show the same minutes again and again."""
    shown = time_format(minute, "TIME_FORMAT")
    if today:
        return shown
    return gettext("%(day)s, %(time)s") % {"day": date_format(minute, "MONTH_DAY_FORMAT"), "time": shown}


_CLOCK_WORDS = {
    "now": pgettext_lazy("time", "just now"),
    "past_minutes": pgettext_lazy("time", "{n} min ago"),
    "past_hours": pgettext_lazy("time", "{n} h ago"),
    "past_days": pgettext_lazy("time", "{n} d ago"),
    "next_minutes": pgettext_lazy("time", "in {n} min"),
    "next_hours": pgettext_lazy("time", "in {n} h"),
    "next_days": pgettext_lazy("time", "in {n} d"),
}


@register.simple_tag
def clock_words() -> dict[str, str]:
    """Give clock.js the words of the page's language; `{n}` stands for the number."""
    return {name: str(word) for name, word in _CLOCK_WORDS.items()}


def relative(moment: datetime, now: datetime) -> str:
    """Say how far `moment` lies from `now`, in whole minutes, hours (from 90 minutes) or days (from 48 hours)."""
    side, gap = ("past", now - moment) if moment <= now else ("next", moment - now)
    if gap < timedelta(minutes=1):
        return str(_CLOCK_WORDS["now"])
    minutes = int(gap / timedelta(minutes=1))
    if minutes < 90:
        return str(_CLOCK_WORDS[f"{side}_minutes"]).format(n=minutes)
    if minutes < 48 * 60:
        return str(_CLOCK_WORDS[f"{side}_hours"]).format(n=minutes // 60)
    return str(_CLOCK_WORDS[f"{side}_days"]).format(n=minutes // (24 * 60))


@register.simple_tag(takes_context=True)
def languages(context: Context) -> SafeString:
    """Offer every language of the installation as a plain link to this same page."""
    request: HttpRequest | None = context.get("request")
    asked = request.GET.urlencode() if request is not None and request.method == "GET" else ""
    current = get_language() or settings.LANGUAGE_CODE
    if len(asked) > _KEPT_QUERY:
        return _languages(asked, current)
    return drawn.drawn((languages, asked), lambda: _languages(asked, current), str)


def _languages(asked: str, current: str) -> SafeString:
    choices = [_language_choice(code, asked, current) for code, _ in settings.LANGUAGES]
    shown = {"choices": choices, "current": get_language_info(current)["name_local"], "code": current}
    return render_to_string("look/_languages.html", shown)


@register.simple_tag(takes_context=True)
def navigation(context: Context, links: Sequence[Link] | None) -> SafeString:
    """Draw a navigation of `Link`s, marking the one this page belongs to (of two, the one further in); draws nothing
    without links."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request is not None else ""
    here = [link for link in links or [] if link.is_current(path)]
    nearest = max(here, key=lambda link: len(link.within or link.href), default=None)
    entries = [(link, link is nearest) for link in links or []]
    key = (navigation, drawn.key_of(entries))
    shown = {"entries": entries, "label": gettext("Main menu")}
    return drawn.drawn(key, lambda: render_to_string("look/_nav.html", shown), str)


def _language_choice(code: str, asked: str, current: str) -> dict[str, object]:
    query = QueryDict(asked, mutable=True)
    query["lang"] = code
    href = f"?{query.urlencode()}"
    return {"code": code, "name": get_language_info(code)["name_local"], "href": href, "chosen": code == current}


def _same_day(local: datetime) -> bool:
    return local.date() == timezone.localtime(drawn.now()).date()
