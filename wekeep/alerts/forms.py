"""Parsing of what the sign-up and manage pages send."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wekeep.alerts.actions.outlets import Wanted
from wekeep.alerts.actions.subscriptions import Choices
from wekeep.alerts.notices import CHANNEL_WORDS, OUTLET_LEVEL_WORDS
from wekeep.alerts.notices.sending import LIMIT_WORDS
from wekeep.alerts.queries.finding import Finding, Found
from wekeep.alerts.queries.spots import NamedSpot
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.subscription import NAME_LIMIT, RADII
from wekeep.alerts.rules.summary import HOURS, USUAL_HOUR, Summary
from wekeep.channels.registry import personal_kinds
from wekeep.kit.keeper_messages import Limits
from wekeep.places.queries.gazetteer import example_crossing

SPOTS_OFFERED = 3
Find = Callable[[str], Finding]
RADIUS_WORDS = {
    500: _("500 m: my block"),
    1000: _("1 km: ten minutes on foot"),
    2000: _("2 km: my neighbourhood"),
    5000: _("5 km: my part of town"),
}
LEVEL_CHOICES = [
    (Level.CONFIRMED.value, _("Everything that was confirmed nearby")),
    (Level.ACTIVE.value, _("Only when someone is being detained")),
]
SUMMARY_CHOICES = [
    (Summary.NONE.value, _("None")),
    (Summary.BESIDE.value, _("Besides what I am told at once")),
    (Summary.INSTEAD.value, _("Instead: at once only when someone is being detained")),
]
OWN_FIELDS = {"email": "email", "ntfy": "url", "sms": "phone", "voice": "phone"}


def _hours() -> list[tuple[str, str]]:
    """The hours of which one may be chosen, as the active language writes them."""
    return [(str(hour), time_format(time(hour), "TIME_FORMAT")) for hour in HOURS]


class BrakeForm(forms.Form):
    """How much may go out in an hour: a whole number for each limit."""

    def __init__(self, *args: Any, limits: Limits | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in LIMIT_WORDS.items():
            self.fields[name] = forms.IntegerField(
                label=str(words), min_value=1, max_value=1_000_000, initial=getattr(limits, name, None)
            )

    def limits(self) -> Limits:
        """What was typed; the form is valid."""
        return Limits(**self.cleaned_data)


class SpotForm(forms.Form):
    """One place: by typing, or by coordinates that the phone filled in. Empty is allowed."""

    place = forms.CharField(
        label=_("Address or crossing"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-place": ""}),
    )
    lat = forms.FloatField(min_value=-90, max_value=90, required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(min_value=-180, max_value=180, required=False, widget=forms.HiddenInput)
    radius = forms.TypedChoiceField(
        label=_("How far around it"),
        choices=[(str(metres), RADIUS_WORDS[metres]) for metres in RADII],
        coerce=int,
        initial="1000",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("What you call it"), max_length=NAME_LIMIT, required=False)
    remove = forms.BooleanField(label=_("Remove this place"), required=False)

    def __init__(self, *args: Any, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        self.spot: NamedSpot | None = None
        self.candidates: tuple[Found, ...] = ()
        if self.initial.get("lat") is None:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        """Sets `spot`, or leaves it None where nothing was filled in."""
        cleaned = super().clean() or self.cleaned_data
        point = self._point(cleaned)
        if point and "radius" in cleaned and not cleaned.get("remove"):
            name = cleaned.get("name") or cleaned.get("place") or ""
            self.spot = NamedSpot(name[:NAME_LIMIT], *point, cleaned["radius"])
        return cleaned

    def _point(self, cleaned: dict[str, Any]) -> tuple[float, float] | None:
        typed = cleaned.get("place", "")
        if typed:
            return self._meant(typed)
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        return (lat, lon) if lat is not None and lon is not None else None

    def _meant(self, typed: str) -> tuple[float, float] | None:
        """The one place that is surely meant, or that was picked; otherwise ask, and offer what was found."""
        finding = self._find(typed)
        picked = self.data.get(self.add_prefix("pick"))
        for found in finding.places:
            if found.words == picked or (finding.clear and found is finding.places[0]):
                return found.lat, found.lon
        self.candidates = finding.places
        if finding.places:
            self.add_error("place", _("There is more than one. Choose the one you mean below."))
        else:
            self.add_error("place", _not_found(example_crossing()))
        return None


def _not_found(example: str) -> str:
    if not example:
        return gettext("We do not find this place. Choose a zone instead.")
    return gettext("We do not find this place. Try a crossing, such as %(example)s.") % {"example": example}


class ChoicesForm(forms.Form):
    """Zones, language, level, quiet hours and how much a message says."""

    zones = forms.MultipleChoiceField(label=_("Whole zones"), required=False, widget=forms.CheckboxSelectMultiple)
    level = forms.ChoiceField(
        label=_("Tell me"), choices=LEVEL_CHOICES, initial=Level.CONFIRMED.value, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language"))
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    active_breaks_quiet = forms.BooleanField(
        label=_("Wake me when someone is being detained at one of my own places"), required=False, initial=True
    )
    show_text = forms.BooleanField(
        label=_("Show what happened in the message itself"),
        help_text=_(
            "Otherwise it says only that there is a notice. Whoever carries your messages, or sees your locked phone, could read it."
        ),
        required=False,
    )
    summary = forms.ChoiceField(
        label=_("A summary in the morning"),
        help_text=_("Of what was confirmed around your places since the last one. Where nothing was, none comes."),
        choices=SUMMARY_CHOICES,
        initial=Summary.NONE.value,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-long"}),
    )
    summary_hour = forms.TypedChoiceField(
        label=_("At what hour"),
        choices=_hours,
        coerce=int,
        initial=str(USUAL_HOUR),
        empty_value=None,
        required=False,
    )
    receipts = forms.BooleanField(
        label=_("Let my phone say that it showed an alert"),
        help_text=_(
            "So the network sees how fast alerts arrive. It tells only that a phone showed it, and nothing about whose phone that is. For notices on this phone or computer alone."
        ),
        required=False,
    )
    time_zone = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zones: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zones"] = forms.MultipleChoiceField(
            label=_("Whole zones"), choices=zones, required=False, widget=forms.CheckboxSelectMultiple
        )
        if not zones:
            del self.fields["zones"]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean_time_zone(self) -> str:
        """A zone the clock knows, else the network's."""
        zone = str(self.cleaned_data["time_zone"])
        return zone if zone in available_timezones() else settings.TIME_ZONE

    def clean(self) -> dict[str, Any]:
        """Quiet hours have both ends or none."""
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None) and not self.errors:
            self.add_error("quiet_until", _("Say both when quiet begins and when it ends."))
        return cleaned

    def choices(self, spots: list[NamedSpot]) -> Choices:
        """What was chosen, with these places."""
        kept: Mapping[str, Any] = self.cleaned_data
        start: time | None = kept["quiet_from"]
        return Choices(
            language=kept["language"],
            level=Level(kept["level"]),
            spots=tuple(spots),
            zones=tuple(kept.get("zones", ())),
            quiet_from=start,
            quiet_until=kept["quiet_until"],
            time_zone=kept["time_zone"],
            active_breaks_quiet=kept["active_breaks_quiet"],
            show_text=kept["show_text"],
            receipts=kept["receipts"],
            summary=Summary(kept["summary"] or Summary.NONE),
            summary_hour=kept["summary_hour"] or USUAL_HOUR,
        )


