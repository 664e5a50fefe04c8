"""Every setting, read from the environment with django-environ.

A secret may come from a file: set `NAME_FILE` instead of `NAME`.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from mailintake.addresses import names_in as mailbox_names
from privacyhub.environment import local_services
from privacyhub.keys import read_keys
from privacyhub.panel import UNFOLD  # noqa: F401  (the staff panel's look)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", default=False)
_running = local_services(VAR_DIR)
DEMO = env.bool("DEMO", default=bool(_running.demo))
SITE_URL = env.str("SITE_URL", default=_running.site_url).rstrip("/")
_site = urlsplit(SITE_URL)
# A container asks itself for its health under the name localhost.
ALLOWED_HOSTS = [_site.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += env.list("ALLOWED_HOSTS", default=[])

# --- keys (privacyhub/keys.py says what each is for) ---------------------------------------
_keys = read_keys(lambda name: env.str(name, default=""), VAR_DIR / "keys")
THROWN_AWAY_KEYS = _keys.thrown_away
SECRET_KEY = _keys.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SUPPRESSION_KEY = _keys.raw("SUPPRESSION_KEY")
SUPPRESSION_KEY_VERSION = env.int("SUPPRESSION_KEY_VERSION", default=1)
SUPPRESSION_OLD_KEYS = env.list("SUPPRESSION_OLD_KEYS", default=[])
LEDGER_KEY = _keys.raw("LEDGER_KEY")
LEDGER_PUBLIC_KEYS = env.list("LEDGER_PUBLIC_KEYS", default=[])
LEDGER_ORIGIN = env.str("LEDGER_ORIGIN", default="privacyhub/ledger")
LEDGER_HEADS_FILE = Path(env.str("LEDGER_HEADS_FILE", default=str(VAR_DIR / "ledger" / "heads.jsonl")))
PACKAGE_KEY = _keys.raw("PACKAGE_KEY")

# --- the floors, lowest first (design.md 2) ---------------------------------------------
INSTALLED_APPS = [
    "ledger.apps.LedgerConfig",
    "outbox.apps.OutboxConfig",
    "accounts.apps.AccountsConfig",
    "register.apps.RegisterConfig",
    "subjects.apps.SubjectsConfig",
    "consents.apps.ConsentsConfig",
    "cookies.apps.CookiesConfig",
    "connectors.apps.ConnectorsConfig",
    "retention.apps.RetentionConfig",
    "requests_dsr.apps.RequestsDsrConfig",
    "mailintake.apps.MailboxConfig",
    "imports.apps.ImportsConfig",
    "staff.apps.StaffConfig",
    "myprofile.apps.MyprofileConfig",
    "publicforms.apps.PublicformsConfig",
    "api.apps.ApiConfig",
    "privacyhub.apps.PrivacyHubConfig",
    "unfold.apps.BasicAppConfig",
    "privacyhub.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_celery_beat",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "privacyhub.urls"
WSGI_APPLICATION = "privacyhub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "myprofile.house.house",
            ],
        },
    },
]

# --- services: the environment's, or the embedded pair that is running --------------------
DATABASE_URL = env.str("DATABASE_URL", default=_running.database_url)
REDIS_URL = env.str("REDIS_URL", default=_running.redis_url)
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "privacyhub",
    }
}

BACKUP_DAYS = env.int("BACKUP_DAYS", default=35)  # how long your backups live; tombstones: 7 days more

# --- people ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_profiles"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code goes to the address: each log-in proves it again
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "myprofile.login.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "myprofile.login.forms.LoginForm",
    "confirm_login_code": "myprofile.login.forms.CodeForm",
}
ACCOUNT_RATE_LIMITS = {
    "register": "20/m/ip,3/h/key",
    "cookie_choice": "60/m/ip",
    "visit": "300/m/ip",
    # the public forms (publicforms/limits.py): a network, a whole company, an address
    "public_request_network": "20/h/ip",
    "public_request_company": "500/h/key",
    "public_request_address": "3/d/key",
    "public_contact_network": "10/h/ip",
    "public_contact_company": "200/h/key",
    "public_contact_address": "3/d/key",
    "public_page_network": "60/h/ip",
}
# How many proxies of ours stand in front: the client is that many places from the right in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXIES", default=1 if env.bool("BEHIND_PROXY", default=False) else 0
)
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_SESSION_REMEMBER = True
MFA_TOTP_ISSUER = "PrivacyHub"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_SAVE_EVERY_REQUEST = False

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- static files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "privacyhub.static_storage.GatheredOrPlain"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = VAR_DIR / "media"

# --- mail: only consents/outgoing.py sends ---------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=_running.email_url)
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="privacyhub@example.se")
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", default="")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
# incoming: MAILBOX_<SLUG>_URL, one for each company whose data-protection mailbox is read
MAILBOXES = {name: env.str(f"MAILBOX_{name}_URL") for name in mailbox_names(env.ENVIRON)}

# --- the clock's doors -------------------------------------------------------------------------------
CELERY_BROKER_URL = _running.broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING below holds in the worker too: no people in its lines
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/Stockholm"
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Nothing is scheduled 02:00-03:00: that hour is missing or doubled when the clock changes.
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "privacyhub.heartbeat", "schedule": 60.0},
    "ledger-seal": {"task": "ledger.seal", "schedule": 600.0},
    "retention-plan": {"task": "retention.plan", "schedule": crontab(hour=0, minute=15)},
    "retention-execute": {"task": "retention.execute", "schedule": crontab(hour=1, minute=0)},
    "retention-reconcile": {"task": "retention.reconcile", "schedule": crontab(hour=4, minute=0)},
    "mailbox-fetch": {"task": "mailbox.fetch", "schedule": 300.0},
    "mailbox-tidy": {"task": "mailbox.tidy", "schedule": crontab(hour=4, minute=45)},
    "consents-tidy": {"task": "consents.tidy", "schedule": crontab(hour=4, minute=30)},
    "publicforms-tidy": {"task": "publicforms.tidy", "schedule": crontab(hour=4, minute=40)},
    "requests-clock": {"task": "requests.clock", "schedule": crontab(hour=6, minute=0)},
    "retention-remind": {"task": "retention.remind", "schedule": crontab(hour=7, minute=0)},
}

# --- headers -------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
# Over https when the site's own address says so; a proxy in front must say how the person came.
_https = _site.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "privacyhub.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
