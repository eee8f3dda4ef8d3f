"""What is in a sender's hand is asked for every second, to see whose sender died."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0013_sheets_in_columns")]

    operations = [
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(
                "lease_until", name="channels_batch_held", condition=models.Q(lease_until__isnull=False)
            ),
        ),
    ]
