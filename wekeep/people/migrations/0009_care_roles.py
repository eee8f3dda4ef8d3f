from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_yes_of_a_zone"),
    ]

    operations = [
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("member", "member"),
                    ("observer", "observer"),
                    ("verifier", "verifier"),
                    ("dispatcher", "dispatcher"),
                    ("steward", "steward"),
                    ("vetter", "vetter"),
                    ("helper", "helper"),
                    ("driver", "driver"),
                    ("carer", "carer"),
                    ("navigator", "navigator"),
                    ("coordinator", "coordinator"),
                ],
                max_length=16,
            ),
        ),
    ]
