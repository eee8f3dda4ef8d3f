"""What anyone may read: the current alerts, one alert in any language, and the text a phone fetches for a notice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from wekeep.alerts import notices
from wekeep.alerts.models import Message
from wekeep.alerts.queries import alerts
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules.alert import Level, State, Status, Type
from wekeep.alerts.rules.parts import from_json
from wekeep.channels.actions.outbox import Text
from wekeep.channels.queries import words_of
from wekeep.kit import clock
from wekeep.kit.errors import NotFound

FRESH_SECONDS = 15


@require_GET
def current(request: HttpRequest) -> HttpResponse:
    """The alerts anyone may see, in the reader's language."""
    shown = [(chain, _words(chain)) for chain in alerts.current_public_alerts()]
    response = render(request, "alerts/current.html", {"alerts": shown, "states": notices.STATE_WORDS})
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response["Vary"] = "Cookie, Accept-Language"
    return response


@require_GET
def alert(request: HttpRequest, code: str) -> HttpResponse:
    """One alert with all that was said, in any language of the network; gone from here once it has run out."""
    with translation.override(_language(request)):
        chain = alerts.public_alert(code)
        said = [
            (one, notices.title(one.type, one.level, one.parts), notices.lines(one.type, one.parts, one.expires_at))
            for one in reversed(chain.said)
        ]
        context = {
            "alert": chain,
            "said": said,
            "state": notices.STATE_WORDS[chain.state],
            "languages": settings.LANGUAGES,
        }
        return render(request, "alerts/alert.html", context)


@require_GET
def text(request: HttpRequest, code: str) -> HttpResponse:
    """The words behind a push message, as JSON {title, body, url, tag, renotify, silent}, for whoever was sent its code.

    The code's ending says how its owner wants it: "-q" without a sound, "-s" with the words shown on a locked phone.
    """
    name, _dash, variant = code.partition("-")
    with translation.override(_language(request)):
        found = _text_of(name)
    if found is None:
        raise NotFound
    words, url, tag = found
    shown, silent = "s" in variant, "q" in variant
    answer = {
        "title": words.title if shown else words.short_title,
        "body": words.body if shown else words.short_body,
        "url": url,
        "tag": tag,
        "renotify": not silent,
        "silent": silent,
    }
    return JsonResponse(answer)


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE


def _words(chain: Chain) -> str:
    said = chain.latest
    return notices.title(said.type, said.level, said.parts)


def _text_of(name: str) -> tuple[Text, str, str] | None:
    """Text, link and tag behind a code; the tag is one for all messages of an alert, so that the newest replaces."""
    language = get_language() or settings.LANGUAGE_CODE
    message = alerts.message_by_code(name)
    if message is not None:
        return _of_message(message), _link(message), message.alert.code
    letter = words_of(name, language)
    if letter is None:
        return None
    text = Text(letter.title, letter.body, letter.short_title, letter.short_body)
    return text, letter.url.removeprefix(settings.SITE_URL), letter.thread


def _link(message: Message) -> str:
    return "/desk/" if message.alert.status == Status.EXERCISE else f"/alerts/a/{message.alert.code}/"


def _of_message(message: Message) -> Text:
    """The message's own words while they hold; afterwards only that it has ended."""
    standing = rules.Standing(State(message.alert.state), message.alert.expires_at)
    said = Type(message.type)
    if said not in rules.ENDS and not rules.is_live(standing, clock.now()):
        over = notices.short_title(Type.ALL_CLEAR)
        return Text(over, over, over, over)
    return notices.in_this_language(
        said, Level(message.level), from_json(message.parts), message.expires_at, Status(message.alert.status)
    )
