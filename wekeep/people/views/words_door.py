"""A page that somebody comes back to with six words, which travel in the body of a POST and nowhere else."""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wekeep.kit.errors import Refused
from wekeep.people.forms.application import WordsForm, said

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class Look(Protocol[T_contra]):
    """Shows how it stands; `wrong` says why a step was refused."""

    def __call__(
        self, request: HttpRequest, words: str, one: T_contra, *, wrong: str = "", status: int = 200
    ) -> HttpResponse: ...


def open_by_words(
    request: HttpRequest,
    *,
    template: str,
    brake: Callable[[HttpRequest], None],
    find: Callable[[str], T | None],
    steps: Mapping[str, Callable[[HttpRequest, str, T], HttpResponse]],
    look: Look[T],
) -> HttpResponse:
    """Ask for the words; on POST do the step that `do` names with what they open, or show how it stands."""
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return render(request, template, {"form": form})
    brake(request)
    if not form.is_valid():
        return render(request, template, {"form": form}, status=422)
    words = form.cleaned_data["words"]
    one = find(words)
    if one is None:
        form.add_error("words", _("These words belong to nothing here. Check them and try again."))
        return render(request, template, {"form": form}, status=404)
    try:
        return steps.get(request.POST.get("do", ""), look)(request, words, one)
    except Refused as refusal:
        return look(request, words, one, wrong=said(refusal), status=409)
