"""On the internet.  Secrets and addresses come from the environment; a missing one stops the start."""

from django.core.exceptions import ImproperlyConfigured

from docking.settings.base import *  # noqa: F403
from docking.settings.base import DATABASES, SEARCH_ENGINE, env


def required(name: str, example: str) -> str:
    """The variable's value.  Raises ImproperlyConfigured with the cure when it is missing or empty."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment, such as {name}={example}")
    return value


SECRET_KEY = required("SECRET_KEY", "$(openssl rand -base64 48)")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 32 characters. Make one: openssl rand -base64 48")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [name.strip() for name in required("ALLOWED_HOSTS", "docking.example.cn").split(",")]
WAGTAILADMIN_BASE_URL = required("SITE_URL", "https://docking.example.cn").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[WAGTAILADMIN_BASE_URL])
required("DATABASE_URL", "postgres://docking:password@postgres:5432/docking")
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)  # seconds
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CELERY_BROKER_URL = required("CELERY_BROKER_URL", "amqp://docking:password@rabbitmq:5672//")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": required("REDIS_URL", "redis://:password@redis:6379/0"),
    }
}
if SEARCH_ENGINE == "elastic":
    ELASTICSEARCH_URL = required("ELASTICSEARCH_URL", "http://elastic:password@elasticsearch:9200")
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# TLS ends at the reverse proxy, which sets this header and removes one that came from outside.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked for inside, without TLS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

SERVE_PICTURES = False  # the reverse proxy does
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
