"""Stops that are their driver's no more, and what was told of them later."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

OUTCOMES = ["waiting", "loaded", "left", "handed", "boarded", "dropped", "failed"]
FAILURES = [
    "not_home",
    "bad_address",
    "not_wanted",
    "not_ready",
    "too_far",
    "other",
    "no_show",
    "late_cancel",
    "missed",
    "turned_down",
]


class Migration(migrations.Migration):
    dependencies = [("care", "0015_runs_of_a_day")]
    operations = [
        migrations.CreateModel(
            name="PastStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("side", models.CharField(choices=[("pickup", "pickup"), ("drop", "drop")], max_length=6)),
                ("outcome", models.CharField(choices=[(o, o) for o in OUTCOMES], default="waiting", max_length=8)),
                ("failure", models.CharField(choices=[(f, f) for f in FAILURES], default="", max_length=12)),
                ("outcome_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="past_stops", to="care.run"
                    ),
                ),
                (
                    "trip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="past_stops", to="care.trip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=(Q(outcome="failed") & ~Q(failure="")) | (~Q(outcome="failed") & Q(failure="")),
                        name="care_past_stop_with_words",
                    )
                ],
            },
        ),
    ]
