"""Of a way back whose way there did not work it is asked whether it is still needed, until a time."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("care", "0016_past_stops")]
    operations = [
        migrations.AddField(
            model_name="trip",
            name="still_rides",
            field=models.CharField(
                choices=[("asked", "asked"), ("yes", "yes"), ("no", "no")], default="", max_length=5
            ),
        ),
        migrations.AddField(model_name="trip", name="answer_by", field=models.DateTimeField(null=True)),
        migrations.AddConstraint(
            model_name="trip",
            constraint=models.CheckConstraint(
                condition=Q(still_rides="", answer_by=None) | ~Q(still_rides="") & Q(answer_by__isnull=False),
                name="care_asked_with_a_clock",
            ),
        ),
    ]
