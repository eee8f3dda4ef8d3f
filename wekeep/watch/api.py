"""The JSON door of sightings: file one once, see what became of it, add, correct, withdraw."""

import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import BaseModel, Field, ValidationError

from wekeep.kit.actor import VISITOR, Actor, ActorKind
from wekeep.kit.errors import Refused, TooMany
from wekeep.kit.proof import bits_of
from wekeep.kit.sent_key import HEADER as _KEY
from wekeep.kit.sent_key import KEY, check_key
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said
from wekeep.watch.actions import sightings as actions
from wekeep.watch.actions.intake import challenge_for
from wekeep.watch.actions.reach import drop_reach
from wekeep.watch.actions.taking import Brought, bring_in, filed_before, take_all
from wekeep.watch.forms.place import Inside
from wekeep.watch.forms.record import NewRecord, Record, WrongRecord, body_of, report_of
from wekeep.watch.forms.source import brake_challenges, brake_receipts, brake_reports, sender_of
from wekeep.watch.forms.told import told_in_json
from wekeep.watch.forms.unread import unread
from wekeep.watch.models import Sighting
from wekeep.watch.queries.finding import limits_now
from wekeep.watch.queries.reach import reachable_among
from wekeep.watch.queries.sightings import Stage, progress_of, sighting_by_receipt
from wekeep.watch.rules.outcome import NotEnforcement, Outcome
from wekeep.watch.rules.receipt import SentBefore
from wekeep.watch.rules.sighting import REACH_LENGTH, TEXT_LENGTH, check_line, check_text
from wekeep.watch.rules.sign import LookAlike
from wekeep.watch.rules.status import Source

router = Router(tags=["sightings"])

# so many are read and judged in a few hundredths of a second; a body is no longer than 256 KB
MOST_AT_ONCE = 200
# read by hand, so that a key that is missing and fields that are wrong are said together
_PROOF = "Proof-Of-Work"

Words = Annotated[str, Field(max_length=400, description="The six words of the receipt.")]


class Receipt(Schema):
    """The six words by which the reporter comes back. We keep only a mark of them: they cannot be had a second time,
    except by sending the same report again under the same key."""

    receipt: str
    place: str = Field("", description="What place_text was understood as; empty where lat and lon were given.")
    reach_kept: bool | None = Field(
        None,
        description="Whether `reach` is sealed for the verifiers of the zone; false where none of them could open it, so that"
        " it was not kept. Null where none was given, and where the report was here before.",
    )
    wants_proof: bool = Field(
        False,
        description="Many reports come in at this moment, and this one waits for a person. Ask for a challenge, solve it,"
        " and send the same again with the same key and the proof: then it goes on at once.",
    )


class ChallengeOut(Schema):
    """What to solve for one report: see docs/flood.md. Where `bits` is 0 there is nothing to do."""

    challenge: str
    bits: int


class Choice(Schema):
    """One place that place_text may mean: send it again with this lat and lon."""

    label: str
    lat: float
    lon: float


class Errors(Schema):
    """What is wrong, by field; the empty name stands for the whole."""

    errors: dict[str, list[str]]


class WrongReport(Errors):
    """What is wrong, by field, and the places that place_text may mean."""

    choices: list[Choice] = []


class WordsOnly(Schema):
    """The words of a receipt."""

    receipt: Words


class MoreIn(WordsOnly):
    """What to add."""

    text: str = Field("", description=f"At most {TEXT_LENGTH} characters.")
    still_there: bool | None = None


class CorrectionIn(WordsOnly):
    """What the sighting should say instead, the whole of it."""

    sighting: Record


class OneOfMany(BaseModel):
    """One of a batch: what the single door reads from its headers, and the sighting, which is read by itself."""

    key: str = Field("", description=f"As the header {_KEY} of the single door: 16 to 64 letters, digits or _ . : -")
    proof: str = Field("", max_length=400, description=f"As its header {_PROOF}.")
    sighting: dict[str, Any] = Field(description="As its body, see NewRecord.")


class BatchIn(Schema):
    """Sightings that are sent together."""

    sightings: list[OneOfMany] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Result(Schema):
    """What the single door would have said of one: a receipt with 200 and 201, else errors."""

    status: int
    receipt: str | None = None
    place: str | None = None
    reach_kept: bool | None = None
    wants_proof: bool = False
    errors: dict[str, list[str]] = {}
    choices: list[Choice] = []
    retry_after: int | None = Field(
        default=None, description="With 429 and 503: after so many seconds the same may be sent again."
    )


_NOTHING_SAID = Result(status=0).dict()
_spelled = json.JSONEncoder().encode


class Results(Schema):
    """One for each sighting, in their order."""

    results: list[Result]


