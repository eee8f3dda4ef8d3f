"""The care app."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "wekeep.care"
