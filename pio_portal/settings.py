"""Settings, all read from the environment (docs/operations.md lists them).

A wrong or missing value stops the start with one clear line, through ImproperlyConfigured.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from pio_portal import breaker, logs
from pio_portal.embedded.places import socket_dir_name
from pio_portal.environment import BASE_DIR, EMAIL_SCHEMES, Environment, SettingError, broker_url

env = Environment()
try:
    DEBUG = env.flag("DEBUG")
    PIO_DEMO = env.flag("PIO_DEMO")
    DATA_DIR = env.data_dir()
    FORCE_SCRIPT_NAME = env.url_prefix() or None
    _database_url = env.database_url()
    _replica_url = env.database_url("DATABASE_REPLICA_URL")
    _redis_url = env.redis_url()
    _email_url = env.url("EMAIL_URL", EMAIL_SCHEMES, "smtp+tls://user:password@host:587")
    BOUNCE_URL = env.url("BOUNCE_URL", ("imap", "imaps"), "imaps://user:password@host:993/INBOX")
    REMINDER_DAYS = env.numbers("REMINDER_DAYS", (1, 5, 10))
    SENTRY_DSN = env.url("SENTRY_DSN", ("http", "https"), "https://key@host/project")
    env.port()
    env.refuse("S3_", "attachments in object storage")
    env.refuse("OIDC_", "log-in through an OpenID provider")
    CLAMD_SOCKET = env.clamd_socket()
    SECRET_KEY = env.secret_key(demo=PIO_DEMO)
    PORTAL_URL = env.portal_url(demo=PIO_DEMO)
    TRUSTED_PROXIES = env.trusted_proxies(demo=PIO_DEMO)
except SettingError as error:
    raise ImproperlyConfigured(str(error)) from error
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "post_office",
    "rules.apps.AutodiscoverRulesConfig",
    "pio_portal.audit",
    "pio_portal.accounts",
    "pio_portal.organisations",
    "pio_portal.documents",
    "pio_portal.correspondence",
    "pio_portal.contact",
    "pio_portal.registrations",
    "pio_portal.ui",
    "calls",
    "projects",
    "consultations",
    "cofinancing",
    "outreach",
    "reporting",
    "demo",
    "bench",
]

MIDDLEWARE = [
    "pio_portal.arrival.ArrivalMiddleware",
    "pio_portal.client_address.ClientAddressMiddleware",
    # What sets headers stands before all that may answer by itself, such as a static file or an error page.
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pio_portal.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pio_portal.correspondence.middleware.DelayMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pio_portal.accounts.middleware.PrivateMiddleware",
    "pio_portal.accounts.middleware.AccessMiddleware",
    "pio_portal.accounts.middleware.TextMiddleware",
    "pio_portal.client_address.LogMiddleware",
    "pio_portal.audit.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "pio_portal.urls"
WSGI_APPLICATION = "pio_portal.wsgi.application"
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
                "csp.context_processors.nonce",
            ],
            "builtins": ["crispy_forms.templatetags.crispy_forms_tags", "pio_portal.ui.templatetags.pio"],
        },
    }
]
FORM_RENDERER = "pio_portal.ui.forms.PioRenderer"
CRISPY_TEMPLATE_PACK = "pio"  # templates/pio/
CRISPY_ALLOWED_TEMPLATE_PACKS = ("pio",)
CRISPY_FAIL_SILENTLY = False  # a layout that names no field of its form is a fault of the program

EMBEDDED_FOLDER = DATA_DIR / "postgres"
if _database_url:
    DATABASES = {"default": environ.Env.db_url_config(_database_url)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "pio_portal.embedded.backend",
            "NAME": "pio",
            "USER": "pio",
            "HOST": str(socket_dir_name(EMBEDDED_FOLDER)),
            "EMBEDDED": {"folder": EMBEDDED_FOLDER},
        }
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# The triggers of django-pgtrigger read this setting for every row; where it is unset they raise and catch an exception
# each time, which makes bulk writes four times slower.
# Half of a word may differ before it is no longer taken for a typing error (PostgreSQL's own 0.6 misses short words).
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c pgtrigger.ignore={} -c pg_trgm.word_similarity_threshold=0.5"
)
# What is asked a third time on a connection keeps its plan: planning takes longer than most of these queries.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
if _replica_url:
    DATABASES["replica"] = DATABASES["default"] | environ.Env.db_url_config(_replica_url)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _redis_url or f"unix://{socket_dir_name(EMBEDDED_FOLDER)}/redis.sock?db=0"
CACHES = {
    "default": {
        "BACKEND": "pio_portal.cache.PortalCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": breaker.LIMIT_SECONDS,
            "SOCKET_TIMEOUT": breaker.LIMIT_SECONDS,
            "CONNECTION_POOL_KWARGS": {"retry": breaker.AskOnce()},
            "IGNORE_EXCEPTIONS": True,
        },
    }
}
MENU_COUNT_SECONDS = 30  # how long the counts beside the menu are kept; 0 counts them for each page
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A section may have several answers of 100,000 characters, and a browser sends a character as up to twelve.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "pio_portal.documents.uploads.WholeUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MEDIA_ROOT = DATA_DIR / "documents"  # private: served only by pio_portal.documents after its permission check

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "pio_portal.accounts.backends.ConfirmedBackend",
]
ACCOUNT_ADAPTER = "pio_portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "pio_portal.accounts.forms.LoginForm",
    "signup": "pio_portal.accounts.forms.SignupForm",
    "reset_password": "pio_portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "pio_portal.accounts.forms.NewPasswordForm",
    "change_password": "pio_portal.accounts.forms.ChangePasswordForm",
    "set_password": "pio_portal.accounts.forms.SetPasswordForm",
    "add_email": "pio_portal.accounts.forms.ChangeEmailForm",
    "reauthenticate": "pio_portal.accounts.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_CHANGE_EMAIL = True  # one address per account: a new one takes over when it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
_RUSH = "1000/m/ip"  # the demo and the tests log in many people from one address
ACCOUNT_RATE_LIMITS = (
    {"login": _RUSH, "login_failed": _RUSH, "signup": _RUSH, "reset_password": _RUSH, "reset_password_from_key": _RUSH}
    if PIO_DEMO
    else {  # a whole town hall may share one address: the limits per account hold the guessing back
        "login": "120/m/ip",
        "login_failed": "30/m/ip,20/10m/key,100/d/key",
        "signup": "20/m/ip",
        "reset_password": "20/m/ip,3/m/key",
    }
) | {"login_failed_in_known_browser": "20/10m/key"}
ANSWER_SECONDS = 0.5  # the answers around an account come at a multiple of it, whatever was found; 0 does not wait
KNOWN_BROWSER_COOKIE_NAME = "known-browser"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "pio_portal.accounts.passwords.VariedPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "ui:after_login"
LOGOUT_REDIRECT_URL = "ui:home"
CSRF_FAILURE_VIEW = "pio_portal.ui.views.errors.stale_form"

# Mail: everything goes into django-post-office's queue in the database; the worker hands it to the mail server.
# Without EMAIL_URL mails are kept and shown in the portal (the demo's mailbox), and go nowhere.
EMAIL_BACKEND = "post_office.EmailBackend"
_email = environ.Env.email_url_config(_email_url) if _email_url else {}
EMAIL_HOST, EMAIL_PORT = _email.get("EMAIL_HOST") or "", _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_USER") or "", _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "PIO <pio@portaal.pio.test>")
# Where people find PIO: shown on the contact page; questions are mailed to the address too.
CONTACT_EMAIL, CONTACT_PHONE = env.text("CONTACT_EMAIL"), env.text("CONTACT_PHONE")
CONTACT_ADDRESS = env.text("CONTACT_ADDRESS")
POST_OFFICE = {
    "BACKENDS": {"default": _email.get("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")},
    "MAX_RETRIES": 8,
    "RETRY_INTERVAL": timedelta(minutes=2),
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": urlsplit(PORTAL_URL).hostname or "localhost",
}

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "pio_portal.correspondence.tasks.sweep_outbox", "schedule": 10.0},
    "run-periodic": {"task": "pio_portal.correspondence.tasks.run_periodic", "schedule": 60.0},
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
# For who sends a task; the worker, which nobody waits for, has more patience (pio_portal.celery).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": breaker.LIMIT_SECONDS,
    "socket_timeout": breaker.LIMIT_SECONDS,
}
CELERY_TIMEZONE = TIME_ZONE


LOGGING = logs.configure(json=not PIO_DEMO)
if SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=False, max_request_body_size="never")

# Outside the demo the portal stands behind a proxy that ends TLS and sets X-Forwarded-Proto itself.
if not PIO_DEMO:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^status/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    KNOWN_BROWSER_COOKIE_NAME = "__Host-known-browser"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_unused = ("camera", "geolocation", "microphone", "payment", "usb")
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in _unused}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
