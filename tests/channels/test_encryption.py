"""Push encryption against RFC 8291's own example and against an independent implementation."""

import json

import http_ece
import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from wekeep.channels.kinds.webpush.encryption import CURVE, decrypt, encrypt, from_base64url, seal, to_base64url
from wekeep.channels.kinds.webpush.vapid import Vapid

# RFC 8291, section 5 and Appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
AUTH = from_base64url("BTBZMqHH6r4Tts7J_aSIgg")
PHONE_PRIVATE = from_base64url("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
PHONE_PUBLIC = from_base64url("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
SENDER_PRIVATE = from_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
SALT = from_base64url("DGv6ra1nlYgDCS1FRnbzlw")
BODY = from_base64url(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def private(raw: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(raw, "big"), CURVE)


def phone() -> tuple[ec.EllipticCurvePrivateKey, bytes]:
    key = ec.generate_private_key(CURVE)
    return key, key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    assert seal(PLAIN, PHONE_PUBLIC, AUTH, private(SENDER_PRIVATE), SALT, 0) == BODY


def test_the_example_of_rfc_8291_is_read_back() -> None:
    assert decrypt(BODY, private(PHONE_PRIVATE), AUTH) == PLAIN


@given(st.binary(max_size=255).filter(lambda text: not text.endswith((b"\x00", b"\x02"))))
def test_an_independent_implementation_reads_what_we_write(text: bytes) -> None:
    key, point = phone()
    body = encrypt(text, point, AUTH)
    assert http_ece.decrypt(body, private_key=key, auth_secret=AUTH, version="aes128gcm") == text
    assert decrypt(body, key, AUTH) == text


def test_every_message_has_its_own_salt_and_key_and_the_same_length() -> None:
    _key, point = phone()
    bodies = [encrypt(b"x" * size, point, AUTH) for size in (1, 10, 100, 200)]
    assert len({body[:16] for body in bodies}) == len({body[21:86] for body in bodies}) == 4
    assert len({len(body) for body in bodies}) == 1


def test_another_phone_cannot_read_it() -> None:
    other, _point = phone()
    with pytest.raises(InvalidTag):
        decrypt(encrypt(b"secret", PHONE_PUBLIC, AUTH), other, AUTH)


def test_the_token_names_the_push_service_and_is_signed_by_our_key() -> None:
    vapid = Vapid("a secret of this installation", "mailto:alerts@example.org")
    value = vapid.authorization("https://push.example/abc")
    assert value.startswith("vapid t=")
    token, key = value.removeprefix("vapid t=").split(", k=")
    header, claims, signature = token.split(".")
    assert json.loads(from_base64url(header)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(from_base64url(claims))["aud"] == "https://push.example"
    assert key == vapid.public_key
    raw = from_base64url(signature)
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_base64url(key))
    signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public.verify(signed, f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(signed, f"{header}.{to_base64url(b'{}')}".encode(), ec.ECDSA(hashes.SHA256()))


def test_a_token_is_signed_once_for_each_push_service() -> None:
    vapid = Vapid("a secret of this installation", "mailto:alerts@example.org")
    assert vapid.authorization("https://push.example/abc") == vapid.authorization("https://push.example/def")
    assert vapid.authorization("https://push.example/abc") != vapid.authorization("https://other.example/abc")


def test_the_same_secret_gives_the_same_key_after_a_restart() -> None:
    assert Vapid("one", "").public_key == Vapid("one", "").public_key != Vapid("two", "").public_key
