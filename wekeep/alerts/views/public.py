"""The text a phone fetches for a notice, and the short addresses that notices carry."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from wekeep.alerts import notices
from wekeep.alerts.models import Message
from wekeep.alerts.queries import alerts
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules.alert import Level, State, Status, Type
from wekeep.alerts.rules.parts import from_json
from wekeep.channels.actions.outbox import Text
from wekeep.channels.queries import words_of
from wekeep.kit import clock
from wekeep.kit.errors import NotFound
from wekeep.vault.queries.signing import published_key


@require_GET
def current(request: HttpRequest) -> HttpResponse:
    """The list of what goes on is one page for all, which also knows whether an outcome was taken back."""
    return redirect("desk:now")


@require_GET
def alert(request: HttpRequest, code: str) -> HttpResponse:
    """The short address that notices carry leads to the one public page of that alert."""
    return redirect("desk:public_alert", code=code)


@require_GET
def text(request: HttpRequest, code: str) -> HttpResponse:
    """The words behind a push message, as JSON {title, body, url, tag, renotify, silent, …}, for whoever was sent its code.

    Of an alert, {statement, signature} prove it: SHA-256 of title and body stands in the signed statement. Anything else is
    one of a few fixed sentences, or nothing.

    The code's ending says how its owner wants it: "-q" without a sound, "-s" with the words shown on a locked phone.
    """
    name, _dash, variant = code.partition("-")
    with translation.override(_language(request)):
        found = _text_of(name)
    if found is None:
        raise NotFound
    shown, silent = "s" in variant, "q" in variant
    answer = {
        "title": found.words.title if shown else found.words.short_title,
        "body": found.words.body if shown else found.words.short_body,
        "url": found.url,
        "tag": found.tag,
        "renotify": not silent,
        "silent": silent,
        "statement": found.statement,
        "signature": found.signature,
    }
    return JsonResponse(answer)


@require_GET
def signing_key(request: HttpRequest) -> HttpResponse:
    """The network's published key, as JSON {algorithm, key}, the key in hex and empty before there is one: with it anyone
    can check the statement and the signature that come with a notice."""
    response = JsonResponse({"algorithm": "Ed25519", "key": published_key().hex()})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@dataclass(frozen=True, slots=True)
class _Found:
    """Words, link and tag behind a code (one tag for all messages of an alert, so that the newest replaces), and what
    proves them where they are an alert's."""

    words: Text
    url: str
    tag: str
    statement: str = ""
    signature: str = ""


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE


def _text_of(name: str) -> _Found | None:
    message = alerts.message_by_code(name)
    if message is not None:
        signature = bytes(message.signature).hex()
        return _Found(_of_message(message), _link(message), message.alert.code, message.statement, signature)
    letter = words_of(name, get_language() or settings.LANGUAGE_CODE)
    if letter is None:
        return None
    short = (letter.short_title, letter.short_body)
    said = next((one for one in ((letter.title, letter.body), short) if one in notices.unsigned_words()), None)
    if said is None:
        return None
    text = Text(*said, *short)
    return _Found(text, letter.url.removeprefix(settings.SITE_URL), letter.thread)


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
