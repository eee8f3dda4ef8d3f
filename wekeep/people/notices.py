"""The words people pages say about roles and abilities, translatable."""

from django.utils.translation import gettext_lazy as _

from wekeep.kit.abilities import Role

ROLE_WORDS = {
    Role.MEMBER: _("Member"),
    Role.OBSERVER: _("Observer"),
    Role.VERIFIER: _("Verifier"),
    Role.DISPATCHER: _("Dispatcher"),
    Role.STEWARD: _("Steward"),
}
