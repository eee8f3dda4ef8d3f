"""`wekeep check-deploy`: whether this installation is safe to open, and what to do where it is not."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Check whether this installation is safe to open to the public."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check; the command fails where one finds an error."""
        call_command("check", deploy=True, fail_level="ERROR")
        self.stdout.write("No fault found. docs/threat-model.md says what that does not cover.")
