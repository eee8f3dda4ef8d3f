"""Addresses of the watch."""

from django.urls import path

from wekeep.watch.views import incident, paste, reach, receipt, report, sweep, warning

app_name = "watch"
urlpatterns = [
    path("report/", report.report, name="report"),
    path("report/challenge/", report.challenge, name="challenge"),
    path("sweep/", sweep.sweep, name="sweep"),
    path("sweep/batch/", sweep.sweep_batch, name="sweep_batch"),
    path("sweep/<slug:code>/undo/", sweep.undo, name="sweep_undo"),
    path("receipt/", receipt.receipt, name="receipt"),
    path("paste/", paste.paste, name="paste"),
    path("paste/file/", paste.file_pasted, name="file_pasted"),
    path("sightings/<slug:code>/reach/", reach.reach, name="reach"),
    path("incidents/<slug:code>/claim/", incident.claim, name="claim"),
    path("incidents/<slug:code>/hand-over/", incident.hand_over, name="hand_over"),
    path("incidents/<slug:code>/outcome/", incident.outcome, name="outcome"),
    path("incidents/<slug:code>/ask/", incident.ask, name="ask"),
    path("incidents/<slug:code>/merge/", incident.merge, name="merge"),
    path("incidents/<slug:code>/split/", incident.split, name="split"),
    path("incidents/<slug:code>/alert/", warning.send, name="alert_send"),
    path("incidents/<slug:code>/alert/reach/<slug:said>/", warning.preview, name="alert_words"),
    path("incidents/<slug:code>/alert/<slug:alert>/widen/", warning.widen, name="alert_widen"),
    path("incidents/<slug:code>/alert/<slug:alert>/update/", warning.update, name="alert_update"),
    path("incidents/<slug:code>/alert/<slug:alert>/cancel/", warning.cancel, name="alert_cancel"),
    path("incidents/<slug:code>/agree/<slug:proposal>/", warning.agree, name="alert_agree"),
    path("incidents/<slug:code>/over/", warning.clear, name="over"),
]
