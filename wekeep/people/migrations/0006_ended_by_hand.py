from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_factors_seen"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="ended",
            field=models.BooleanField(default=False),
        ),
    ]
