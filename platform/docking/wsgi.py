"""The door for a WSGI server: `docking.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docking.settings.production")
application = get_wsgi_application()
