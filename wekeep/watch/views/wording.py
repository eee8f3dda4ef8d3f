"""A message in the dispatcher's language and in one more, for the page that shows it before it is sent."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_info

from wekeep.watch.actions.previews import Preview


def shown(preview: Preview, said: str, other: str) -> dict[str, Any]:
    """What the template shows: the message in the page's language and in `other`, or the next one if that is none."""
    mine = get_language() or settings.LANGUAGE_CODE
    others = [code for code, _name in settings.LANGUAGES if code != mine]
    second = other if other in others else others[0]
    return {
        "reach": preview.reach,
        "preview": preview,
        "said": said,
        "texts": [(get_language_info(code), preview.texts[code]) for code in (mine, second) if code in preview.texts],
        "others": [(code, get_language_info(code)["name_local"]) for code in others],
        "second": second,
    }