class ChannelForm(forms.Form):
    """The way to be reached, and the address on it."""

    kind = forms.ChoiceField(label=_("How to reach you"), widget=forms.RadioSelect(attrs={"class": "choices-long"}))
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    url = forms.CharField(
        label=_("Address of your ntfy topic"),
        help_text=_("Such as https://ntfy.example/a-name-nobody-guesses."),
        max_length=300,
        required=False,
        widget=forms.URLInput,
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        help_text=_(
            "Telephone companies read what is texted, and know that it came from here. Other ways tell them less."
        ),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    endpoint = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only the chosen channel's own field must be filled in; before a choice none says that it can be skipped."""
        super().__init__(*args, **kwargs)
        kinds = [one for one in ("webpush", "email", "ntfy", "sms", "voice") if one in personal_kinds()]
        for field in set(OWN_FIELDS.values()):
            mine = [kind for kind, name in OWN_FIELDS.items() if name == field]
            self.fields[field].required = not self.is_bound or self.data.get("kind") in mine
            if not set(mine) & set(kinds):
                del self.fields[field]
        chosen = self.fields["kind"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [(kind, CHANNEL_WORDS[kind]) for kind in kinds]
        if "phone" in self.fields:
            self.fields["phone"].error_messages["required"] = _("Type your telephone number.")
        self.fields["email"].error_messages["required"] = _("Type your e-mail address.")
        self.fields["url"].error_messages["required"] = _("Type the address of your topic.")

    def clean(self) -> dict[str, Any]:
        """Web push needs what only the browser can fill in."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == "webpush" and not cleaned.get("endpoint"):
            words = _("This browser has not allowed notices yet. Press the button to allow them, or choose e-mail.")
            self.add_error("kind", words)
        return cleaned


class OutletForm(forms.Form):
    """A group, room or feed that a zone's alerts are posted to."""

    zone = forms.ChoiceField(label=_("Zone"))
    kind = forms.ChoiceField(label=_("Channel"), widget=forms.RadioSelect(attrs={"class": "choices-long"}))
    address = forms.CharField(
        label=_("Its address"),
        help_text=_(
            "The id of a Signal group, an address of a list or a topic. It is sealed, and shown to nobody again."
        ),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    token = forms.CharField(
        label=_("Access token"),
        help_text=_("For a Mastodon account alone."),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("What you call it"),
        help_text=_("Stewards of the zone alone read it. No names of people."),
        max_length=40,
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    level = forms.ChoiceField(
        label=_("What is posted"),
        choices=[(level.value, words) for level, words in OUTLET_LEVEL_WORDS.items()],
        initial=Level.CONFIRMED.value,
        widget=forms.RadioSelect,
    )
    stands_in_for = forms.ChoiceField(
        label=_("When something is posted"),
        help_text=_("A stand-in is told within a minute where the other group could not be reached, and only then."),
        required=False,
    )
    show_text = forms.BooleanField(
        label=_("Say in the post itself what happened"),
        help_text=_("Otherwise a post says only that there is a notice, with a link. Count on everyone reading it."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        zones: list[tuple[str, str]],
        kinds: list[str],
        others: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        stands: list[tuple[str, str]] = [
            ("", gettext("Every time")),
            *((code, _stand_in_words(name)) for code, name in others),
        ]
        channels = [(one, str(CHANNEL_WORDS[one])) for one in kinds]
        offered: dict[str, list[tuple[str, str]]] = {"zone": zones, "kind": channels, "stands_in_for": stands}
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def wanted(self) -> Wanted:
        """The outlet that was typed; each channel reads the address by its own name."""
        kept: Mapping[str, Any] = self.cleaned_data
        given = dict.fromkeys(("group", "room", "url", "email", "server"), kept["address"]) | {"token": kept["token"]}
        chosen = (kept["name"], kept["language"], Level(kept["level"]), kept["show_text"], kept["stands_in_for"])
        return Wanted(kept["zone"], kept["kind"], given, *chosen)


def _stand_in_words(name: str) -> str:
    return gettext("Only as a stand-in for %(group)s") % {"group": name}


def spot_forms(data: Mapping[str, Any] | None, *, find: Find, kept: list[NamedSpot] | None = None) -> list[SpotForm]:
    """A form for each place kept and some empty ones."""
    filled = [{"name": spot.name, "lat": spot.lat, "lon": spot.lon, "radius": str(spot.radius)} for spot in kept or []]
    empty: list[dict[str, Any]] = [{"radius": "1000"}] * max(1, SPOTS_OFFERED - len(filled))
    return [
        SpotForm(data, prefix=f"spot{number}", find=find, initial=initial, use_required_attribute=False)
        for number, initial in enumerate([*filled, *empty])
    ]


def chosen_spots(forms_of_spots: list[SpotForm]) -> list[NamedSpot]:
    """The places that were filled in and not removed."""
    return [form.spot for form in forms_of_spots if form.spot]
