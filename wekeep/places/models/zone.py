"""Zones: the parts of a city in which roles are held and duty is done."""

from django.db import models


class Zone(models.Model):
    """One zone. `outline` is a GeoJSON Polygon or MultiPolygon in WGS 84; zones do not overlap."""

    code = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    outline = models.JSONField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
