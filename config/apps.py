"""The wiring as an app, so that its checks run with every command."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks

        assert checks.__name__
