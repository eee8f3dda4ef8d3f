"""A push service over TLS that speaks HTTP/2 through the `h2` library, and misbehaves to order."""

import asyncio
import contextlib
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

S = h2.settings.SettingCodes
Settings = dict[int, int]


def make_authority(folder: Path, *, names: tuple[str, ...] = ("localhost",)) -> tuple[str, str]:
    """An authority's certificate, and a server's with its key, for this machine; returns both files' names."""
    own, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of a test")])
    hosts: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    hosts.append(x509.IPAddress(ip_address("127.0.0.1")))
    authority = _certificate(issuer, issuer, own, own, x509.BasicConstraints(ca=True, path_length=None))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    server = _certificate(subject, issuer, key, own, x509.SubjectAlternativeName(hosts))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "authority.pem").write_bytes(authority.public_bytes(Encoding.PEM))
    (folder / "server.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + server.public_bytes(Encoding.PEM)
    )
    return str(folder / "authority.pem"), str(folder / "server.pem")


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    extension: x509.ExtensionType,
) -> x509.Certificate:
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).add_extension(extension, critical=False)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    return made.sign(signer, hashes.SHA256())


@dataclass
class Request:
    """One request as it came."""

    stream: int
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass
class Session:
    """One connection of the peer, for the functions that misbehave on it."""

    h2: h2.connection.H2Connection
    writer: asyncio.StreamWriter
    number: int
    open: dict[int, Request] = field(default_factory=dict)
    answered: int = 0
    pings: int = 0
    leaving: bool = False
    ended: bool = False

    def answer(self, request: Request, status: int = 201, *headers: tuple[str, str], body: bytes = b"") -> None:
        """A plain answer."""
        with contextlib.suppress(h2.exceptions.ProtocolError):
            self.h2.send_headers(request.stream, [(":status", str(status)), *headers], end_stream=not body)
            if body:
                self.h2.send_data(request.stream, body, end_stream=True)
        self.answered += 1
        self.flush()

    def limit(self, values: Settings) -> None:
        """Set limits before the connection begins."""
        self.h2.local_settings = h2.settings.Settings(
            client=False, initial_values={S.MAX_CONCURRENT_STREAMS: 100} | {S(name): n for name, n in values.items()}
        )
        self.h2.decoder.max_allowed_table_size = self.h2.local_settings.header_table_size
        self.h2.max_inbound_frame_size = self.h2.local_settings.max_frame_size

    def change(self, values: Settings) -> None:
        """Set limits under way."""
        with contextlib.suppress(h2.exceptions.ProtocolError):
            self.h2.update_settings(values)
        self.flush()

    def raw(self, data: bytes) -> None:
        """Bytes as they are, after whatever was said before."""
        self.flush()
        self.writer.write(data)

    def later(self, seconds: float, then: Callable[[], None]) -> None:
        """Do it after so many seconds."""
        asyncio.get_running_loop().call_later(seconds, then)

    def flush(self) -> None:
        out = self.h2.data_to_send()
        if out and not self.writer.is_closing():
            self.writer.write(out)

    def hang_up(self) -> None:
        """Close in good order."""
        self.flush()
        self.writer.close()

    def say_goodbye(self, last: int) -> None:
        """What comes after that stream is read and looked at no more; the connection ends a little later."""
        self.leaving = True
        self.raw(b"\x00\x00\x08\x07" + bytes(5) + last.to_bytes(4, "big") + bytes(4))
        self.later(0.5, self.hang_up)

    def abort(self) -> None:
        """Reset the connection."""
        self.writer.transport.abort()


class TlsPeer:
    """`react` is called with every request that is whole; by default it is answered with 201.

    `came` counts requests by path, `accepted` those answered with 201 by `accept`. `greet` is called for each new
    connection before anything is sent.
    """

    def __init__(self, certificate: str, *, protocols: tuple[str, ...] = ("h2",)) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.context.set_alpn_protocols(list(protocols))
        self.came: Counter[str] = Counter()
        self.accepted: Counter[str] = Counter()
        self.requests: list[Request] = []
        self.sessions: list[Session] = []
        self.settings: Settings = {}
        self.react: Callable[[Session, Request], None] = self.accept
        self.begin: Callable[[Session, Request], None] = lambda _session, _request: None
        self.greet: Callable[[Session], None] = lambda _session: None
        self.origin = ""
        self.most_connections = 1_000
        self.speaks = True

    def accept(self, session: Session, request: Request, *headers: tuple[str, str]) -> None:
        """The message is taken."""
        self.accepted[request.path] += 1
        session.answer(request, 201, ("location", f"https://push.example/m{len(self.accepted)}"), *headers)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
            await self._serve(reader, writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self.sessions) >= self.most_connections or not self.speaks:
            if not self.speaks:
                await reader.read()
            writer.close()
            return
        config = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        session = Session(h2.connection.H2Connection(config), writer, len(self.sessions))
        self.sessions.append(session)
        session.limit(self.settings)
        self.greet(session)
        session.h2.initiate_connection()
        session.flush()
        try:
            while data := await reader.read(65_536):
                if not session.leaving:
                    self._take(session, data)
                session.flush()
                if not writer.is_closing():
                    await writer.drain()
        finally:
            session.ended = True
            writer.close()

    def _take(self, session: Session, data: bytes) -> None:
        try:
            events = session.h2.receive_data(data)
        except h2.exceptions.ProtocolError:
            session.hang_up()
            return
        for event in events:
            if not session.leaving:
                self._event(session, event)

    def _event(self, session: Session, event: h2.events.Event) -> None:
        match event:
            case h2.events.RequestReceived():
                fields = {str(name): str(value) for name, value in event.headers or []}
                request = Request(event.stream_id or 0, fields[":path"], fields)
                session.open[request.stream] = request
                self.begin(session, request)
            case h2.events.DataReceived():
                if event.stream_id in session.open:
                    session.open[event.stream_id].body += event.data or b""
                session.h2.acknowledge_received_data(event.flow_controlled_length or 0, event.stream_id or 0)
            case h2.events.StreamEnded():
                if request_ := session.open.pop(event.stream_id or 0, None):
                    self.came[request_.path] += 1
                    self.requests.append(request_)
                    self.react(session, request_)
            case h2.events.PingAckReceived():
                session.pings += 1


@contextmanager
def peer_serving(peer: TlsPeer, *, host: str = "localhost") -> Iterator[TlsPeer]:
    """Serve in a thread on a free port of this machine."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def start() -> None:
        server = await asyncio.start_server(peer.serve, "127.0.0.1", 0, ssl=peer.context, backlog=512)
        peer.origin = f"https://{host}:{server.sockets[0].getsockname()[1]}"
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda _loop, _context: None)
        loop.run_until_complete(start())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield peer
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def wait_until(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether it became true in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()
