"""Which address is on which sheet stands in a table of its own, by how near people are. Sheets of before are made anew."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def drop_sheets(apps: Any, _editor: Any) -> None:
    apps.get_model("channels", "Sheet").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("channels", "0015_taken_back")]

    operations = [
        migrations.RunPython(drop_sheets, migrations.RunPython.noop),
        migrations.RemoveIndex("sheet", "channels_sheet_range"),
        migrations.RemoveField("sheet", "first"),
        migrations.RemoveField("sheet", "last"),
        migrations.CreateModel(
            "OnSheet",
            [
                (
                    "address",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="on_sheet",
                        serialize=False,
                        to="channels.address",
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("near", models.BigIntegerField()),
                ("sheet", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        "kind", "near", "address", name="channels_on_none", condition=models.Q(("sheet", None))
                    ),
                    models.Index("sheet", name="channels_on_sheet", condition=models.Q(("sheet__isnull", False))),
                ]
            },
        ),
    ]
