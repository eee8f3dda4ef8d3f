"""The watch app."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "wekeep.watch"
