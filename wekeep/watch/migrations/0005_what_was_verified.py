"""Freeze what is known of every incident whose outcome is settled, as it stands now."""

from typing import Any

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Least


def keep_what_was_verified(apps: Any, schema_editor: Any) -> None:
    """An incident with a settled outcome keeps what it says now; it was seen, at the latest, when its outcome was given."""
    settled = apps.get_model("watch.Incident").objects.filter(
        outcome__in=["confirmed", "not_enforcement", "nothing_found"], verified_seen_at__isnull=True
    )
    settled.filter(outcome_at__isnull=True).update(verified_seen_at=F("last_seen_at"))
    settled.filter(outcome_at__isnull=False).update(verified_seen_at=Least("last_seen_at", "outcome_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("watch", "0004_everywhere"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="verified_seen_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(keep_what_was_verified),
    ]
