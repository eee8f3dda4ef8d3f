"""The Django app of the rock; at start it teaches Django the names of languages it does not know."""

from django.apps import AppConfig
from django.conf.locale import LANG_INFO

from wekeep.look.languages import ADDED_LANG_INFO


class LookConfig(AppConfig):
    """Registers `wekeep.look` under the label `look`."""

    name = "wekeep.look"
    label = "look"

    def ready(self) -> None:
        """Make `get_language_info` answer for Somali and Hmong too."""
        for code, info in ADDED_LANG_INFO.items():
            LANG_INFO.setdefault(code, dict(info))
