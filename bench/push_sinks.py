"""Push services for measuring: TLS and HTTP/2 in a process each, that delay, refuse, and catch what must never happen.

    python -m bench.push_sinks FOLDER PORT PHONES [--delay 0.05] [--later 0.02] [--gone 0.01]

Writes `phones` into FOLDER (81 bytes each: public point, secret) and serves `/push/NUMBER/…` on PORT with the certificate
that `certify` laid there. Each answer comes after the delay; a share of phones is answered 410, and a share of first messages
429 with Retry-After: 1. One message in fifty is decrypted as its phone would; a salt or a key that came before is refused with
400. A line `count` on standard input is answered by one line of JSON.

Its frames and headers are read by code of its own, which knows again what another library read once: so that it keeps up with
whoever sends.
"""

import argparse
import asyncio
import json
import os
import ssl
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hpack
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from wekeep.channels.kinds.webpush.encryption import CURVE, decrypt

PHONE_BYTES, SAMPLE = 81, 50
PATH = "/push/%08d/" + "A" * 138
_HEAD = struct.Struct("!LBL")
_STREAMS = 100
_HELLO = _HEAD.pack(18 << 8 | 4, 0, 0) + struct.pack("!HLHLHL", 3, _STREAMS, 4, 1 << 20, 1, 4096)
_WIDE = _HEAD.pack(4 << 8 | 8, 0, 0) + struct.pack("!L", 1 << 30)
# :status by literal (201 has no place in the static table) or index, and retry-after (53) with the value 1
_STATUS = {201: b"\x08\x03201", 400: b"\x8c", 410: b"\x08\x03410", 429: b"\x08\x03429\x0f\x26\x011"}


def certify(folder: Path) -> str:
    """Lay an authority and a certificate for this machine into `folder`; returns the authority's file."""
    own, key = ec.generate_private_key(CURVE), ec.generate_private_key(CURVE)
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Authority of a bench")])
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    authority = _signed(issuer, issuer, own, own, x509.BasicConstraints(ca=True, path_length=None))
    server = _signed(subject, issuer, key, own, names)
    (folder / "authority.pem").write_bytes(authority.public_bytes(Encoding.PEM))
    (folder / "certificate.pem").write_bytes(server.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return str(folder / "authority.pem")


def _signed(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    extension: x509.ExtensionType,
) -> x509.Certificate:
    now, made = datetime.now(UTC), x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
    made = made.add_extension(extension, critical=False)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
    return made.sign(signer, hashes.SHA256())


# What is special about a phone, in one byte: it is gone, told at the second try, read as it would read
_GONE, _LATER, _SAMPLE = 1, 2, 4


class Service:
    """What the push service knows: its phones, and what came."""

    def __init__(self, phones: int, folder: Path, delay: float, later: float, gone: float) -> None:
        self.delay = delay
        self._keys: dict[int, tuple[ec.EllipticCurvePrivateKey, bytes]] = {}
        self._marks, self._told = bytearray(phones), bytearray(phones)
        self._salts, self._points = set[bytes](), set[bytes]()
        names = ("came", "accepted", "doubled", "refused", "repeated", "read", "first", "last")
        self.counts: dict[str, float] = dict.fromkeys(names, 0)
        for mark, share, offset in ((_LATER, later, 3), (_GONE, gone, 7)):
            step = round(1 / share) if share else 0
            for number in range(offset % step, phones, step) if step else ():
                self._marks[number] |= mark
        with open(folder / "phones", "wb") as file:
            for number in range(phones):
                key, secret = ec.generate_private_key(CURVE), os.urandom(16)
                file.write(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint) + secret)
                if number % SAMPLE == 0:
                    self._keys[number] = (key, secret)
                    self._marks[number] |= _SAMPLE

    def answer(self, path: bytes, body: bytes) -> int:
        """The status for this message."""
        number, counts, salts, points = int(path[6:14]), self.counts, self._salts, self._points
        counts["came"] += 1
        known = len(salts) + len(points)
        salts.add(body[:16])
        points.add(body[21:86])
        if len(salts) + len(points) != known + 2 or len(body) < 86:
            counts["repeated"] += 1
            return 400
        if (mark := self._marks[number]) and (status := self._unusual(number, mark, body)):
            return status
        counts["accepted"] += 1
        counts["doubled"] += self._told[number]
        self._told[number] = 1
        return 201

    def _unusual(self, number: int, mark: int, body: bytes) -> int:
        """The status for a phone that is not simply told; 0 where it is all the same."""
        if mark & _GONE:
            return 410
        if mark & _LATER:
            self._marks[number] ^= _LATER
            return 429
        if self._reads(number, body):
            return 0
        self.counts["refused"] += 1
        return 400

    def _reads(self, number: int, body: bytes) -> bool:
        try:
            json.loads(decrypt(body, *self._keys[number]))
        except (ValueError, InvalidTag):
            return False
        self.counts["read"] += 1
        return True

    def summary(self) -> dict[str, float]:
        """`told` counts phones, `accepted` messages, so that what is doubled is the difference."""
        return self.counts | {"told": self.counts["accepted"] - self.counts["doubled"]}


