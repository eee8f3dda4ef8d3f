from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("alerts", "0005_frozen_audience")]

    operations = [migrations.DeleteModel(name="Told")]
