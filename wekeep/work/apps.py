"""The work app: finds every package's jobs at start."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "wekeep.work"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("jobs")
