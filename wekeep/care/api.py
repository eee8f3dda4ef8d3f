"""The JSON door of requests for help, for programs of partners: file a form once, and see how it stands."""

from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from wekeep.care.actions.intake import ask, last_day
from wekeep.care.forms.ask import AskForm
from wekeep.care.forms.source import brake_forms, brake_words, brings_proof
from wekeep.care.models import Household, Request
from wekeep.care.queries.requests import by_receipt
from wekeep.care.rules.household import Contact, Source
from wekeep.care.rules.receipt import SentBefore, key_mark
from wekeep.care.rules.request import OPEN, State
from wekeep.care.rules.window import Part, Urgency
from wekeep.kit.actor import VISITOR
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.sent_key import HEADER, KEY, check_key
from wekeep.people.forms.application import said

router = Router(tags=["requests"])
_LINE, _TEXT = 160, 1500
Line = Annotated[str, Field(max_length=_LINE)]
# "2026-11-22", "08:30", "yes", a number, or codes of choices
Answer = Annotated[str, Field(max_length=_LINE)] | int | bool | list[Annotated[str, Field(max_length=_LINE)]]
_NEEDS_KEY = {
    "parameters": [
        {"name": HEADER, "in": "header", "required": True, "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"}}
    ]
}


class FormIn(Schema):
    """One household and all that it asks for, as on the page for neighbours."""

    model_config = ConfigDict(extra="forbid")
    needs: list[Line] = Field(
        min_length=1, max_length=12, description="Codes of needs, such as groceries or ride_medical."
    )
    answers: dict[Line, dict[Line, Answer]] = Field(
        default={}, max_length=12, description="Of each need, the answers to its own questions, by their names."
    )
    urgency: Urgency = Urgency.DAYS_2
    parts: list[Part] = Field(default=[], max_length=3)
    contact_kind: Contact = Contact.PHONE
    contact: Line
    name: Line = ""
    hours: Line = ""
    area: Annotated[str, Field(max_length=120)] = Field(
        "", description="A part of town by name. It or an address is needed."
    )
    address: Line = ""
    entrance: Line = ""
    about: Annotated[str, Field(max_length=_TEXT)] = ""
    language: Annotated[str, Field(max_length=8)]
    asks_first: bool = False
    looked_at: bool = Field(
        False,
        description="Somebody has looked at what is written, and it tells nobody's immigration status. Needed only where a first"
        " try was answered that it seems to.",
    )


class AskedOut(Schema):
    """The six words by which the household comes back. We keep only a mark of them: they cannot be had a second time, except by
    sending the same form again under the same key."""

    receipt: str
    requests: int
    wants_proof: bool = Field(
        description="Very many forms come in at this moment, and this one stands behind the others. Take a challenge from /ask/challenge/,"
        " solve it for your Idempotency-Key, and send the same form again with it in the header Proof-Of-Work."
    )


class ReceiptIn(Schema):
    """The words of a receipt."""

    model_config = ConfigDict(extra="forbid")
    receipt: Annotated[str, Field(max_length=400, description="The six words.")]


class RequestOut(Schema):
    """One thing that was asked for: whose turn it is by which time is the household's business as much as ours."""

    need: str
    state: State
    is_open: bool
    since: str
    next_by: str


class StandingOut(Schema):
    """How a household's requests stand."""

    requests: list[RequestOut]
    opens_until: str = Field(description="The last day on which anything that was sealed opens.")


class Errors(Schema):
    """What is wrong, by field; the empty name stands for the whole."""

    errors: dict[str, list[str]]


_REFUSALS = {400: Errors, 413: Errors, 415: Errors, 422: Errors, 429: Errors, 503: Errors}


@router.post(
    "/requests",
    response={200: AskedOut, 201: AskedOut, 409: Errors, **_REFUSALS},
    url_name="file_request",
    openapi_extra=_NEEDS_KEY,
)
def file_request(request: HttpRequest, form: FormIn) -> Any:
    """File what a household asks for, once. 201: it is on disk. 200: it was before (same key, same form), and the receipt is the
    same. 409: the key was used for another form. 422: something in it needs another look, by field."""
    brake_forms(request)
    key = request.headers.get(HEADER, "")
    read = AskForm(_typed(form, key))
    errors = _errors(read, key, form)
    if errors:
        return Status(422, {"errors": errors})
    sent = read.asked()
    try:
        is_proved = brings_proof(request, key=key, answer=request.headers.get("Proof-Of-Work", ""))
        asked = ask(actor=VISITOR, form=sent, source=Source.API, key=key, body=read.body(), is_proved=is_proved)
    except SentBefore as refusal:
        return Status(409, {"errors": {"": [said(refusal)]}})
    told = {"receipt": asked.words, "requests": len(sent.wanted), "wants_proof": asked.wants_proof}
    return Status(201 if asked.is_new else 200, told)


@router.post("/requests/status", response={200: StandingOut, 404: Errors, **_REFUSALS}, url_name="request_status")
def request_status(request: HttpRequest, words: ReceiptIn) -> Any:
    """How it stands. The words go in the body, so that no address holds them."""
    brake_words(request)
    found = by_receipt(words.receipt)
    if found is None:
        raise NotFound
    return Status(200, _standing(found))


def _typed(form: FormIn, key: str) -> QueryDict:
    """The same as the page would send it: one form, one set of rules."""
    typed = QueryDict(mutable=True)
    for name in ("contact", "name", "hours", "area", "address", "entrance", "about", "language"):
        typed[name] = getattr(form, name)
    typed["contact_kind"], typed["urgency"] = form.contact_kind.value, form.urgency.value
    typed["key"] = key_mark(settings.SECRET_KEY, key)[:16]
    typed.setlist("needs", form.needs)
    typed.setlist("parts", [part.value for part in form.parts])
    if form.asks_first:
        typed["asks_first"] = "on"
    for need, answers in form.answers.items():
        for name, answer in answers.items():
            if answer not in (False, ""):
                typed.setlist(
                    f"{need}-{name}", [str(one) for one in (answer if isinstance(answer, list) else [answer])]
                )
    return typed


def _errors(read: AskForm, key: str, form: FormIn) -> dict[str, list[str]]:
    found = {name: _said(troubles) for name, troubles in read.errors.as_data().items()}
    errors = {("" if name == "__all__" else name): words for name, words in found.items()}
    try:
        check_key(key)
    except Refused as refusal:
        errors[HEADER] = [said(refusal)]
    unknown = Refused("No such field is known.")
    asked = {f"{need}-{name}" for need, answers in form.answers.items() for name in answers}
    errors |= {name: [said(unknown)] for name in sorted(asked - read.fields.keys())}
    if not errors and read.tells_status and not form.looked_at:
        status = Refused("This seems to tell someone's immigration status. Please take it out.")
        errors["about"] = [said(status)]
    return errors


def _said(troubles: list[ValidationError]) -> list[str]:
    """What is wrong with one field, never with the value that was sent."""
    other = said(Refused("Choose one of the answers that are offered."))
    return [words for one in troubles for words in ([other] if one.code == "invalid_choice" else one.messages)]


def _standing(one: Household) -> dict[str, Any]:
    rows = one.requests.order_by("pk")
    return {"requests": [_one(row) for row in rows], "opens_until": last_day(one.asked_at).isoformat()}


def _one(row: Request) -> dict[str, Any]:
    return {
        "need": row.need,
        "state": row.state,
        "is_open": State(row.state) in OPEN,
        "since": row.state_since.isoformat(),
        "next_by": row.due_at.isoformat(),
    }
