"""Sheets are written another way: those of before are made anew in the next quiet minutes."""

from typing import Any

from django.db import migrations


def drop_sheets(apps: Any, _editor: Any) -> None:
    apps.get_model("channels", "Sheet").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("channels", "0012_stopping")]

    operations = [migrations.RunPython(drop_sheets, migrations.RunPython.noop)]
