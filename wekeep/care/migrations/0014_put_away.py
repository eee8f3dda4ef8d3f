"""Forms that came in a flood: rent cases among them, and the presses that put some away."""

import django.db.models.deletion
from django.db import migrations, models

import wekeep.kit.codes

_PRESS = {
    "null": True,
    "on_delete": django.db.models.deletion.SET_NULL,
    "to": "care.putaway",
}


class Migration(migrations.Migration):
    dependencies = [("care", "0013_given_by")]
    # each of these may be empty: SQLite copies a table for a column that may not, and the locks of the book stand on rent cases
    operations = [
        migrations.CreateModel(
            name="PutAway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=wekeep.kit.codes.new_code, max_length=16, unique=True)),
                ("by", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="request", name="put_away", field=models.ForeignKey(related_name="requests", **_PRESS)
        ),
        migrations.AddField(model_name="rentcase", name="unproved_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="rentcase", name="put_away", field=models.ForeignKey(related_name="cases", **_PRESS)
        ),
    ]
