"""Every setting of an installation, read from the environment through config/env.py; docs/settings.md lists them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from config import env
from wekeep.kit.drawn_secret import secret_in
from wekeep.kit.errors import BadSetting
from wekeep.look import languages
from wekeep.work.rules.broker import NoBroker, where

ROOT = Path(__file__).resolve().parent.parent

# --- where things lie -------------------------------------------------------------------------------------------------
DATA_DIR = env.folder("DATA_DIR", Path.home() / ".local" / "share" / "wekeep")
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
NETWORK_NAME = env.text("NETWORK_NAME", "WeKeep")
DEMO = env.flag("DEMO")
# Seconds between the steps of the demo's story.
DEMO_PACE = env.number("DEMO_PACE", 6, 0, 600)
# Where "Leave fast" leads: a page that says nothing about the one who opened this one.
QUICK_EXIT_URL = env.text("QUICK_EXIT_URL", "https://www.weather.gov/")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY") or secret_in(DATA_DIR / "secret_key")

# --- doors ------------------------------------------------------------------------------------------------------------
HTTPS = SITE_URL.startswith("https://")
_HOST = SITE_URL.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = list(env.words("ALLOWED_HOSTS", (_HOST, "localhost", "127.0.0.1", "[::1]")))
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# How many proxies of our own stand in front and append to X-Forwarded-For; 0 means the header is not believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0, 0, 5)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
    SECURE_HSTS_SECONDS = 31_536_000
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.asgi.pages"

INSTALLED_APPS = [
    "config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.apps.OurStaticFiles",
    "django_htmx",
    "csp",
    "wekeep.look",
    "django.forms",
    "wekeep.work",
    "wekeep.journal",
    "wekeep.vault",
    "wekeep.channels",
    "wekeep.places",
    "wekeep.people",
    "wekeep.alerts",
    "wekeep.watch",
    "wekeep.care",
    "wekeep.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.privacy_headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.chosen_language",
    "config.middleware.short_bodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.ClosedByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.PlainText",
    "config.middleware.SayRefusals",
    "config.middleware.UnlockedPowers",
    "config.middleware.TakeTouch",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "wekeep.look.context.page",
                "config.context.everywhere",
            ],
        },
    }
]

# Django's advice that does not fit, so that check-deploy says only what has to be done:
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: they may be other people's
    "security.W008",  # the proxy in front redirects to https; we speak no TLS
    "security.W021",  # HSTS preload: a listing that takes months to undo is the domain owner's to decide
]
if not HTTPS:
    # an address without TLS is ours to judge: check_transport refuses it unless it is this machine or an onion service
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W012", "security.W016"]

# --- data -------------------------------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'wekeep.sqlite3'}")


def _database(url: str) -> dict[str, Any]:
    """Django's dictionary for `url`, with the durability a sighting deserves."""
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["ENGINE"] = "config.sqlite"
        database["OPTIONS"] = {
            # IMMEDIATE takes the write lock at BEGIN, so two writers queue instead of failing half-way
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged sighting survives a power cut; secure_delete: what is deleted is overwritten
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            " PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
            # the log keeps what was overwritten: it stays short, and work.empty_log empties it
            " PRAGMA journal_size_limit=1048576;",
        }
    else:
        # whoever stands still in the middle of a write, or whose host is gone, lets go of its rows: others wait for them
        given = str(database.setdefault("OPTIONS", {}).get("options", ""))
        asked = "-c idle_in_transaction_session_timeout=30s"
        gone = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
        database["OPTIONS"]["options"] = f"{given} {asked} {gone}".strip()
    return database


