"""Addresses of care."""

from django.urls import path

from wekeep.care.views import ask, desk, receipt

app_name = "care"
urlpatterns = [
    path("ask/", ask.ask_here, name="ask"),
    path("ask/receipt/", receipt.receipt, name="receipt"),
    path("requests/", desk.requests, name="requests"),
    path("requests/mine/", desk.mine, name="mine"),
    path("requests/phone/", ask.by_phone, name="by_phone"),
    path("requests/<slug:code>/", desk.one, name="request"),
    path("requests/<slug:code>/step/", desk.step, name="step"),
    path("requests/<slug:code>/over/", desk.over, name="over"),
    path("requests/<slug:code>/open/", desk.open_to, name="open_to"),
]
