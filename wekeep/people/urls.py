"""Addresses of the people pages."""

from django.urls import path

from wekeep.people.views import duty, lock, members, sign_in

app_name = "people"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("unlock/", lock.unlock, name="unlock"),
    path("lock/", lock.lock, name="lock"),
    path("lock-everyone/", lock.lock_everyone, name="lock_everyone"),
    path("members/", members.members, name="members"),
    path("members/admit/", members.admit, name="admit"),
    path("members/<slug:code>/", members.member, name="member"),
    path("members/<slug:code>/end-role/", members.end_one_role, name="end_role"),
    path("members/<slug:code>/passphrase/", members.new_passphrase, name="new_passphrase"),
    path("members/<slug:code>/end/", members.end_access, name="end_access"),
    path("duty/begin/", duty.begin, name="duty_begin"),
    path("duty/end/", duty.end, name="duty_end"),
    path("abilities/", members.abilities, name="abilities"),
]