DATABASES = {"default": _database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Member"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- several hosts ----------------------------------------------------------------------------------------------------
# NATS with JetStream: what is to be sent goes from host to host there, and by the database alone where there is none.
try:
    BROKER = where(
        env.words("NATS_URL"),
        credentials=env.text("NATS_CREDENTIALS"),
        authority=env.text("NATS_CA"),
        copies=env.number("NATS_COPIES", 1, 1, 5),
    )
except NoBroker:
    # without its value, in which a password may stand
    raise BadSetting(
        "WEKEEP_NATS_URL: tls://host:4222 is needed, or several with commas between, all tls:// or all nats://"
    ) from None

# The age public key that `wekeep backup` encrypts to.
BACKUP_TO = env.text("BACKUP_TO")

# --- the keeper -------------------------------------------------------------------------------------------------------
# Its own folder: in no backup, best on a disk of its own. What lies in it opens only with the operator's passphrase.
KEEPER_DIR = Path(env.text("KEEPER_DIR", str(DATA_DIR / "keeper")))
KEEPER_SOCKET = Path(env.text("KEEPER_SOCKET", str(KEEPER_DIR / "socket")))
# A file with the unseal passphrase, for example from systemd's LoadCredentialEncrypted; without it a person unseals.
KEEPER_CREDENTIAL = env.text("KEEPER_CREDENTIAL")
# The keeper is a service of its own, and `wekeep serve` starts none.
KEEPER_APART = env.flag("KEEPER_APART")
# The process that sends is a service of its own: `wekeep serve` starts none, and has nothing to send with.
SENDER_APART = env.flag("SENDER_APART")
# Where the key lies by which push services know us; only the process that sends reads it.
SENDER_DIR = Path(env.text("SENDER_DIR", str(DATA_DIR)))
KEEPER_VERIFY_KEY = DATA_DIR / "keeper.verify"
SEALED_FILES = DATA_DIR / "sealed"
KEEPER_ALERT_KEY = DATA_DIR / "keeper.alerts"

# --- sign-in ----------------------------------------------------------------------------------------------------------
# 64 MiB, three passes: what a thief of the table must spend for each guess at a passphrase we drew (64.6 bits).
PASSWORD_HASHERS = ["config.passphrases.PassphraseHasher", "config.passphrases.OldPassphraseHasher"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "desk:desk"
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    f"{_PREFIX}session",
    f"{_PREFIX}csrf",
    f"{_PREFIX}language",
)
# The key of an unlocked session: what is sealed opens with it, through the keeper, and with nothing that is kept here.
UNLOCK_COOKIE_NAME = f"{_PREFIX}unlock"
# What the words opened, closed, on its way to the second step.
WAITING_COOKIE_NAME = f"{_PREFIX}waiting"
# How long a steward or dispatcher may unlock without a second factor, from their first unlock.
FACTOR_GRACE_HOURS = env.number("FACTOR_GRACE_HOURS", 8760 if DEMO else 24, 0, 8760)
# Gone when the browser is closed: a phone that is looked through later does not tell that a form was opened on it.
CSRF_COOKIE_AGE = None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "config.sessions"
CSRF_FAILURE_VIEW = "config.pages.csrf_failed"

# --- what a page may do -----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# "same-origin" tells other hosts nothing; under "no-referrer" a browser sends "Origin: null" with our own forms, which
# the check against forged forms must refuse (Fetch, "append a request Origin header")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The longest form is a sighting with every field full; ten times that is room enough, ten megabytes is not a report.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Files count too, which the limit above leaves out. One door takes a list of requests, which is never written to the disk in clear.
LONGEST_BODY = 1024 * 1024
LONGEST_LIST = 12 * LONGEST_BODY
LONG_DOORS = {"/requests/lists/": LONGEST_LIST}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = LONGEST_LIST

# What one source may send: a flood is braked, a street full of neighbours behind one address is not.
REPORT_BURST = env.number("REPORT_BURST", 30, 1, 1_000_000)
REPORTS_PER_MINUTE = env.number("REPORTS_PER_MINUTE", 20, 1, 1_000_000)
# Requests for help from one network: above this they are asked to wait, and nothing typed is lost.
FORMS_PER_MINUTE = env.number("FORMS_PER_MINUTE", 60, 1, 1_000_000)
# From this many reports of strangers a minute on, phones are asked for a second of work, and more with each doubling.
CALM_REPORTS_PER_MINUTE = env.number("CALM_REPORTS_PER_MINUTE", 60, 1, 1_000_000)

# --- languages --------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = languages.LANGUAGES
LANG_INFO.update(languages.ADDED_LANG_INFO)
LOCALE_PATHS = [languages.LOCALE_DIR]
FORMAT_MODULE_PATH = "wekeep.look.formats"
TIME_ZONE = env.text("TIME_ZONE", "America/Chicago")
# Whose rules for child seats hold in cars; a state of which none are known leaves it to a person, child by child.
RESTRAINT_STATE = env.text("RESTRAINT_STATE", "US-MN")
# Where two grown-ups have to be in a car: where it is asked for, or wherever a child rides without one of its own.
TWO_ADULTS = env.choice("TWO_ADULTS", ("asked", "children"), "asked")
USE_TZ = True

# --- static files -----------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "wekeep.look.packages.FingerprintedFiles"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "wekeep.look.packages.PackageFinder",
]
FORM_RENDERER = "wekeep.look.renderer.FormRenderer"
WHITENOISE_USE_FINDERS = False
FILE_UPLOAD_PERMISSIONS = 0o600