class Connection(asyncio.Protocol):
    """One connection of whoever sends."""

    def __init__(self, service: Service) -> None:
        self._service, self._rest = service, b""
        self._decoder = hpack.Decoder()
        self._known: set[bytes] = set()
        self._open: dict[int, tuple[bytes, bytes]] = {}
        self._greeted, self._taken = False, 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(_HELLO + _WIDE)

    def data_received(self, data: bytes) -> None:
        data, at = self._rest + data, 0
        if not self._greeted:
            if len(data) < 24:
                self._rest = data
                return
            self._greeted, at = True, 24
        answers: list[bytes] = []
        end, unpack, pack, answer, told = len(data), _HEAD.unpack_from, _HEAD.pack, self._service.answer, 0
        while end - at >= 9:
            head, flags, stream = unpack(data, at)
            begin, kind = at + 9, head & 255
            stop = begin + (head >> 8)
            if stop > end:
                break
            if kind == 1:
                self._open[stream] = (self._path(data[begin:stop]), b"")
            elif kind == 0:
                path, body = self._open.pop(stream)
                body = body + data[begin:stop] if body else data[begin:stop]
                self._taken += stop - begin
                if flags & 1:
                    status = answer(path, body)
                    told += status == 201
                    block = _STATUS[status]
                    answers.append(pack(len(block) << 8 | 1, 5, stream) + block)
                else:
                    self._open[stream] = (path, body)
            else:
                self._other(kind, flags, data[begin:stop])
            at = stop
        self._rest = data[at:]
        self._say_later(answers, told)

    def _other(self, kind: int, flags: int, payload: bytes) -> None:
        if kind == 4 and not flags & 1:
            self._transport.write(_HEAD.pack(4, 1, 0))
        elif kind == 6 and not flags & 1:
            self._transport.write(_HEAD.pack(8 << 8 | 6, 1, 0) + payload)

    def _say_later(self, answers: list[bytes], told: int) -> None:
        if self._taken > 1 << 28:
            self._transport.write(_HEAD.pack(4 << 8 | 8, 0, 0) + struct.pack("!L", self._taken))
            self._taken = 0
        if answers:
            counts, now = self._service.counts, time.time()
            counts["first"] = counts["first"] or now
            counts["last"] = now if told else counts["last"]
            asyncio.get_running_loop().call_later(self._service.delay, self._say, b"".join(answers))

    def _say(self, answers: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answers)

    def _path(self, block: bytes) -> bytes:
        """The path in a header block. Blocks that put nothing into the table are known again by all but their path."""
        if block[3:4] == b"\x14" and block[4] == 127:
            size = 127 + (block[5] & 127) + ((block[6] << 7) if block[5] & 128 else 0)
            begin = 7 if block[5] & 128 else 6
        elif block[3:4] == b"\x14" and block[4] < 127:
            size, begin = block[4], 5
        else:
            return self._decoded(block)
        around = block[:3] + block[begin + size :]
        if around in self._known:
            return block[begin : begin + size]
        before = list(self._decoder.header_table.dynamic_entries)
        path = self._decoded(block)
        if list(self._decoder.header_table.dynamic_entries) == before and len(self._known) < 1_000:
            self._known.add(around)
        else:
            self._known.clear()
        return path

    def _decoded(self, block: bytes) -> bytes:
        fields = dict(self._decoder.decode(block, raw=True))
        return bytes(fields[b":path"])


async def serve(service: Service, folder: Path, port: int) -> None:
    """Serve until standard input ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    context.set_alpn_protocols(["h2"])
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: Connection(service), "127.0.0.1", port, ssl=context, backlog=1_000)
    print("ready", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        if line.strip() == "count":
            print(json.dumps(service.summary()), flush=True)


class Sink:
    """A push service in a process of its own, seen from outside."""

    def __init__(self, folder: Path, port: int, phones: int, *more: str) -> None:
        self.origin, self._folder = f"https://127.0.0.1:{port}", folder
        words = [sys.executable, "-m", "bench.push_sinks", str(folder), str(port), str(phones), *more]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._line()

    @property
    def process(self) -> int:
        """Its number."""
        return self._process.pid

    def phones(self) -> list[tuple[str, tuple[bytes, bytes]]]:
        """Every phone: its endpoint, its point and its secret."""
        raw = (self._folder / "phones").read_bytes()
        rows = [raw[at : at + PHONE_BYTES] for at in range(0, len(raw), PHONE_BYTES)]
        return [(self.origin + PATH % n, (row[:65], row[65:])) for n, row in enumerate(rows)]

    def count(self) -> dict[str, Any]:
        """What came so far."""
        assert self._process.stdin is not None
        self._process.stdin.write("count\n")
        self._process.stdin.flush()
        found: dict[str, Any] = json.loads(self._line())
        return found

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


@contextmanager
def two_sinks(folder: Path, phones: int, port: int, *more: str) -> Iterator[tuple[str, list[Sink]]]:
    """Two push services with half of the phones each, on `port` and the next; yields the authority's file and both."""
    sinks: list[Sink] = []
    try:
        for number in range(2):
            own = folder / f"sink{number}"
            own.mkdir(parents=True, exist_ok=True)
        authority = certify(folder)
        for number in range(2):
            own = folder / f"sink{number}"
            for name in ("certificate.pem", "key.pem"):
                (own / name).write_bytes((folder / name).read_bytes())
            sinks.append(Sink(own, port + number, phones // 2, *more))
        yield authority, sinks
    finally:
        for one in sinks:
            one.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("phones", type=int)
    for name, default in (("--delay", 0.05), ("--later", 0.02), ("--gone", 0.01)):
        parser.add_argument(name, type=float, default=default)
    given = parser.parse_args()
    asyncio.run(
        serve(Service(given.phones, given.folder, given.delay, given.later, given.gone), given.folder, given.port)
    )
