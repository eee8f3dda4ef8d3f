"""A letter that was taken back is not tried again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0014_held")]

    operations = [
        migrations.AddField(model_name="letter", name="taken_back", field=models.BooleanField(default=False)),
    ]
