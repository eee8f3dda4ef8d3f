"""The door that a provider of texts and calls brings them to: stop, start, help, a report, a pressed key."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wekeep.alerts.actions.replying import language_of, say_yes, stop_all
from wekeep.channels.actions import incoming
from wekeep.channels.rules.telephone import Word, word_of
from wekeep.desk.notices import answers
from wekeep.kit import clock
from wekeep.kit.actor import VISITOR
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.throttle import Throttle
from wekeep.watch.actions.sightings import file_sighting
from wekeep.watch.forms.record import WrongRecord
from wekeep.watch.forms.texted import LONGEST_TEXT, report_in
from wekeep.watch.rules.status import Source

# A person on a corner texts a few times in a minute; a city that texts at once has many numbers.
_OF_A_NUMBER = Throttle(burst=6, per_minute=2)
_IN_ALL = Throttle(burst=600, per_minute=300)


@dataclass(frozen=True, slots=True)
class Text:
    """One text: who sent it is used to answer, and kept nowhere."""

    name: str
    number: str
    words: str


@csrf_exempt
@sensitive_post_parameters()
@require_POST
def texted(request: HttpRequest) -> HttpResponse:
    """A text, signed by our provider or brought by our own gateway; the answer is what is texted back."""
    if "X-Twilio-Signature" in request.headers:
        fields = _signed(request)
        text = Text(fields.get("MessageSid", ""), fields.get("From", ""), fields.get("Body", ""))
        return _as_markup(_once(text.name, lambda: _answer(text)))
    told = _brought(request)
    text = Text(told.get("id", ""), told.get("from", ""), told.get("text", ""))
    return JsonResponse({"reply": _once(text.name, lambda: _answer(text))})


@csrf_exempt
@sensitive_post_parameters()
@require_POST
def pressed(request: HttpRequest) -> HttpResponse:
    """A key pressed in a call of ours: 1 says yes to what we asked, 9 stops."""
    fields = _signed(request)
    return _as_markup(
        _once(f"call {fields.get('CallSid', '')}", lambda: _pressed(fields.get("To", ""), fields.get("Digits", ""))),
        spoken=True,
    )


def _signed(request: HttpRequest) -> dict[str, str]:
    """The fields of a request that our provider signed; to everyone else the door is not there."""
    fields = {name: str(value) for name, value in request.POST.items()}
    signature = request.headers.get("X-Twilio-Signature", "")
    if not incoming.is_from_provider(path=request.get_full_path(), fields=fields, signature=signature):
        raise NotFound
    return fields


def _brought(request: HttpRequest) -> dict[str, str]:
    if not incoming.is_from_gateway(authorization=request.headers.get("Authorization", "")):
        raise NotFound
    try:
        told = json.loads(request.body)
    except ValueError:
        raise Refused("This is not JSON.") from None
    return {name: str(value) for name, value in told.items()} if isinstance(told, dict) else {}


def _once(name: str, answer: Callable[[], str]) -> str:
    """The answer, the first time: the same request brought again, by a provider or by whoever copied it, does nothing."""
    if not name or incoming.came_before(name=name):
        return ""
    said = answer()
    incoming.remember(name=name)
    return said


def _answer(text: Text) -> str:
    addresses = incoming.addresses_at(number=text.number)
    word, language = word_of(text.words) or (None, "")
    with translation.override(language or language_of(addresses=addresses) or settings.LANGUAGE_CODE):
        if word is Word.STOP:
            stop_all(addresses=addresses)
            return answers.to_stop()
        if _OF_A_NUMBER.wait_for(text.number) or _IN_ALL.wait_for("everyone"):
            return ""
        if word is Word.START:
            return answers.to_start(on=say_yes(addresses=addresses))
        return answers.to_help() if word is Word.HELP else _report(text.words)


def _report(words: str) -> str:
    """File what the text tells of. Its key is drawn here, so that nothing of it leads back to the text or its sender."""
    try:
        report = report_in(words, clock.now())
        if report is None:
            return answers.to_help()
        body = json.dumps({"text": words[:LONGEST_TEXT]})
        file_sighting(actor=VISITOR, report=report, source=Source.TEXT, key=new_code(), body=body)
    except WrongRecord as trouble:
        return answers.no_place() if "place_text" in trouble.errors else answers.not_taken()
    except Refused:
        return answers.not_taken()
    return answers.thanks()


def _pressed(number: str, key: str) -> str:
    addresses = incoming.addresses_at(number=number)
    with translation.override(language_of(addresses=addresses) or settings.LANGUAGE_CODE):
        if key == "9":
            stop_all(addresses=addresses)
            return answers.to_stop()
        return answers.to_start(on=True) if key == "1" and say_yes(addresses=addresses) else ""


def _as_markup(words: str, *, spoken: bool = False) -> HttpResponse:
    """TwiML: nothing, a text back, or a sentence said."""
    name = "Say" if spoken else "Message"
    said = f"<{name}>{escape(words)}</{name}>" if words else ""
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?><Response>{said}</Response>', content_type="text/xml; charset=utf-8"
    )
