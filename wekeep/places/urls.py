"""The addresses of places."""

from django.urls import path

from wekeep.places.views import map

app_name = "places"
urlpatterns = [
    path("map/style-<slug:theme>.json", map.style, name="style"),
    path("map/<slug:code>.pmtiles", map.tiles, name="tiles"),
]
