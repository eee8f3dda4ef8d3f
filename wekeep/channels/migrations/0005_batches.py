"""Batches in place of a row for each delivery; what is on its way goes on."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# as they were: what a batch of that time may hold, and where each state went
SIZES = {"email": 40, "ntfy": 250}
SIZE, CODE = 1_000, 16
MARKS = {
    "queued": b"q",
    "leased": b"q",
    "handed_over": b"h",
    "refused": b"r",
    "gone": b"g",
    "withdrawn": b"w",
    "too_late": b"t",
}
NAMES = {b"q": "queued"} | {mark: name for name, mark in MARKS.items() if mark != b"q"}
ALERT, OWN = 1, 2


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Every delivery in a batch with the others of its letter and channel that wait for the same try, in their order."""
    deliveries = apps.get_model("channels.Delivery").objects
    for letter in apps.get_model("channels.Letter").objects.all().iterator(chunk_size=100):
        languages, groups = sorted(letter.texts), {}
        for one in deliveries.filter(letter=letter).order_by("id").iterator(chunk_size=2_000):
            waits = MARKS[one.state] == b"q"
            key = (one.kind, one.attempts, one.next_at) if waits else (one.kind, one.attempts, None)
            group = groups.setdefault(key, [])
            group.append((one, languages.index(one.language)))
            if len(group) == (SIZES.get(one.kind, SIZE) if waits else SIZE):
                _keep(apps, letter, groups.pop(key))
        for group in groups.values():
            _keep(apps, letter, group)
    # letters that are tried again have a lane of their own by now
    apps.get_model("work.Job").objects.filter(name="channels.send_again").update(lane="retries", priority=3)


def _keep(apps: StateApps, letter: models.Model, group: list) -> None:
    rows = [one for one, _language in group]
    states = b"".join(MARKS[one.state] for one in rows)
    counts = {name: states.count(mark) for mark, name in NAMES.items()}
    batch = apps.get_model("channels.Batch").objects.create(
        letter=letter,
        kind=rows[0].kind,
        rank=ALERT if letter.urgent else OWN,
        attempts=rows[0].attempts,
        next_at=rows[0].next_at,
        settled_at=max((one.settled_at for one in rows if one.settled_at), default=None),
        states=states,
        **counts,
    )
    manners = bytes(language << 2 | ("s" in one.variant) << 1 | ("q" in one.variant) for one, language in group)
    codes = "".join(one.address.ljust(CODE) for one in rows).encode("ascii")
    apps.get_model("channels.Roll").objects.create(batch=batch, codes=codes, manners=manners)


class Migration(migrations.Migration):
    dependencies = [("channels", "0004_credentials"), ("work", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("rank", models.PositiveSmallIntegerField(choices=[(0, "FIRST"), (1, "ALERT"), (2, "OWN")])),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("lease_by", models.CharField(default="", max_length=32)),
                ("lease_until", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("states", models.BinaryField()),
                ("queued", models.PositiveSmallIntegerField()),
                ("handed_over", models.PositiveSmallIntegerField(default=0)),
                ("refused", models.PositiveSmallIntegerField(default=0)),
                ("gone", models.PositiveSmallIntegerField(default=0)),
                ("withdrawn", models.PositiveSmallIntegerField(default=0)),
                ("too_late", models.PositiveSmallIntegerField(default=0)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="channels.letter"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("kind"),
                        models.F("rank"),
                        models.F("attempts"),
                        models.F("id"),
                        condition=models.Q(("queued__gt", 0)),
                        name="channels_batch_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Roll",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="roll",
                        serialize=False,
                        to="channels.batch",
                    ),
                ),
                ("codes", models.BinaryField()),
                ("manners", models.BinaryField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.DeleteModel(name="Delivery"),
    ]
