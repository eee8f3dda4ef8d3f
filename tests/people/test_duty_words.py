"""The choices of a form are said in the language of whoever reads it, not of whoever started the server."""

from django.utils.translation import override

from wekeep.people.forms import DutyForm
from wekeep.watch.forms.incident import AskForm


def test_the_length_of_a_duty_is_read_in_arabic() -> None:
    with override("ar"):
        assert "ساعتان" in str(DutyForm(zones=[])["hours"])


def test_the_minutes_to_answer_in_are_read_in_hmong() -> None:
    with override("hmn"):
        assert "10 feeb" in str(AskForm()["minutes"])
