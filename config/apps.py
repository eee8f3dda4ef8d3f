"""The wiring as apps: how Django's own are set up here, and the checks that run with every command."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

from wekeep.kit.memory import look_for_garbage_less_often


class WiringConfig(AppConfig):
    default = True
    name = "config"

    def ready(self) -> None:
        from config import checks

        assert checks.__name__
        look_for_garbage_less_often()


class OurStaticFiles(StaticFilesConfig):
    """Leaves out what django-htmx ships beside htmx itself: extensions whose imports lead outside what we serve."""

    ignore_patterns = ("CVS", ".*", "*~", "django_htmx/ext/*", "django_htmx/htmx-4*")
