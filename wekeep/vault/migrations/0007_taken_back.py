from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0006_more_powers"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="action",
            field=models.BinaryField(default=b"", max_length=32),
        ),
    ]
