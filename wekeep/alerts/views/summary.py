"""The page behind a summary's link: what happened, as it stands now."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from wekeep.alerts import notices
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.queries.summaries import told_by
from wekeep.alerts.rules.alert import State
from wekeep.kit import clock
from wekeep.look.languages import needs_english_beside

_TONES = {State.LIVE: "alarm", State.CANCELLED: "quiet", State.ALL_CLEAR: "clear", State.EXPIRED: "quiet"}


@dataclass(frozen=True, slots=True)
class Looked:
    """One alert as a reader looks back on it; `english` are the same words in English where nobody has read the
    translation yet."""

    chain: Chain
    title: str
    lines: tuple[str, ...]
    state: str
    tone: str
    is_public: bool
    english: tuple[str, ...]


@require_GET
def summary(request: HttpRequest, code: str) -> HttpResponse:
    """What one morning's summary told of, newest first, each as it stands now. It says nothing that was not public, and
    disappears by itself."""
    told = told_by(code)
    page = {"told": told, "alerts": [_looked(chain) for chain in told.chains]}
    return render(request, "alerts/summary.html", page)


def _looked(chain: Chain) -> Looked:
    title, lines = notices.summed_title(chain), notices.summed_lines(chain)
    return Looked(
        chain,
        title,
        tuple(lines),
        str(notices.STATE_WORDS[chain.state]),
        _TONES[chain.state],
        chain.vanishes_at > clock.now(),
        _english_beside(chain),
    )


def _english_beside(chain: Chain) -> tuple[str, ...]:
    language = translation.get_language() or "en"
    with translation.override("en"):
        said = (notices.summed_title(chain), *notices.summed_lines(chain))
        level = str(notices.LEVEL_WORDS[chain.level])
    return said if needs_english_beside(language, level, *said) else ()
