"""One mark for all keys of an endpoint; until now the address's own mark was that."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("channels.Address").objects.update(endpoint_mark=models.F("mark"))


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="address",
            name="endpoint_mark",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="address", index=models.Index("endpoint_mark", name="channels_address_endpoint")
        ),
    ]
