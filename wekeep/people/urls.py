"""Addresses of the people pages."""

from django.urls import path

from wekeep.people.views import duty, factor, lock, members, passkeys, second_step, sign_in

app_name = "people"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("sign-out/everywhere/", sign_in.sign_out_of_all, name="sign_out_everywhere"),
    path("unlock/", lock.unlock, name="unlock"),
    path("lock/", lock.lock, name="lock"),
    path("lock-everyone/", lock.lock_everyone, name="lock_everyone"),
    path("sign-in/second-step/", second_step.second_step, name="second_step"),
    path("sign-in/passkey/", second_step.by_passkey, name="by_passkey"),
    path("passkey/question/", passkeys.question, name="passkey_question"),
    path("factor/", factor.mine, name="factor"),
    path("factor/app/", factor.app, name="factor_app"),
    path("factor/passkey/", factor.passkey, name="factor_passkey"),
    path("factor/try/", factor.try_passkey, name="factor_try"),
    path("factor/recovery/", factor.recovery, name="factor_recovery"),
    path("factor/ask/", factor.ask_for_mine, name="factor_ask_mine"),
    path("factor/drop/", factor.drop, name="factor_drop"),
    path("members/", members.members, name="members"),
    path("members/admit/", members.admit, name="admit"),
    path("members/<slug:code>/", members.member, name="member"),
    path("members/<slug:code>/end-role/", members.end_one_role, name="end_role"),
    path("members/<slug:code>/passphrase/", members.new_passphrase, name="new_passphrase"),
    path("members/<slug:code>/factor/ask/", factor.ask_to_remove, name="factor_ask"),
    path("members/<slug:code>/factor/agree/", factor.agree_to_remove, name="factor_agree"),
    path("members/<slug:code>/end/", members.end_access, name="end_access"),
    path("duty/begin/", duty.begin, name="duty_begin"),
    path("duty/end/", duty.end, name="duty_end"),
    path("abilities/", members.abilities, name="abilities"),
]