# --- channels ---------------------------------------------------------------------------------------------------------
EMAIL_HOST = env.text("SMTP_HOST", "localhost")
EMAIL_PORT = env.number("SMTP_PORT", 25, 1, 65535)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("SMTP_USER"), env.text("SMTP_PASSWORD")
_SMTP_TLS = env.choice("SMTP_TLS", ("none", "starttls", "tls"), "none")
EMAIL_USE_TLS, EMAIL_USE_SSL = _SMTP_TLS == "starttls", _SMTP_TLS == "tls"
EMAIL_TIMEOUT = 10
MAIL_FROM_ADDRESS = env.text("MAIL_FROM", f"alerts@{_HOST}")
# Letters are returned to this mailbox with the code of their address after a plus; `wekeep bounces` reads what comes.
MAIL_BOUNCES = env.mailbox("MAIL_BOUNCES")
# signal-cli of our own: its JSON-RPC daemon (http:// or tcp://), or the REST wrapper around it.
SIGNAL_URL = env.service("SIGNAL_URL", ("http", "https", "tcp"))
SIGNAL_API = env.choice("SIGNAL_API", ("daemon", "rest"), "daemon")
SIGNAL_ACCOUNT = env.text("SIGNAL_ACCOUNT")
# Texts: a gateway of our own, or a provider that speaks as Twilio does; calls by the latter alone.
SMS_API = env.choice("SMS_API", ("gateway", "twilio"), "gateway")
SMS_URL = env.service("SMS_URL")
SMS_ACCOUNT, SMS_TOKEN, SMS_FROM = env.text("SMS_ACCOUNT"), env.text("SMS_TOKEN"), env.text("SMS_FROM")
# What a gateway of our own must show when it brings us a text; a provider signs with SMS_TOKEN.
SMS_INCOMING_TOKEN = env.text("SMS_INCOMING_TOKEN")
VOICE_FROM = env.text("VOICE_FROM")
# The countries whose numbers are written to, the first of them at home: whoever has us write elsewhere spends our money.
PHONE_COUNTRIES = env.words("PHONE_COUNTRIES", ("1",))
# The network's account on a Matrix homeserver, which may lie anywhere.
MATRIX_URL, MATRIX_TOKEN = env.service("MATRIX_URL"), env.text("MATRIX_TOKEN")
# How much each channel may send in an hour (texts as they are paid); 0 is without end. What is over waits.
CHANNEL_BUDGETS = {
    "email": env.number("EMAIL_PER_HOUR", 0, 0, 10_000_000),
    "ntfy": env.number("NTFY_PER_HOUR", 0, 0, 10_000_000),
    "sms": env.number("SMS_PER_HOUR", 500, 0, 10_000_000),
    "voice": env.number("VOICE_PER_HOUR", 100, 0, 10_000_000),
    "signal": env.number("SIGNAL_PER_HOUR", 60, 0, 10_000_000),
    "matrix": env.number("MATRIX_PER_HOUR", 300, 0, 10_000_000),
    "mastodon": env.number("MASTODON_PER_HOUR", 60, 0, 10_000_000),
    "apprise": env.number("APPRISE_PER_HOUR", 200, 0, 10_000_000),
}
# Lets a subscriber's endpoint lie on this machine, without TLS: for the demo's phones and for tests, never for people.
ALLOW_LOOPBACK_ENDPOINTS = env.flag("ALLOW_LOOPBACK_ENDPOINTS")

# --- one process ------------------------------------------------------------------------------------------------------
PAGE_THREADS = env.number("PAGE_THREADS", 8, 1, 64)
WORKER_THREADS = env.number("WORKER_THREADS", 2, 1, 32)

# --- logs -------------------------------------------------------------------------------------------------------------
LOG_FORMAT = env.choice("LOG_FORMAT", ("json", "plain"), "plain" if DEBUG or DEMO else "json")
LOG_LEVEL = env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
LOGGING_CONFIG = "config.logs.configure"
LOGGING: dict[str, Any] = {"format": LOG_FORMAT, "level": LOG_LEVEL}
