"""For `collectstatic` while the image is built: production's storage, no secret, database or broker."""

from docking.settings.base import *  # noqa: F403

SECRET_KEY = "for-collecting-static-files-only-" + "0" * 20
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
