"""Which plan put a request into its holder's hands."""

from typing import Any

from django.db import migrations, models


def find_plans(apps: Any, _schema_editor: Any) -> None:
    """Of what a driver has in hand now and is still to drive, the plan of that run gave it to them, as far as anybody can tell."""
    stop, request = apps.get_model("care", "Stop"), apps.get_model("care", "Request")
    rows = stop.objects.filter(
        run__state__in=["told", "accepted", "out"],
        run__member=models.F("trip__request__held_by"),
        trip__request__state__in=["claimed", "scheduled", "in_progress"],
    )
    plans = dict(rows.order_by("-at").values_list("trip__request", "run__plan__code"))
    for code in sorted(set(plans.values())):
        mine = [key for key, plan in plans.items() if plan == code]
        for first in range(0, len(mine), 500):
            request.objects.filter(pk__in=mine[first : first + 500]).update(given_by=code)


class Migration(migrations.Migration):
    dependencies = [("care", "0012_requests_whole")]
    operations = [
        migrations.AddField(model_name="request", name="given_by", field=models.CharField(default="", max_length=16)),
        migrations.RunPython(find_plans, migrations.RunPython.noop),
    ]
