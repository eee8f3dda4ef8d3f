"""What makes an installation unsafe: Django system checks, each with a hint, gathered by `wekeep check-deploy`."""

import os
import stat
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import OperationalError, connection

from config import env
from wekeep.work.broker import why_away

# Names that only tests and ./dev read.
_OURS_BESIDE = ("WEKEEP_TEST_", "WEKEEP_PYTHON")
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "ceph", "glusterfs", "afs"}
)
SHORTEST_SECRET = 32

Apps = Sequence[AppConfig] | None


@register(Tags.security)
def check_spelling(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt setting is a setting that does nothing."""
    given = {name for name in os.environ if name.startswith(env.PREFIX) and not name.startswith(_OURS_BESIDE)}
    return [
        Warning(f"{name} is no setting of WeKeep.", hint="docs/settings.md lists them.", id="wekeep.W001")
        for name in sorted(given - env.asked())
    ]


@register(Tags.security, deploy=True)
def check_debug(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """Debug pages show what people typed."""
    if not settings.DEBUG:
        return []
    return [Error("WEKEEP_DEBUG is on.", hint="Unset it: debug pages show what people typed.", id="wekeep.E001")]


@register(Tags.security, deploy=True)
def check_demo(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """A demo's passphrases are known to all."""
    if not settings.DEMO or is_loopback(settings.SITE_URL):
        return []
    hint = "A demo's sign-in is printed for everyone: unset WEKEEP_DEMO and begin with an empty data folder."
    return [Error("WEKEEP_DEMO is on at a public address.", hint=hint, id="wekeep.E002")]


@register(Tags.security, deploy=True)
def check_transport(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """What is not encrypted on its way is read on its way. An onion address encrypts by itself."""
    host = host_of(settings.SITE_URL)
    if settings.HTTPS or is_loopback(settings.SITE_URL) or host.endswith(".onion"):
        return []
    hint = "Put a proxy with TLS in front, set WEKEEP_SITE_URL=https://… and WEKEEP_TRUSTED_PROXIES=1."
    return [
        Error(f"The site's address begins with http:// and {host} is not this machine.", hint=hint, id="wekeep.E003")
    ]


@register(Tags.security, deploy=True)
def check_proxies(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """Behind a proxy that is not counted every visitor is one source, and every form looks insecure."""
    if not settings.HTTPS or settings.TRUSTED_PROXIES:
        return []
    hint = "WEKEEP_TRUSTED_PROXIES=1 for one proxy of yours that appends to X-Forwarded-For."
    return [
        Error("The site is https:// and no proxy is trusted, yet WeKeep speaks no TLS.", hint=hint, id="wekeep.E004")
    ]


@register(Tags.security, deploy=True)
def check_hosts(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """A server that answers to every name can be made to write another's into its links."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Error("WEKEEP_ALLOWED_HOSTS holds *.", hint="Name the hosts, or leave it unset.", id="wekeep.E005")]


@register(Tags.security, deploy=True)
def check_secret(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """A secret that can be guessed signs anyone in."""
    secret = str(settings.SECRET_KEY)
    if len(secret) >= SHORTEST_SECRET and len(set(secret)) >= 12:
        return []
    hint = "Unset WEKEEP_SECRET_KEY and let WeKeep draw one into the data folder."
    return [Error("The secret key is short or simple.", hint=hint, id="wekeep.E006")]


@register(Tags.security, deploy=True)
def check_data_folder(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """What lies in the data folder is for the one who runs the server."""
    folder = Path(settings.DATA_DIR)
    private = [folder, *folder.glob("secret*"), *folder.glob("*.sqlite3*")]
    open_to_others = [p for p in private if p.exists() and p.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    # files inside a folder that is closed are closed with it
    if not open_to_others or (
        folder not in open_to_others and not any(p.name.startswith("secret") for p in open_to_others)
    ):
        return []
    names = ", ".join(str(p) for p in open_to_others)
    return [Error(f"Others on this machine can read {names}.", hint=f"chmod -R go= {folder}", id="wekeep.E007")]


@register(Tags.security, deploy=True)
def check_file_system(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """SQLite's locks and its write-ahead log do not hold over a network."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return []
    kind = file_system_of(Path(str(settings.DATABASES["default"]["NAME"])))
    if kind not in _NETWORK_FILE_SYSTEMS:
        return []
    hint = "Keep the data folder on a disk of this machine, or use PostgreSQL (WEKEEP_DATABASE_URL)."
    return [Error(f"The SQLite database lies on a network file system ({kind}).", hint=hint, id="wekeep.E008")]


@register(Tags.security, deploy=True)
def check_encoding(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """The database answers. PostgreSQL made on a machine without a locale takes no word that is not English, and says so in the middle of a form."""
    try:
        kept = encoding_of_database()
    except OperationalError:
        # without its words, in which the address stands
        hint = "Start PostgreSQL, and look whether WEKEEP_DATABASE_URL says where it is and who comes."
        return [Error("The database does not answer.", hint=hint, id="wekeep.E011")]
    if kept == "UTF8":
        return []
    hint = "Before anything lies in it: createdb -E UTF8 -T template0 (docs/as-services.md). It is chosen once."
    return [Error(f"The database keeps text as {kept}, not as UTF8.", hint=hint, id="wekeep.E010")]


@register(Tags.security, deploy=True)
def check_user(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """A server that needs no power should have none."""
    if os.geteuid() != 0:
        return []
    return [Warning("WeKeep runs as root.", hint="Run it as a user of its own.", id="wekeep.W002")]


@register(Tags.security, deploy=True)
def check_broker(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """The broker between hosts answers, knows us, and is not spoken to in the clear."""
    if settings.BROKER is None:
        return []
    found: list[CheckMessage] = []
    if not settings.BROKER.over_tls and not all(is_loopback(one.rpartition("@")[2]) for one in settings.BROKER.servers):
        hint = "tls://…, with handshake_first in the server's configuration (deploy/nats.conf)."
        found.append(Error("WEKEEP_NATS_URL leads to another host without TLS.", hint=hint, id="wekeep.E009"))
    if trouble := why_away(settings.BROKER):
        hint = "Until it does, what is to be sent goes by the database alone: see docs/past-one-machine.md."
        found.append(Warning(f"The broker does not answer ({trouble}).", hint=hint, id="wekeep.W003"))
    return found


def encoding_of_database() -> str:
    """How the database keeps text, in PostgreSQL's words; SQLite's is always UTF8 here."""
    if connection.vendor != "postgresql":
        return "UTF8"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        return str(cursor.fetchone()[0])


def host_of(url: str) -> str:
    """The host in `url`, without port and brackets, in lower case."""
    rest = url.split("://", 1)[-1].split("/", 1)[0].lower()
    return rest[1:].split("]", 1)[0] if rest.startswith("[") else rest.rsplit(":", 1)[0]


def is_loopback(url: str) -> bool:
    """Whether `url` leads to this machine only."""
    host = host_of(url)
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def file_system_of(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of file system that holds `path`, "" where the machine does not say (see proc(5))."""
    if not mounts.exists():
        return ""
    rows = [line.split() for line in mounts.read_text().splitlines()]
    real = path.resolve()
    fitting = [
        (len(row[1]), row[2]) for row in rows if len(row) > 2 and real.is_relative_to(row[1].replace("\\040", " "))
    ]
    return max(fitting)[1] if fitting else ""
