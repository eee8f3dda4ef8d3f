"""Addresses of the people pages."""

from django.urls import path

from wekeep.people.views import apply, duty, lock, me, members, receipt, screening, sign_in, trust, vetting

app_name = "people"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("apply/", apply.apply_here, name="apply"),
    path("apply/receipt/", receipt.receipt, name="apply_receipt"),
    path("apply/confirm/<slug:code>/", apply.confirm, name="apply_confirm"),
    path("screening/", screening.queue, name="screening"),
    path("screening/claim/", screening.claim, name="screening_claim"),
    path("screening/undo/", screening.undo, name="screening_undo"),
    path("screening/<slug:code>/", screening.decide, name="screening_decide"),
    path("vetting/", vetting.pipeline, name="pipeline"),
    path("vetting/welcome/", vetting.welcome_one, name="welcome"),
    path("vetting/<slug:code>/", vetting.one, name="application"),
    path("vetting/<slug:code>/call/", vetting.call, name="call"),
    path("vetting/<slug:code>/write/", vetting.write, name="write"),
    path("vetting/<slug:code>/strike/", vetting.strike, name="strike"),
    path("vetting/<slug:code>/no/", vetting.say_no, name="say_no"),
    path("vetting/<slug:code>/go-on/", vetting.go_on, name="go_on"),
    path("me/", me.me, name="me"),
    path("me/name/", me.rename, name="rename"),
    path("me/no-letters/", me.no_letters, name="no_letters"),
    path("vouch/", trust.give, name="vouch"),
    path("unlock/", lock.unlock, name="unlock"),
    path("lock/", lock.lock, name="lock"),
    path("lock-everyone/", lock.lock_everyone, name="lock_everyone"),
    path("members/", members.members, name="members"),
    path("members/admit/", members.admit, name="admit"),
    path("members/<slug:code>/", members.member, name="member"),
    path("members/<slug:code>/end-role/", members.end_one_role, name="end_role"),
    path("members/<slug:code>/passphrase/", members.new_passphrase, name="new_passphrase"),
    path("members/<slug:code>/rest/", me.rest, name="rest"),
    path("members/<slug:code>/end/", members.end_access, name="end_access"),
    path("members/<slug:code>/review/", trust.review, name="review"),
    path("duty/begin/", duty.begin, name="duty_begin"),
    path("duty/end/", duty.end, name="duty_end"),
    path("abilities/", members.abilities, name="abilities"),
]
