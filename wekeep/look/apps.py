"""The look app: base templates, tokens, elements and scripts."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "wekeep.look"