class ProgressOut(Schema):
    """What became of a report, as far as it is public: an outcome is given here once its alert or its answer is out."""

    stage: Stage
    received_at: str
    others_told: bool = Field(description="Whether other people told of this too; false until it is public.")
    outcome: Outcome | None
    outcome_kind: NotEnforcement | None
    may_change: bool
    reachable: bool = Field(description="Whether a verifier may still open how to reach the reporter.")
    forget_at: str = Field(description="When it is deleted.")


_REFUSALS = {400: Errors, 413: Errors, 415: Errors, 422: Errors, 429: Errors, 503: Errors}
_BY_RECEIPT = {200: ProgressOut, 404: Errors, **_REFUSALS}
_FILED = {200: Receipt, 201: Receipt, **_REFUSALS, 409: Errors, 422: WrongReport}


_Outcome = actions.Filed | Refused | WrongRecord | ValidationError
_NEEDS_KEY = {
    "parameters": [
        {"name": _KEY, "in": "header", "required": True, "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"}},
        {"name": _PROOF, "in": "header", "required": False, "schema": {"type": "string", "maxLength": 400}},
    ]
}


@router.get("/sightings/challenge", response={200: ChallengeOut, 429: Errors}, url_name="ask_challenge")
def ask_challenge(request: HttpRequest) -> Any:
    """What to do before a report is sent. While it is calm that is nothing; a report without a proof is never refused for
    it, but waits for a person while there is a flood."""
    brake_challenges(request)
    challenge = challenge_for(sender_of(request, actor_of(request)))
    return Status(200, {"challenge": challenge, "bits": bits_of(challenge)})


@router.post("/sightings", response=_FILED, url_name="file_sighting", openapi_extra=_NEEDS_KEY)
def file_sighting(request: HttpRequest, record: NewRecord) -> Any:
    """File a sighting once. 201: it is on disk, and on the board in a moment. 200: it was before (same key, same body), and the receipt is the same.
    409: the key was used for another body. 422: something in it needs another look, or only look-alikes were seen, which
    is thanked for and not kept."""
    brake_reports(request)
    place = ""
    try:
        one, place = _read(request, record, request.headers.get(_KEY, ""), request.headers.get(_PROOF, ""))
        outcome: _Outcome = take_all([one])[0] if isinstance(one, Brought) else one
    except WrongRecord as trouble:
        outcome = trouble
    if isinstance(outcome, Refused) and not isinstance(outcome, SentBefore | LookAlike):
        raise outcome
    status, told = _answer(outcome, place)
    return Status(status, told)


@router.post("/sightings/batch", response={200: Results, **_REFUSALS}, url_name="file_sightings")
def file_sightings(request: HttpRequest, batch: BatchIn) -> Any:
    """File many sightings with one request, as a gateway or a feed does. Each is read, braked, judged and acknowledged by itself,
    by the rules of the single door; those that were taken are on disk when this answers. There is one result for each, in their
    order, with the status that the single door would give. The same batch again gives the same receipts."""
    inside = limits_now()
    read = [_each(request, one, inside) for one in batch.sightings]
    taken = iter(take_all([one for one, _place in read if isinstance(one, Brought)]))
    results = [_result(next(taken) if isinstance(one, Brought) else one, place) for one, place in read]
    # already in the shape of `Results`, which to make of two hundred costs as much as to take them
    return HttpResponse(_spelled({"results": results}), content_type="application/json; charset=utf-8")


@router.post("/sightings/status", response=_BY_RECEIPT, url_name="sighting_status")
def sighting_status(request: HttpRequest, words: WordsOnly) -> Any:
    """What became of the report whose receipt is given. The words go in the body, so that no address holds them."""
    return Status(200, _progress(_by_receipt(request, words.receipt)))


@router.post("/sightings/add", response=_BY_RECEIPT, url_name="add_to_sighting")
def add_to_sighting(request: HttpRequest, more: MoreIn) -> Any:
    """Add to a report while it is less than four hours old."""
    sighting = _by_receipt(request, more.receipt)
    text = check_text(more.text, TEXT_LENGTH)
    changed = actions.add_to_sighting(
        actor=_holder(sighting), words=more.receipt, text=text, still_there=more.still_there
    )
    return Status(200, _progress(changed))


@router.post("/sightings/correct", response={**_BY_RECEIPT, 422: WrongReport}, url_name="correct_sighting")
def correct_sighting(request: HttpRequest, correction: CorrectionIn) -> Any:
    """Replace what a report says while it is less than four hours old."""
    sighting = _by_receipt(request, correction.receipt)
    try:
        report, _place = report_of(correction.sighting, Source.API)
    except WrongRecord as trouble:
        return Status(422, _wrong(trouble))
    changed = actions.correct_sighting(actor=_holder(sighting), words=correction.receipt, report=report)
    return Status(200, _progress(changed))


