import django.db.models.deletion
import wekeep.kit.codes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0003_book_locks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Helper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.CharField(max_length=16, unique=True)),
                ("languages", models.JSONField(default=list)),
                ("brings", models.JSONField(default=list)),
                ("area", models.CharField(default="", max_length=120)),
                ("cell", models.CharField(default="", max_length=16)),
                ("most_km", models.PositiveSmallIntegerField(default=5)),
                ("most_a_week", models.PositiveSmallIntegerField(default=3)),
                ("asked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=wekeep.kit.codes.new_code, max_length=16, unique=True)),
                ("member", models.CharField(max_length=16)),
                ("link_mark", models.CharField(max_length=64, unique=True)),
                (
                    "said",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("willing", "willing"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("refused", "refused"),
                            ("lapsed", "lapsed"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="care.request"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(models.F("member"), models.F("asked_at"), name="care_offers_of")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("request"),
                        condition=models.Q(("said__in", ["asked", "willing"])),
                        name="care_one_offer_runs",
                    )
                ],
            },
        ),
    ]
