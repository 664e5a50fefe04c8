"""The door of the web server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from privacyhub.keys import refuse_throw_away_keys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "privacyhub.settings")
application = get_wsgi_application()
if not settings.DEBUG:
    refuse_throw_away_keys(settings.THROWN_AWAY_KEYS)