@router.post("/sightings/withdraw", response=_BY_RECEIPT, url_name="withdraw_sighting")
def withdraw_sighting(request: HttpRequest, words: WordsOnly) -> Any:
    """Take a report back: what was written is deleted at once."""
    sighting = _by_receipt(request, words.receipt)
    return Status(200, _progress(actions.withdraw_sighting(actor=_holder(sighting), words=words.receipt)))


@router.post("/sightings/unreach", response=_BY_RECEIPT, url_name="unreach_sighting")
def unreach_sighting(request: HttpRequest, words: WordsOnly) -> Any:
    """Delete how the reporter can be reached, at once and at any time; the report stays."""
    _by_receipt(request, words.receipt)
    return Status(200, _progress(drop_reach(words=words.receipt)))


def _read(
    request: HttpRequest, record: NewRecord, key: str, proof: str, inside: Inside | None = None
) -> tuple[Brought | actions.Filed, str]:
    """What is to be taken, and what its place was understood as; or what was stored before, even where it has grown too old to be
    sent anew. WrongRecord with every error. `inside` as for `spot_at`."""
    wrong, reach, body = _wrong_key(key), "", body_of(record)
    try:
        reach = check_line(record.reach, REACH_LENGTH)
    except Refused as refusal:
        wrong["reach"] = refusal
    try:
        report, place = report_of(record, Source.API, inside)
    except WrongRecord as trouble:
        earlier = None if wrong else filed_before(key=key, body=body)
        if earlier is None:
            raise WrongRecord({**wrong, **trouble.errors}, trouble.choices) from None
        return earlier, ""
    if wrong:
        raise WrongRecord(wrong)
    sender = sender_of(request, actor_of(request), key=key, answer=proof)
    return Brought(VISITOR, report, Source.API, key, body, sender, reach), place


def _each(request: HttpRequest, one: OneOfMany, inside: Inside) -> tuple["Brought | _Outcome", str]:
    """One of a batch, as the single door reads it."""
    try:
        record = NewRecord.model_validate(one.sighting)
        brake_reports(request)
        return _read(request, record, one.key, one.proof, inside)
    except (Refused, WrongRecord, ValidationError) as trouble:
        return trouble, ""


def _result(outcome: "_Outcome", place: str) -> dict[str, Any]:
    status, told = _answer(outcome, place)
    wait = {"retry_after": outcome.seconds} if isinstance(outcome, TooMany) else {}
    return {**_NOTHING_SAID, "status": status, **told, **wait}


def _answer(outcome: "_Outcome", place: str) -> tuple[int, dict[str, Any]]:
    """The status and the words for what became of one report."""
    if isinstance(outcome, actions.Filed):
        return 201 if outcome.is_new else 200, told_in_json(outcome, place)
    if isinstance(outcome, WrongRecord):
        return 422, _wrong(outcome)
    if isinstance(outcome, ValidationError):
        errors = outcome.errors(include_url=False, include_context=False, include_input=False)
        return 422, {"errors": unread((str(error["loc"][0]) if error["loc"] else "", error) for error in errors)}
    if isinstance(outcome, TooMany):
        return outcome.status, {"errors": {"": [said(outcome)]}}
    field = "signs" if isinstance(outcome, LookAlike) else ""
    return 409 if isinstance(outcome, SentBefore) else 422, {"errors": {field: [said(outcome)]}}


def _wrong_key(key: str) -> dict[str, Refused]:
    try:
        check_key(key)
    except Refused as refusal:
        return {_KEY: refusal}
    return {}


def _by_receipt(request: HttpRequest, words: str) -> Sighting:
    brake_receipts(request)
    bring_in(words=words)
    return sighting_by_receipt(words)


def _holder(sighting: Sighting) -> Actor:
    return Actor(ActorKind.RECEIPT_HOLDER, sighting.code)


def _progress(sighting: Sighting) -> dict[str, Any]:
    now = progress_of(sighting)
    return {
        "stage": now.stage,
        "received_at": now.received_at.isoformat(),
        "others_told": now.others_told,
        "outcome": now.outcome,
        "outcome_kind": now.outcome_kind,
        "may_change": now.may_change,
        "reachable": bool(reachable_among([sighting.code])),
        "forget_at": now.forget_at.isoformat(),
    }


def _wrong(trouble: WrongRecord) -> dict[str, Any]:
    choices = [{"label": c.label, "lat": c.lat, "lon": c.lon} for c in trouble.choices]
    return {"errors": {name: [said(why)] for name, why in trouble.errors.items()}, "choices": choices}
