"""The city of this network, as its last extract told it: names to find, and where they lie."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class City(models.Model):
    """One imported extract. `code` is new at every import and names its folder of tiles; `box` is west, south, east, north."""

    code = models.SlugField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    box = models.JSONField()
    outline = models.JSONField(null=True, help_text="GeoJSON of the city's limits, where the extract tells them")
    credit = models.CharField(max_length=200)
    is_current = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "cities"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="places_one_current_city"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    """A part of town that people know by name; `outline` is GeoJSON, or null where the extract gives only a point."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="neighbourhoods")
    name = models.CharField(max_length=120)
    lat = models.FloatField()
    lon = models.FloatField()
    outline = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.name


class Street(models.Model):
    """A street's name, the names it has in other languages, and a point in its middle."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="streets")
    name = models.CharField(max_length=160)
    other_names = models.JSONField(default=list)
    lat = models.FloatField()
    lon = models.FloatField()

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """An address (street and number), a crossing (street and other), or a landmark (words, searched in full text)."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(max_length=16)
    label = models.CharField(max_length=200)
    words = models.CharField(max_length=400, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    street = models.ForeignKey(Street, on_delete=models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey(Street, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    number = models.CharField(max_length=20, blank=True)
    number_value = models.IntegerField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["street", "kind", "number_value"], name="places_by_number"),
            models.Index(fields=["city", "kind", "lat", "lon"], name="places_by_position"),
            # only crossings have one; without it, each street that goes would be looked for in every row
            models.Index(fields=["other"], condition=Q(other__isnull=False), name="places_by_other"),
        ]

    def __str__(self) -> str:
        return self.label
