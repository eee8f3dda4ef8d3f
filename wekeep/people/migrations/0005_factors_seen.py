from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_put_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="factors_seen",
            field=models.DateTimeField(null=True),
        ),
    ]
