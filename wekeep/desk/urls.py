"""Addresses of the pages that join wings."""

from django.urls import path

from wekeep.desk.views import board, demo, feeds, glass, held, home, installed, log, public, texts, two_persons, zones

app_name = "desk"
urlpatterns = [
    path("", public.home, name="home"),
    path("now/", public.now, name="now"),
    path("now/<slug:code>/", public.public_alert, name="public_alert"),
    path("rumours/", public.rumours, name="rumours"),
    path("held/", held.held, name="held"),
    path("feeds/alerts.atom", feeds.alerts_atom, name="alerts_atom"),
    path("feeds/alerts.geojson", feeds.alerts_geojson, name="alerts_geojson"),
    path("feeds/rumours.atom", feeds.rumours_atom, name="rumours_atom"),
    path("feeds/cap/<slug:code>.xml", feeds.cap_document, name="cap"),
    path("feeds/<slug:language>/alerts.atom", feeds.alerts_atom, name="alerts_atom_in"),
    path("feeds/<slug:language>/alerts.geojson", feeds.alerts_geojson, name="alerts_geojson_in"),
    path("feeds/<slug:language>/rumours.atom", feeds.rumours_atom, name="rumours_atom_in"),
    path("sw.js", installed.service_worker, name="service_worker"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("offline/", installed.offline, name="offline"),
    path("specimen/", installed.specimen, name="specimen"),
    path("demo/", demo.demo, name="demo"),
    path("demo/play/", demo.play, name="play"),
    path("demo/phones/", demo.phones, name="phones"),
    path("demo/phones/now/", demo.phones_now, name="phones_now"),
    path("texts/", texts.texted, name="texted"),
    path("texts/pressed/", texts.pressed, name="pressed"),
    path("zones/", zones.zones, name="zones"),
    path("desk/", home.desk, name="desk"),
    path("log/", log.log, name="log"),
    path("two-persons/", two_persons.waiting, name="two_persons"),
    path("break-glass/", glass.break_it, name="break_glass"),
    path("break-glass/<slug:code>/", glass.review, name="glass_review"),
    path("two-persons/go-on/", two_persons.go_on, name="go_on"),
    path("two-persons/hold/", two_persons.hold, name="hold"),
    path("two-persons/<slug:code>/", two_persons.decide, name="decide"),
    path("board/", board.board, name="board"),
    path("board/list/", board.board_list, name="board_list"),
    path("board/queue/", board.queue, name="queue"),
    path("board/incidents.geojson", board.cells, name="board_cells"),
    path("board/<slug:code>/", board.incident, name="incident"),
]
