"""The sighting form: what a phone sends, read into a checked report or into errors beside the fields."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from wekeep.kit.errors import Refused
from wekeep.kit.sent_key import check_key
from wekeep.people.forms.application import said
from wekeep.watch import notices
from wekeep.watch.forms.fields import (
    ChoiceField,
    TextField,
    TypedChoiceField,
    TypedMultipleChoiceField,
    checked,
)
from wekeep.watch.forms.moment import when_seen
from wekeep.watch.forms.place import NoPlace, pick_of, read_pick, settled, spot_at
from wekeep.watch.queries import finding
from wekeep.watch.queries.finding import Found
from wekeep.watch.rules import sighting as rules
from wekeep.watch.rules.incident import GRAVITY
from wekeep.watch.rules.salute import Activity, Count
from wekeep.watch.rules.sighting import PlaceKind, Report, Spot
from wekeep.watch.rules.sign import Sign

T = TypeVar("T")
# Drawn without "(you can skip this)": one of them is needed, and nobody can know beforehand which.
_ASKED = "watch/_field_asked.html"
_NOT_THE_REPORT = frozenset({"csrfmiddlewaretoken", "idempotency_key", "proof"})
# whoever fills in the form stands at one scene
ACTIVITIES = tuple(a for a in GRAVITY if a is not Activity.EVERYWHERE)
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class ReportForm(forms.Form):
    """One sighting. Nothing is required but something seen and where; `report` holds it once the form is valid, and
    `understood` what the typed place is called on the map."""

    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)
    proof = forms.CharField(widget=forms.HiddenInput, required=False)
    written_at = forms.CharField(widget=forms.HiddenInput, required=False)
    lat = forms.FloatField(widget=forms.HiddenInput, required=False)
    lon = forms.FloatField(widget=forms.HiddenInput, required=False)
    accuracy = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=0)
    activity = TypedChoiceField(
        label=_("What is happening?"),
        coerce=Activity,
        empty_value=None,
        required=False,
        choices=[(a.value, notices.ACTIVITY_WORDS[a]) for a in ACTIVITIES],
        widget=forms.RadioSelect,
    )
    signs = TypedMultipleChoiceField(
        label=_("What did you see?"),
        help_text=_("Tick all you saw yourself."),
        coerce=Sign,
        required=False,
        choices=list(notices.SIGN_WORDS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-long"}),
    )
    place_text = TextField(label=_("Address or crossing"), limit=rules.PLACE_LENGTH)
    place_pick = forms.ChoiceField(
        label=_("Which place?"),
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-long"}),
    )
    picked_for = forms.CharField(widget=forms.HiddenInput, required=False)
    when = ChoiceField(
        label=_("When?"),
        required=False,
        choices=list(notices.WHEN_WORDS.items()),
        widget=forms.RadioSelect,
        initial="0",
    )
    observed_at = forms.CharField(
        label=_("Time"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    first_hand = ChoiceField(
        label=_("Did you see it yourself?"),
        required=False,
        choices=[("yes", _("I saw it")), ("no", _("Someone told me"))],
        widget=forms.RadioSelect,
    )
    still_there = ChoiceField(
        label=_("Are they still there?"), required=False, choices=_YES_NO, widget=forms.RadioSelect
    )
    people_low = forms.IntegerField(label=_("Agents, at least"), required=False)
    people_high = forms.IntegerField(label=_("at most"), required=False)
    vehicles = forms.IntegerField(label=_("Vehicles"), required=False)
    uniform = TextField(
        label=_("Uniforms and markings"), help_text=_("Words on vests, patches, vehicles."), limit=rules.UNIFORM_LENGTH
    )
    equipment = TextField(
        label=_("Equipment"),
        help_text=_("Masks, weapons, shields; kind and colour of vehicles."),
        limit=rules.EQUIPMENT_LENGTH,
    )
    place_kind = TypedChoiceField(
        label=_("What kind of place?"),
        coerce=PlaceKind,
        empty_value=None,
        required=False,
        choices=list(notices.PLACE_KIND_WORDS.items()),
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=_("What else did you see?"),
        help_text=_("What you saw, not what you guess. No names of neighbours."),
        limit=rules.TEXT_LENGTH,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    reach = TextField(
        label=_("How can we reach you?"),
        help_text=_(
            "A number or a name on Signal, if a verifier may ask you something. It is sealed: only a verifier of the zone opens"
            " it, says why, and that is logged. It is deleted with your report, after three days."
        ),
        limit=rules.REACH_LENGTH,
        # whoever picks up the phone later finds it in no draft and in no list of what was typed before
        widget=forms.TextInput(attrs={"data-no-draft": "", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: QueryDict | MultiValueDict[str, str] | None = None,
        *,
        standing: tuple[str, Spot] | None = None,
        **options: Any,
    ) -> None:
        """`standing` is what a report says already of its place, which holds while those words are not changed."""
        options.setdefault("initial", {})
        options["initial"] = {"idempotency_key": str(uuid.uuid4()), **options["initial"]}
        super().__init__(data, **options)
        self.report: Report | None = None
        self.understood = ""
        self._standing = standing
        self._may_be: list[Found] = []
        for name in ("activity", "signs", "place_text", "place_pick", "first_hand"):
            self.fields[name].template_name = _ASKED  # type: ignore[attr-defined]
        for name in ("people_low", "people_high", "vehicles"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        self.fields["place_text"].widget.attrs.update(
            {"autocomplete": "street-address", "placeholder": finding.example(), "enterkeyhint": "done"}
        )

    def body(self) -> str:
        """What was sent, in one spelling: the same form sent again gives the same."""
        return body_of(self.data if isinstance(self.data, MultiValueDict) else MultiValueDict())

    def renew_key(self) -> None:
        """Let the page be sent once more as another report."""
        self._say(idempotency_key=str(uuid.uuid4()))

    def _say(self, **values: str) -> None:
        data = MultiValueDict(self.data) if isinstance(self.data, MultiValueDict) else MultiValueDict()
        for name, value in values.items():
            data.setlist(name, [value])
        self.data = data

    def offer(self, found: list[Found], *, likely: bool = False) -> None:
        """Show the places it may be, to choose one; a `likely` first one is chosen already."""
        self._may_be = found
        self._say(picked_for=self.cleaned_data.get("place_text", ""))
        if likely:
            self._say(place_pick=pick_of(found[0]))
        field = self.fields["place_pick"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(pick_of(one), one.label) for one in found]

    @property
    def has_choices(self) -> bool:
        """Whether the reporter is asked which place it is."""
        return bool(self._may_be)

    def clean_idempotency_key(self) -> str:
        key = str(self.cleaned_data["idempotency_key"] or uuid.uuid4())
        return str(checked(lambda: check_key(key)))

    def clean_place_pick(self) -> str:
        return str(self.data.get("place_pick", ""))

    def _clean_fields(self) -> None:
        """A choice among places is checked against the gazetteer in `clean`, not against a list made beforehand."""
        field = self.fields["place_pick"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(value, value) for value in [str(self.data.get("place_pick", ""))] if value]
        super()._clean_fields()  # type: ignore[misc]
        if isinstance(field, forms.ChoiceField):
            field.choices = []

    def clean(self) -> dict[str, Any]:
        self._say_what_came_twice()
        given = self.cleaned_data
        spot = self._where(given)
        observed_at = self._try("when", lambda: when_seen(given))
        people = self._try("people_low", lambda: rules.check_people(given.get("people_low"), given.get("people_high")))
        self._try("vehicles", lambda: rules.check_vehicles(given.get("vehicles")))
        if not self.errors.keys() & {"text", "uniform", "equipment"}:  # what is too long was said all the same
            self._try("activity", lambda: check_seen(given))
        if not self.errors and spot is not None and observed_at is not None:
            self.report = report_from(given, spot, observed_at, people, get_language() or "en")
        return given

    def _say_what_came_twice(self) -> None:
        data = self.data if isinstance(self.data, MultiValueDict) else MultiValueDict()
        for name in self.fields:
            if name != "signs" and len(set(data.getlist(name))) > 1:
                place = name if not self.fields[name].widget.is_hidden else None
                self.add_error(place, gettext("This came twice with different answers. Choose one."))

    def _try(self, name: str, check: Callable[[], T]) -> T | None:
        if name in self.errors:
            return None
        try:
            return check()
        except Refused as refusal:
            self.add_error(name, said(refusal))
            return None

    def _where(self, given: dict[str, Any]) -> Spot | None:
        if "place_text" in self.errors:
            return None
        lat, lon, text = given.get("lat"), given.get("lon"), given.get("place_text", "")
        if lat is not None and lon is not None:
            return self._try("place_text", lambda: spot_at(lat, lon, given.get("accuracy")))
        if self._standing is not None and text == self._standing[0]:
            return self._standing[1]
        if not text:
            self.add_error("place_text", gettext("Say where: use your place, or type an address or a crossing."))
            return None
        return self._typed(text, given)

    def _typed(self, text: str, given: dict[str, Any]) -> Spot | None:
        pick = given.get("place_pick", "") if given.get("picked_for", text) == text else ""
        try:
            spot, self.understood = settled(text, read_pick(pick) if pick else None)
            return spot
        except NoPlace as trouble:
            self.offer(trouble.choices, likely=trouble.likely)
            self.add_error("place_text", said(trouble.refusal()))
        except Refused as refusal:
            self.add_error("place_text", said(refusal))
        return None


def body_of(data: "MultiValueDict[str, str]") -> str:
    """What a form sent, in one spelling, without what is not of the report."""
    return spelled_form(dict(data.lists()))


def spelled_form(sent: Mapping[str, Sequence[str]]) -> str:
    """`body_of`, from all that was sent under each name."""
    return json.dumps(sorted([name, said] for name, said in sent.items() if name not in _NOT_THE_REPORT))


def report_from(
    given: dict[str, Any], spot: Spot, observed_at: datetime, people: Count | None, language: str
) -> Report:
    """The report that the cleaned fields of a form make, for a reader of `language`."""
    return Report(
        observed_at=observed_at,
        spot=spot,
        place_text=given["place_text"],
        place_kind=given["place_kind"],
        people=people,
        vehicles=given["vehicles"],
        activity=given["activity"],
        uniform=given["uniform"],
        equipment=given["equipment"],
        text=given["text"],
        signs=frozenset(given["signs"]),
        first_hand=_yes(given["first_hand"]),
        still_there=_yes(given["still_there"]),
        language=language[:8],
    )


def check_seen(given: dict[str, Any]) -> None:
    """Raise Refused unless the cleaned fields say that something was seen."""
    said = (given.get(name, "") for name in ("text", "uniform", "equipment"))
    rules.check_something_seen(frozenset(given.get("signs") or ()), given.get("activity"), *said)


def _yes(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)
