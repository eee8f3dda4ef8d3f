"""Whether one source may send now, and what is asked of it: the brake and the toll of the doors of care that strangers use."""

from django.conf import settings
from django.http import HttpRequest

from wekeep.kit import clock, proof
from wekeep.kit.errors import TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.kit.toll import Booth, Limits
from wekeep.people.forms.source import brake

FORM, WORDS = "ask", "words"
_A_MINUTE = settings.FORMS_PER_MINUTE
# A church in whose hall two thousand families ask in one day shares one address, as does a whole telephone company.
_FORMS = Throttle(burst=2 * _A_MINUTE, per_minute=_A_MINUTE)
# Six words have 77 bits: at ten tries a minute nobody ever guesses one.
_WORDS = Throttle(burst=20, per_minute=10)
# A page asks once or twice for each form.
_CHALLENGES = Throttle(burst=4 * _A_MINUTE, per_minute=4 * _A_MINUTE)
# What is asked of those who send forms, while many come in; and of those who look with words, where many share one address.
_TOLLS = {
    FORM: Booth(Limits(calm=_A_MINUTE, at_ease=max(1, _A_MINUTE // 3), most=10 * _A_MINUTE, an_hour=10 * _A_MINUTE)),
    WORDS: Booth(Limits(calm=10 * _A_MINUTE, at_ease=20, most=10 * _A_MINUTE, an_hour=600)),
}


def brake_forms(request: HttpRequest) -> None:
    """Raise TooMany where this source has sent too many forms in the last minutes."""
    brake(_FORMS, request)


def brake_words(request: HttpRequest) -> None:
    """Raise TooMany where this source has tried too many words, and brings no proof of work with these."""
    key = request.POST.get("proof_key", "")
    done = _proof(WORDS, key, request.POST.get("proof", ""))
    proved = _TOLLS[WORDS].take(_network(request), done, key)
    try:
        brake(_WORDS, request)
    except TooMany:
        if done is None or not proved:
            raise


def brings_proof(request: HttpRequest, *, key: str, answer: str) -> bool:
    """Whether a form that came under this key brings the work that is asked of its source now; in calm that is none."""
    return _TOLLS[FORM].take(_network(request), _proof(FORM, key, answer), key)


def may_wait(request: HttpRequest) -> bool:
    """Whether this source may let a form wait instead of working; true once in ten minutes."""
    return _TOLLS[FORM].may_wait(_network(request))


def challenge_for(request: HttpRequest, form: str) -> str:
    """A challenge for the one who is about to send a form, or to look with words; its third part is the number of bits, 0 where there is
    nothing to do. Raises TooMany where this source has asked for too many."""
    brake(_CHALLENGES, request)
    named = WORDS if form == WORDS else FORM
    return proof.issue(settings.SECRET_KEY, named, _TOLLS[named].ask(_network(request)), _seconds())


def _proof(form: str, key: str, answer: str) -> proof.Proof | None:
    return proof.check(settings.SECRET_KEY, form, key, answer, _seconds()) if answer else None


def _network(request: HttpRequest) -> str:
    return network_of(request.META.get("REMOTE_ADDR", ""))


def _seconds() -> int:
    return int(clock.now().timestamp())
