"""The door for a ASGI server: `docking.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docking.settings.production")
application = get_asgi_application()
