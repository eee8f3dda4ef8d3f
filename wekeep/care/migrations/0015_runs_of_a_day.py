"""A driver has a run for each of the times that they gave for a day."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("care", "0014_put_away")]
    operations = [
        migrations.AddField(model_name="run", name="number", field=models.PositiveSmallIntegerField(default=1)),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                models.F("plan"),
                models.F("member"),
                models.F("number"),
                condition=~Q(state__in=["dropped_out", "withdrawn"]),
                name="care_one_run_at_a_time",
            ),
        ),
        migrations.RemoveConstraint(model_name="run", name="care_one_run_a_driver"),
    ]
