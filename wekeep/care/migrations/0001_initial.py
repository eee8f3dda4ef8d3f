import django.db.models.deletion
import wekeep.kit.codes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=wekeep.kit.codes.new_code, max_length=16, unique=True)),
                ("receipt_mark", models.CharField(max_length=64, unique=True)),
                ("key_mark", models.CharField(max_length=64, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[("web", "web"), ("phone", "phone"), ("api", "api"), ("import", "import")], max_length=8
                    ),
                ),
                ("zone", models.CharField(max_length=64)),
                ("cell", models.CharField(default="", max_length=16)),
                ("area", models.CharField(default="", max_length=120)),
                ("language", models.CharField(max_length=8)),
                ("asks_first", models.BooleanField(default=False)),
                ("likeness", models.CharField(max_length=4)),
                ("asked_at", models.DateTimeField()),
                ("is_sealed", models.BooleanField(default=True)),
                ("erase_at", models.DateTimeField(null=True)),
                ("forget_at", models.DateTimeField(null=True)),
                (
                    "linked_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="linked",
                        to="care.household",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=wekeep.kit.codes.new_code, max_length=16, unique=True)),
                ("worse", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="news", to="care.household"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=wekeep.kit.codes.new_code, max_length=16, unique=True)),
                ("need", models.CharField(max_length=24)),
                ("tags", models.JSONField(default=list)),
                ("zone", models.CharField(max_length=64)),
                ("area", models.CharField(default="", max_length=120)),
                ("language", models.CharField(max_length=8)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("today", "today"),
                            ("days_2", "days_2"),
                            ("days_5", "days_5"),
                            ("week", "week"),
                            ("any", "any"),
                        ],
                        max_length=8,
                    ),
                ),
                ("parts", models.JSONField(default=list)),
                ("help_by", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("triage", "triage"),
                            ("needs_info", "needs_info"),
                            ("ready", "ready"),
                            ("offered", "offered"),
                            ("claimed", "claimed"),
                            ("scheduled", "scheduled"),
                            ("in_progress", "in_progress"),
                            ("done_reported", "done_reported"),
                            ("confirmed", "confirmed"),
                            ("closed", "closed"),
                            ("no_answer", "no_answer"),
                            ("waiting_stock", "waiting_stock"),
                            ("waiting_funds", "waiting_funds"),
                            ("paused_by_household", "paused_by_household"),
                            ("referred_out", "referred_out"),
                            ("partly_done", "partly_done"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("held_by", models.CharField(default="", max_length=16)),
                ("handover_to", models.CharField(default="", max_length=16)),
                ("handover_since", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("news_at", models.DateTimeField(null=True)),
                ("worse_at", models.DateTimeField(null=True)),
                (
                    "close",
                    models.CharField(
                        choices=[
                            ("completed", "completed"),
                            ("partly", "partly"),
                            ("done_by_others", "done_by_others"),
                            ("not_wanted", "not_wanted"),
                            ("unreachable", "unreachable"),
                            ("out_of_area", "out_of_area"),
                            ("out_of_scope", "out_of_scope"),
                            ("duplicate_of", "duplicate_of"),
                            ("unsafe", "unsafe"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="care.household"
                    ),
                ),
                (
                    "linked_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="linked",
                        to="care.request",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.CharField(max_length=16)),
                ("assignment", models.CharField(max_length=16, unique=True)),
                ("until", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="care.request"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("move", models.CharField(max_length=16)),
                ("before", models.CharField(max_length=20)),
                ("after", models.CharField(max_length=20)),
                ("by", models.CharField(default="", max_length=16)),
                ("close", models.CharField(default="", max_length=16)),
                ("at", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="care.request"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(models.F("likeness"), models.F("zone"), name="care_household_alike"),
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(models.F("erase_at"), name="care_household_erase"),
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(models.F("forget_at"), name="care_household_forget"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(models.F("zone"), models.F("state"), models.F("due_at"), name="care_request_queue"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                models.F("due_at"),
                condition=models.Q(("state", "closed"), _negated=True),
                name="care_request_due",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                models.F("held_by"), condition=models.Q(("held_by", ""), _negated=True), name="care_request_held"
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("held_by", ""),
                        (
                            "state__in",
                            [
                                "received",
                                "needs_info",
                                "ready",
                                "done_reported",
                                "confirmed",
                                "closed",
                                "no_answer",
                                "waiting_stock",
                                "waiting_funds",
                                "paused_by_household",
                                "referred_out",
                                "partly_done",
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(("held_by", ""), _negated=True),
                        ("state__in", ["claimed", "in_progress", "offered", "scheduled", "triage"]),
                    ),
                    _connector="OR",
                ),
                name="care_held_by_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), models.Q(("close", ""), _negated=True)),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("close", "")),
                    _connector="OR",
                ),
                name="care_closed_with_words",
            ),
        ),
    ]
