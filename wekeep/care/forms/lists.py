"""Parsing of a list of requests that is handed in, and of how it is to be read."""

from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wekeep.care.notices import CONTACT_WORDS, NEED_WORDS, URGENCY_WORDS
from wekeep.care.notices.lists import COLUMN_WORDS
from wekeep.care.queries.lists import SKIP
from wekeep.care.rules.cells import plain
from wekeep.care.rules.listed import Column, Table, Vocabulary, read_table
from wekeep.care.rules.window import Urgency
from wekeep.kit.errors import Refused
from wekeep.people.forms.application import said

# What people write for a need, besides its name in each language.
_ALSO = {
    "food": "groceries",
    "grocery": "groceries",
    "despensa": "groceries",
    "comida": "groceries",
    "mandado": "groceries",
    "viveres": "groceries",
    "cunto": "groceries",
    "raashin": "groceries",
    "طعام": "groceries",
    "khoom noj": "groceries",
    "meal": "hot_meal",
    "meals": "hot_meal",
    "formula": "diapers",
    "panales": "diapers",
    "medicine": "pharmacy",
    "medication": "pharmacy",
    "medicina": "pharmacy",
    "doctor": "ride_medical",
    "ride to doctor": "ride_medical",
    "school ride": "ride_school",
    "ride to school": "ride_school",
    "ride to work": "ride_work",
    "court": "ride_court",
    "childcare": "child_minding",
    "babysitting": "child_minding",
    "renta": "rent",
    "alquiler": "rent",
    "kiro": "rent",
    "electricity": "utilities",
    "lawyer": "legal",
    "abogado": "legal",
    "interpreter": "interpreter",
    "dog walking": "dog_walking",
}
# And for how soon.
_SOON = {
    **dict.fromkeys(("urgent", "very urgent", "asap", "emergency", "now", "right now", "immediately", "high"), "today"),
    **dict.fromkeys(
        ("hoy", "urgente", "muy urgente", "emergencia", "ya", "ahora", "lo antes posible", "alta"), "today"
    ),
    **dict.fromkeys(("maanta", "degdeg", "hadda", "isla markiiba"), "today"),
    **dict.fromkeys(("hnub no", "ceev", "ceev heev", "tam sim no"), "today"),
    **dict.fromkeys(("اليوم", "عاجل", "عاجل جدا", "مستعجل", "فورا", "الان"), "today"),
    **dict.fromkeys(("tomorrow", "manana", "berri", "tag kis", "غدا", "بكرة"), "days_2"),
    **dict.fromkeys(("this week", "esta semana", "toddobaadkan", "lub lim tiam no", "هذا الاسبوع"), "week"),
    **dict.fromkeys(("low", "no rush", "not urgent", "flexible", "whenever", "anytime", "cuando sea", "baja"), "any"),
}


@cache
def vocabulary() -> Vocabulary:
    """What words in cells mean, in every language of the network; codes and plain English always."""
    found: list[dict[str, str]] = [{plain(word): code for word, code in _ALSO.items()}, {}, {}, {}]
    found[1] |= {plain(word): code for word, code in _SOON.items()}
    tongues = dict(settings.LANGUAGES)
    tables: list[dict[str, Any]] = [
        {str(code): words for code, words in table.items()}
        for table in (NEED_WORDS, URGENCY_WORDS, CONTACT_WORDS, tongues)
    ]
    for language in [*tongues, "en"]:
        with translation.override(language):
            for into, table in zip(found, tables, strict=True):
                into |= {plain(str(words)): code for code, words in table.items()}
    for into, table in zip(found, tables, strict=True):
        into |= {plain(code): code for code in table}
    found[3].update(_TONGUES)
    return Vocabulary(*found)


_TONGUES = {
    "spanish": "es",
    "espanol": "es",
    "somali": "so",
    "soomaali": "so",
    "arabic": "ar",
    "hmong": "hmn",
    "english": "en",
    "ingles": "en",
}


class WishesForm(forms.Form):
    """What holds where a row says nothing, and what becomes of rows that one should look at."""

    need = forms.ChoiceField(label=_("Need, where a row names none"), required=False)
    urgency = forms.ChoiceField(
        label=_("How soon, where a row does not say"),
        choices=[(one.value, words) for one, words in URGENCY_WORDS.items()],
        initial=Urgency.WEEK,
    )
    language = forms.ChoiceField(label=_("Language, where a row does not say"))
    twins = forms.ChoiceField(
        label=_("Rows that ask for the same again, by the same number or address"),
        choices=[("link", _("Bring in and link")), (SKIP, _("Leave out"))],
        initial="link",
    )
    status = forms.ChoiceField(
        label=_("Rows that seem to tell someone's immigration status"),
        choices=[("remove", _("Take those sentences out")), (SKIP, _("Leave out"))],
        initial="remove",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need, language = self.fields["need"], self.fields["language"]
        if isinstance(need, forms.ChoiceField) and isinstance(language, forms.ChoiceField):
            need.choices = [("", _("Leave out")), *NEED_WORDS.items()]
            language.choices = [*settings.LANGUAGES, _OTHER]
        self.fields["language"].initial = "en"

    def wishes(self) -> dict[str, str]:
        """What to keep of it; call it only when the form is valid."""
        return {name: str(self.cleaned_data[name]) for name in WISHES}


WISHES = ("need", "urgency", "language", "twins", "status")
_OTHER = ("other", _("Another language"))


class ListForm(WishesForm):
    """Which column is what, by the names of the columns, and the wishes."""

    def __init__(self, *args: Any, header: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", _("Nothing")), *((str(n), name or f"{n + 1}") for n, name in enumerate(header))]
        for column, words in COLUMN_WORDS.items():
            self.fields[f"column-{column}"] = forms.ChoiceField(label=words, required=False, choices=places)

    def columns(self) -> dict[Column, int]:
        """Which column is what; call it only when the form is valid."""
        said = {column: self.cleaned_data[f"column-{column}"] for column in Column}
        return {column: int(place) for column, place in said.items() if place}

    def of_columns(self) -> list[forms.BoundField]:
        """The fields of the columns alone."""
        return [self[f"column-{column}"] for column in Column]

    def of_wishes(self) -> list[forms.BoundField]:
        """The other fields."""
        return [self[name] for name in WISHES]


class FileForm(forms.Form):
    """The list itself."""

    file = forms.FileField(
        label=_("A list as CSV"),
        help_text=_("The first row names the columns. It is encrypted as it arrives, and never kept as it is."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    table: Table

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.table = read_table(file.read())
        except Refused as refusal:
            raise forms.ValidationError(said(refusal)) from refusal
        return file
