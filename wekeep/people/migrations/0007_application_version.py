from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_ended_by_hand"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
