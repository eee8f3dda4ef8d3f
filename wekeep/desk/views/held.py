"""The page that says what we hold and what we could be made to hand over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wekeep.desk.queries.held.terms import Form
from wekeep.desk.queries.holdings import holdings, never_held
from wekeep.desk.views.shared import page


@page
def held(request: HttpRequest) -> HttpResponse:
    """Everything that is held, by how it lies on the disk, made from the schema as it is now."""
    told = holdings()
    by_form = [(form, [one for one in told if one.form is form]) for form in (Form.CLEAR, Form.SEALED, Form.MARKED)]
    parts = [(ones[0].form_words, ones) for _form, ones in by_form]
    return render(request, "desk/held.html", {"messages": (), "parts": parts, "never": never_held()})
