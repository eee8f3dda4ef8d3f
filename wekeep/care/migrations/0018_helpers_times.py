"""When helpers have time, and until when they are away. Who told nothing has any time, as before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("care", "0017_ways_back")]

    operations = [
        migrations.AddField("helper", "parts", models.JSONField(default=list)),
        migrations.AddField("helper", "away_until", models.DateField(null=True)),
    ]
