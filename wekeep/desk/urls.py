"""Addresses of the pages that join wings."""

from django.urls import path

from wekeep.desk.views import board, home, installed

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("sw.js", installed.service_worker, name="service_worker"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("offline/", installed.offline, name="offline"),
    path("specimen/", installed.specimen, name="specimen"),
    path("desk/", home.desk, name="desk"),
    path("board/", board.board, name="board"),
    path("board/list/", board.board_list, name="board_list"),
    path("board/queue/", board.queue, name="queue"),
    path("board/incidents.geojson", board.cells, name="board_cells"),
    path("board/<slug:code>/", board.incident, name="incident"),
]
