"""The e-mail channel: plain text over the network's own SMTP server."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email

from wekeep.channels.contract import Answer, Envelope, Health, Reaches, Result
from wekeep.channels.rules.bounce import return_path
from wekeep.kit.errors import Refused
from wekeep.kit.text import clean_line

# RFC 5321, 4.5.3.1.3
LONGEST_ADDRESS = 254
# a server that greets and then is silent costs ten seconds each time
LOST_UNTIL_AWAY = 3
# mailbox does not exist, was moved, or its name is not allowed (RFC 5321, 4.2.3): no later try will help
_NO_SUCH_MAILBOX = frozenset({550, 551, 553})


class Email:
    """RFC 5321 and 5322. Servers on the way can read what is in it, so it says little unless its reader chose more."""

    name = "email"
    reaches = Reaches.PERSON
    claims_at_once = 40

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds email."""
        address = clean_line(given.get("email", ""), LONGEST_ADDRESS + 1)
        try:
            validate_email(address)
        except ValidationError:
            raise Refused("That is not an e-mail address. Check it and try again.") from None
        if len(address) > LONGEST_ADDRESS:
            raise Refused("That is not an e-mail address. Check it and try again.")
        name, _at, host = address.rpartition("@")
        return {"email": f"{name}@{host.lower()}"}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """One connection for all; when the server is away, or lost three in a row, the rest is for later."""
        connection = get_connection()
        working, lost = _open(connection), 0
        for envelope in envelopes:
            if not working:
                yield Result(envelope.delivery, Answer.LATER, trouble="server away")
                continue
            result = _send(connection, envelope)
            yield result
            lost = lost + 1 if result.trouble == "connection lost" else 0
            if lost:
                _close(connection)
                working = lost < LOST_UNTIL_AWAY and _open(connection)
        _close(connection)

    def units(self, envelope: Envelope) -> int:
        """A letter is a letter."""
        return 1

    def is_set_up(self) -> bool:
        """There is always a mail server to try."""
        return True

    def credentials(self) -> str:
        """The server, the account there and whom mail comes from."""
        told = (settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        tls = (settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL)
        return json.dumps([*told, *tls, settings.MAIL_FROM_ADDRESS, settings.MAIL_BOUNCES])

    def probe(self) -> Health:
        """The SMTP server answers."""
        connection = get_connection()
        works = _open(connection)
        _close(connection)
        return Health(True, "The mail server answers.") if works else Health(False, "The mail server does not answer.")


def _open(connection: BaseEmailBackend) -> bool:
    try:
        connection.open()
    except (OSError, SMTPException):
        return False
    return True


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):
        pass


def _send(connection: BaseEmailBackend, envelope: Envelope) -> Result:
    message = compose(envelope)
    message.connection = connection
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        return _refused(envelope.delivery, max(code for code, _words in refusal.recipients.values()))
    except SMTPResponseException as refusal:
        return _refused(envelope.delivery, refusal.smtp_code)
    except (OSError, SMTPException):
        return Result(envelope.delivery, Answer.LATER, trouble="connection lost")
    return Result(envelope.delivery, Answer.HANDED_OVER)


def _refused(delivery: int, code: int) -> Result:
    if code in _NO_SUCH_MAILBOX:
        return Result(delivery, Answer.GONE, trouble=f"smtp {code}")
    return Result(delivery, Answer.REFUSED if code >= 500 else Answer.LATER, trouble=f"smtp {code}")


def _mark_of(envelope: Envelope) -> str:
    """The same for one letter to one address, whatever number its try has."""
    return blake2b(f"{envelope.code} {envelope.return_code}".encode(), digest_size=12).hexdigest()


def compose(envelope: Envelope) -> EmailMessage:
    """The message: text, link, and how to stop; its id is the same at every try, so a second copy is known as one."""
    host = settings.MAIL_FROM_ADDRESS.rpartition("@")[2]
    sender = f"{settings.NETWORK_NAME} <{settings.MAIL_FROM_ADDRESS}>"
    thread = f"<{envelope.thread}@{host}>"
    headers = {
        "From": sender,
        "Message-ID": f"<{_mark_of(envelope)}.{envelope.code}@{host}>",
        "In-Reply-To": thread,
        "References": thread,
        "Auto-Submitted": "auto-generated",
    }
    if envelope.stop_url:
        headers |= {"List-Unsubscribe": f"<{envelope.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    stop = f"\n\n-- \n{envelope.stop_words}\n{envelope.stop_url}" if envelope.stop_url else ""
    return EmailMessage(
        subject=envelope.title,
        body=f"{envelope.body}\n\n{envelope.url}{stop}\n",
        # the envelope's sender, to whom the letter is returned
        from_email=return_path(settings.MAIL_BOUNCES, envelope.return_code) if settings.MAIL_BOUNCES else sender,
        to=[envelope.address["email"]],
        headers=headers,
    )
