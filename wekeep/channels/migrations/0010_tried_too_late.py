"""What came too late before may have been tried: from now on such places have a mark of their own."""

from typing import Any

from django.db import migrations

_TOO_LATE, _TRIED = b"t", b"T"


def mark_as_tried(apps: Any, schema_editor: Any) -> None:
    """Nobody knows any more which of them were tried, so all of them may have come."""
    batches = apps.get_model("channels", "Batch").objects.filter(too_late__gt=0)
    for row in batches.only("id", "states").iterator(chunk_size=100):
        row.states = bytes(row.states).replace(_TOO_LATE, _TRIED)
        row.save(update_fields=["states"])


class Migration(migrations.Migration):
    dependencies = [("channels", "0009_telephones")]

    operations = [migrations.RunPython(mark_as_tried, migrations.RunPython.noop)]
