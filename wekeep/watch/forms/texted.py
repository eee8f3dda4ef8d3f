"""A report that came as a text message, read as a pasted one is: nothing is guessed, and nobody checks it before it is filed."""

from datetime import datetime

from pydantic import ValidationError

from wekeep.watch.forms.record import Record, WrongRecord, report_of
from wekeep.watch.rules.paste import Pasted, read
from wekeep.watch.rules.sighting import Report
from wekeep.watch.rules.status import Source

# a text is six of them joined at most; what is longer is no text
LONGEST_TEXT = 1_000


def report_in(text: str, now: datetime) -> Report | None:
    """The report in a text, or None where it tells of no sighting. WrongRecord where it does and cannot be filed: mostly
    because the place is not sure."""
    pasted = read(text[:LONGEST_TEXT], now)
    if not pasted.is_sighting:
        return None
    return report_of(_record(pasted), Source.TEXT)[0]


def _record(pasted: Pasted) -> Record:
    """In the fields of the sighting form. Who texts what others told them says so, or not; it is left open."""
    people = (pasted.people.low, pasted.people.high) if pasted.people else None
    try:
        return Record(
            observed_at=pasted.observed_at,
            lat=None,
            lon=None,
            place_text=pasted.place_text or "",
            people=people,
            vehicles=pasted.vehicles,
            activity=pasted.activity,
            uniform=pasted.uniform or "",
            equipment=pasted.equipment or "",
            text=pasted.text,
            language=pasted.language if pasted.language in ("en", "es") else "en",
        )
    except ValidationError:
        raise WrongRecord({}) from None
