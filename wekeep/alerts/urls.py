"""Addresses of the alert pages."""

from django.urls import path

from wekeep.alerts.views import channels, manage, outlets, public, sending, sent, shown, subscribe, summary

app_name = "alerts"
urlpatterns = [
    path("", subscribe.sign_up, name="sign_up"),
    path("now/", public.current, name="current"),
    path("signing-key/", public.signing_key, name="signing_key"),
    path("held/", subscribe.held, name="held"),
    path("push-key/", subscribe.push_key, name="push_key"),
    path("channels/", channels.health, name="channels"),
    path("sending/", sending.sending, name="sending"),
    path("sending/stop/", sending.stop, name="stop_sending"),
    path("sending/again/", sending.resume, name="resume_sending"),
    path("sending/let/", sending.let_go, name="let_go"),
    path("sending/brake/", sending.brake, name="set_brake"),
    path("sent/", sent.sent, name="sent"),
    path("sent/list.json", sent.whole, name="sent_list"),
    path("outlets/", outlets.outlets, name="outlets"),
    path("outlets/<slug:code>/", outlets.outlet, name="outlet"),
    path("confirm/<slug:code>/", subscribe.confirm, name="confirm"),
    path("manage/", manage.manage, name="manage"),
    path("manage/change/", manage.change, name="change"),
    path("manage/stop/", manage.stop_mine, name="stop_mine"),
    path("stop/<slug:code>/", manage.stop, name="stop"),
    path("summary/<slug:code>/", summary.summary, name="summary"),
    path("a/<slug:code>/", public.alert, name="alert"),
    path("<slug:code>/text/", public.text, name="text"),
    path("<slug:code>/shown/", shown.shown, name="shown"),
]
