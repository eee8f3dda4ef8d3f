"""Reading from a request what shows that its member is there, and not their cookies alone."""

from django.conf import settings
from django.http import HttpRequest

from wekeep.kit.codes import keyed_mark
from wekeep.people.access import actor_of, is_touched
from wekeep.people.actions.proving import Shown
from wekeep.people.forms.factor import ProofForm
from wekeep.people.views.sign_in import brake, recognised


def shown_by(request: HttpRequest, form: ProofForm | None = None) -> Shown:
    """What this request brought, for itself alone; `form`, where there is one, is valid. What was typed passes the same
    brakes as signing in does, and the words the same check: TooMany where there were too many tries."""
    typed = form.cleaned_data if form else {}
    code = typed.get("proof", "")
    if code:
        brake(request)
    return Shown(
        words=_are_words(request, typed.get("passphrase", "")),
        touched=is_touched(request),
        code=code,
        session=keyed_mark(settings.SECRET_KEY, "factor session", request.session.session_key or ""),
    )


def _are_words(request: HttpRequest, words: str) -> bool:
    """Whether these are the five words of the member who asks."""
    if not words:
        return False
    found = recognised(request, str(request.user), words)
    return found is not None and found.member.code == actor_of(request).code
