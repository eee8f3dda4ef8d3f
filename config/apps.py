"""How Django's own apps are set up here."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OurStaticFiles(StaticFilesConfig):
    """Leaves out what django-htmx ships beside htmx itself: extensions whose imports lead outside what we serve."""

    ignore_patterns = ("CVS", ".*", "*~", "django_htmx/ext/*", "django_htmx/htmx-4*")
