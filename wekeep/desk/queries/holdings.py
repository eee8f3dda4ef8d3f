"""What this installation holds, in words: the one place in which every table says what is in it, sealed or not, who reads it
and for how long. The public page and docs/threat-model.md are made from it, and a table that is missing here fails a test."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wekeep.desk.queries.held.care import CARE
from wekeep.desk.queries.held.machine import MACHINE
from wekeep.desk.queries.held.money import MONEY
from wekeep.desk.queries.held.outside import OUTSIDE
from wekeep.desk.queries.held.people import PEOPLE
from wekeep.desk.queries.held.sealed import SEALED
from wekeep.desk.queries.held.terms import Form, Holding
from wekeep.journal.rules.kind import all_kinds

HOLDINGS: tuple[Holding, ...] = (*OUTSIDE, *CARE, *PEOPLE, *MONEY, *SEALED, *MACHINE)

FORM_WORDS: dict[Form, str] = {
    Form.CLEAR: gettext_noop("In clear: whoever has the disk reads it"),
    Form.MARKED: gettext_noop("Only a mark: it recognises, and tells nothing"),
    Form.SEALED: gettext_noop("Sealed: nothing without the keeper and a reader's own words"),
}

_NEVER = (
    gettext_noop("Names and telephone numbers of members"),
    gettext_noop("Papers, papers' numbers, or anyone's immigration status"),
    gettext_noop("Network addresses and which phone or browser was used"),
    gettext_noop("Who reported a sighting, unless they leave a way to reach them, which is sealed"),
    gettext_noop("Where somebody was over time, and when they signed in"),
    gettext_noop("Messages between people"),
    gettext_noop("Faces and number plates"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A holding in the language of the moment. `columns` are "table: its columns", as the schema has them now."""

    what: str
    form: Form
    form_words: str
    readers: str
    kept: str
    columns: tuple[str, ...]


def holdings() -> list[Told]:
    """Everything that is held, in the language of the moment, with the columns the schema has now."""
    return [
        Told(
            _(one.what),
            one.form,
            _(FORM_WORDS[one.form]),
            _(one.readers),
            _(one.kept) % (one.numbers | _journal_days()),
            tuple(_columns(one)),
        )
        for one in HOLDINGS
    ]


def never_held() -> list[str]:
    """What is not held, so that nobody can be made to hand it over."""
    return [_(one) for one in _NEVER]


def undeclared() -> list[str]:
    """Tables of the schema that no holding speaks of; there should be none."""
    declared = {table for one in HOLDINGS for table in one.tables}
    return sorted(model._meta.label for model in apps.get_models() if model._meta.label not in declared)


def _journal_days() -> dict[str, int]:
    spans = [kind.keep.days for kind in all_kinds() if not kind.name.startswith("test.")]
    return {"shortest": min(spans), "longest": max(spans)}


def _columns(one: Holding) -> Iterator[str]:
    models = {model._meta.label: model for model in apps.get_models()}
    for label in one.tables:
        if label in models:
            yield f"{models[label]._meta.db_table}: {', '.join(str(f.column) for f in models[label]._meta.concrete_fields)}"
