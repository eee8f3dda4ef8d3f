"""Putting a message into the one form that is signed, and having the keeper sign it."""

from collections.abc import Mapping

from wekeep.alerts import notices
from wekeep.alerts.actions.listing import copy_list
from wekeep.alerts.models import Alert, Message
from wekeep.alerts.queries.signed import is_verified
from wekeep.alerts.rules.statement import Statement, mark_of, read
from wekeep.channels.actions.outbox import Text
from wekeep.kit.certificates import alert_statement
from wekeep.kit.envelope import digest
from wekeep.kit.errors import Locked, Refused
from wekeep.kit.keeper_messages import No
from wekeep.vault.actions import powers
from wekeep.vault.actions.signing import sign_alert
from wekeep.vault.keeper import KeeperAway, KeeperSays
from wekeep.vault.rules.power import Braked, NeedsSecond, Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked


def worded(draft: Statement) -> Statement:
    """The same with the marks of its words in every language of the network."""
    texts = texts_of(draft)
    marks = {language: mark_of(text.title, text.body) for language, text in texts.items()}
    return Statement(**{**{name: getattr(draft, name) for name in draft.__slots__}, "words": marks})


def texts_of(draft: Statement) -> Mapping[str, Text]:
    """What people read, in every language of the network."""
    return notices.in_every_language(draft.type, draft.level, draft.parts, draft.expires_at, draft.status)


def sign(draft: Statement, *, unlocked: Unlocked, reach: int) -> bytes:
    """The keeper's signature. `reach` counts those who hear of it for the first time; NeedsSecond where they are too many
    for one person (Braked where it is too many alerts), Refused with words that say what to do where the keeper cannot sign for this session."""
    try:
        return sign_alert(unlocked=unlocked, message=draft.text().encode(), reach=reach)
    except KeeperSays as refusal:
        if refusal.no is No.SECOND_PERSON:
            raise NeedsSecond("This reaches so many people that someone else must agree first.") from refusal
        if refusal.no is No.BRAKE:
            raise Braked(
                "More goes out in this hour than one person sends alone here. Someone else must agree to this first."
            ) from refusal
        raise _in_words(refusal) from refusal
    except KeeperAway as away:
        raise _in_words(away) from away


def last_said(alert: Alert) -> Statement | None:
    """What was signed last of an alert; None where nothing was."""
    last = Message.objects.filter(alert=alert).order_by("-number").first()
    return read(last.statement) if last is not None and is_verified(last) else None


def propose(draft: Statement, *, unlocked: Unlocked, about: str, reach: int) -> Proposed:
    """The session's member asks for a second person to exactly this, for 15 minutes; Refused as `sign` is."""
    text = draft.text()
    try:
        return powers.propose(
            unlocked=unlocked,
            power=Power.ALERT,
            zone=draft.zone,
            about=about,
            terms={"statement": text, "reach": reach},
            action=digest(alert_statement(text.encode())),
        )
    except (KeeperSays, KeeperAway) as refusal:
        raise _in_words(refusal) from refusal


def write(draft: Statement, signature: bytes, *, alert: int, by: str) -> Message:
    """The message's row, exactly as it was signed."""
    from_draft = {name: getattr(draft, name) for name in ("code", "number", "type", "level", "sent_at", "expires_at")}
    copy_list()
    return Message.objects.create(
        alert_id=alert,
        cells=list(draft.cells),
        parts=draft.parts_as_json(),
        by=by,
        statement=draft.text(),
        signature=signature,
        **from_draft,
    )


def _in_words(refusal: Refused) -> Refused:
    """Whoever wanted to warn people reads about signing, not about opening."""
    if isinstance(refusal, KeeperAway):
        return Refused(
            "The keeper is not running, and without it no alert can be signed. Whoever runs the server starts it; then "
            "unlock with your passphrase and send again."
        )
    if isinstance(refusal, KeeperSays) and refusal.no is No.SEALED:
        return Refused(
            "The keeper is still sealed, and until it is unsealed no alert can be signed. Whoever runs the server unseals "
            "it; then unlock with your passphrase and send again."
        )
    if isinstance(refusal, Locked):
        return Locked("Unlock with your passphrase first. What you send is signed in your unlocked session.")
    return refusal
