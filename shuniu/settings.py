"""Settings of one installation, read from the environment; the defaults run a whole office in one folder.

SHUNIU_DATA      folder for everything that is kept (database, files, secret key); default ./shuniu-data
DATABASE_URL     postgres://user:password@host:port/name; without it SQLite inside the folder
SHUNIU_HOSTS     comma-separated host names the pages answer to; default: any (small office, own network)
SHUNIU_SECURE    "1" behind HTTPS: cookies are only sent encrypted
SHUNIU_DEBUG     "1" for developers
SHUNIU_EMERGENCY folder into which the 应急本 is copied every night; the duty PC keeps a copy of it
SHUNIU_NOW       ISO moment at which a demo office stands still, or from which it goes on (…@second of the machine);
                 never set in a real office
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent
SHUNIU_DATA = Path(os.environ.get("SHUNIU_DATA", "shuniu-data")).resolve()
DEBUG = os.environ.get("SHUNIU_DEBUG") == "1"
SECURE = os.environ.get("SHUNIU_SECURE") == "1"
SHUNIU_DEMO = os.environ.get("SHUNIU_DEMO", "")  # "county" or "small": one press becomes any person
SHUNIU_NOW = os.environ.get("SHUNIU_NOW", "")
SHUNIU_EMERGENCY = os.environ.get("SHUNIU_EMERGENCY", "")


def _secret_key() -> str:
    """A key made once and kept in the data folder, readable by the owner only."""
    given = os.environ.get("SHUNIU_SECRET_KEY")
    if given:
        return given
    SHUNIU_DATA.mkdir(parents=True, exist_ok=True)
    path = SHUNIU_DATA / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()


def _database() -> dict:
    url = os.environ.get("DATABASE_URL", "")
    if url:
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise SystemExit(f"DATABASE_URL: only postgres:// is supported, not {parts.scheme}://")
        prepare = int(os.environ.get("SHUNIU_PREPARE", "4"))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            # A server reached through a socket names its folder in the query: ?host=/run/postgresql
            "HOST": unquote(parts.hostname or "") or parse_qs(parts.query).get("host", [""])[0],
            "PORT": parts.port or "",
            # Connections stay open: opening one costs more than a whole page.
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": int(os.environ.get("SHUNIU_POOL", "8"))},
                # The same words of a question are planned once for a connection, which halves the cost of a page.
                # Behind a pooler that changes the connection under us: SHUNIU_PREPARE=0.
                "server_side_binding": True,
                "prepare_threshold": prepare or None,
                # Compiling a page's question to machine code takes a hundred times as long as answering it.
                **({"options": "-c jit=off"} if prepare else {}),
            },
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("SHUNIU_SQLITE", str(SHUNIU_DATA / "shuniu.sqlite3")),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL, not NORMAL: an acknowledged act must survive the power cut, not only the killed process.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
            "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456",
        },
    }


SECRET_KEY = _secret_key()
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS = os.environ.get("SHUNIU_HOSTS", "*").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "shuniu.org",
    "shuniu.journal",
    "shuniu.clock",
    "shuniu.files",
    "shuniu.matters",
    "shuniu.routing",
    "shuniu.notices",
    "shuniu.documents",
    "shuniu.supervision",
    "shuniu.sheets",
    "shuniu.archives",
    "shuniu.desk",
    "shuniu.api",
    "shuniu.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shuniu.desk.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shuniu.org.middleware.ActorMiddleware",
    "shuniu.desk.middleware.InterfaceMiddleware",
    "shuniu.desk.middleware.EntranceMiddleware",
    "shuniu.desk.middleware.LockMiddleware",
    "shuniu.desk.middleware.RefusalMiddleware",
]

# That two libraries bear the name i18n is the intention.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # First ours: the pages of signing in stand in our frame, not in the package's.
        "DIRS": [BASE_DIR / "desk" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # {% load i18n %} is ours, see there.
            "libraries": {"i18n": "shuniu.desk.templatetags.fixed_words"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shuniu.desk.context.frame",
            ],
        },
    },
]

ROOT_URLCONF = "shuniu.urls"
WSGI_APPLICATION = "shuniu.wsgi.application"

AUTH_USER_MODEL = "org.Account"
AUTHENTICATION_BACKENDS = ["shuniu.org.signing_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "shuniu.org.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "shuniu.org.signing_in.Adapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Shuniu"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or bool(SHUNIU_DEMO)

CSRF_FAILURE_VIEW = "shuniu.desk.refusing.forbidden"
SESSION_ENGINE = "shuniu.org.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 12 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
# Uploads stay in memory until the secrecy guard has read them: nothing of a marked paper may touch the disk.
FILE_UPLOAD_HANDLERS = ["shuniu.files.uploads.InMemoryOnly"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = SHUNIU_DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
}
