import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from rounds.core.lock import share_home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.settings")
held = share_home(settings.HOME)  # a restore waits until no server is left
application = get_wsgi_application()
