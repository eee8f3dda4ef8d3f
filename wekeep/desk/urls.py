"""Addresses of the pages that join wings."""

from django.urls import path

from wekeep.desk.views import home

app_name = "desk"
urlpatterns = [path("", home.home, name="home"), path("desk/", home.desk, name="desk")]
