from typing import Any

from django.db import migrations, models

_APP, _JUDGED = "people", ("screened", "vetted")


def say_where(apps: Any, schema_editor: Any) -> None:
    """What vetters said counts from now on where they vet: in the zone whose applications they had before them, and in those
    in which they are vetters still. A role that only another zone's vetter opened closes at the next night's reckoning."""
    seen, application = apps.get_model(_APP, "Seen"), apps.get_model(_APP, "Application")
    grant = apps.get_model(_APP, "Grant")
    vetted: dict[str, set[str]] = {}
    for code, zone in grant.objects.filter(role="vetter").values_list("member__code", "zone"):
        vetted.setdefault(code, set()).add(zone)
    desks = dict(application.objects.values_list("code", "zone"))
    for row in seen.objects.filter(kind__in=_JUDGED).iterator():
        zones = vetted.get(row.seen_by, set()) | ({desks[row.person]} if row.person in desks else set())
        seen.objects.filter(pk=row.pk).update(zones=sorted(zones))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_application_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="seen",
            name="zones",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(say_where, migrations.RunPython.noop),
    ]
