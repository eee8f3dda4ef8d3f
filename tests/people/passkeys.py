"""A passkey in software, which answers questions as a phone does (Web Authentication Level 2)."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256, CoseKey
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData, CollectedClientData

_FLAG = AuthenticatorData.FLAG
ORIGIN, ADD = "http://testserver", "/people/factor/passkey/"


@dataclass
class Device:
    """One passkey. `verifies`: it knows its owner, by a finger or a number."""

    origin: str = ORIGIN
    verifies: bool = True
    counter: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def make(self, asked: dict[str, Any]) -> dict[str, str]:
        """The fields of a form that adds this passkey."""
        options = asked["options"]["publicKey"]
        cose: CoseKey = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        public = AttestedCredentialData.create(bytes(16), self.id, cose)
        data = self._data(options["rp"]["id"], _FLAG.AT, bytes(public))
        told = {"fmt": "none", "authData": bytes(data), "attStmt": {}}
        client = self._client("webauthn.create", options["challenge"])
        response = {"clientDataJSON": _text(client), "attestationObject": _text(cbor.encode(told))}
        return {"made_ticket": asked["ticket"], "made_answer": self._answer(response)}

    def prove(self, asked: dict[str, Any], purpose: str) -> dict[str, str]:
        """The fields of a form that answers with this passkey."""
        options = asked["options"]["publicKey"]
        data = bytes(self._data(options["rpId"], _FLAG(0), b""))
        client = self._client("webauthn.get", options["challenge"])
        signature = self.key.sign(data + sha256(bytes(client)).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": _text(client), "authenticatorData": _text(data), "signature": _text(signature)}
        return {"touch_for": purpose, "touch_ticket": asked["ticket"], "touch_answer": self._answer(response)}

    def _client(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.origin)

    def _data(self, host: str, more: _FLAG, credential: bytes) -> AuthenticatorData:
        flags = _FLAG.UP | more | (_FLAG.UV if self.verifies else _FLAG(0))
        made: AuthenticatorData = AuthenticatorData.create(
            sha256(host.encode()).digest(), flags, self.counter, credential
        )
        return made

    def _answer(self, response: dict[str, Any]) -> str:
        return json.dumps({"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response})


def question(client: Client, purpose: str, at: str = "") -> dict[str, Any]:
    """What the page's script is asked to answer."""
    answer = client.get("/people/passkey/question/", {"for": purpose, "at": at})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def touch(client: Client, device: Device, at: str) -> dict[str, str]:
    """The fields of a form that was touched for, at this address."""
    return device.prove(question(client, "touch", at), "touch")


def add_passkey(client: Client, words: str, device: Device | None = None, *, by: Device | None = None) -> Device:
    """Add a passkey for whoever is signed in there: with their words, or touched for `by` one they have."""
    device = device or Device()
    form = device.make(question(client, "add"))
    form |= touch(client, by, ADD) if by else {"passphrase": words}
    answer = client.post(ADD, form)
    assert answer.status_code in (200, 302), answer.content
    return device


def _text(raw: bytes) -> str:
    return websafe_encode(bytes(raw))
