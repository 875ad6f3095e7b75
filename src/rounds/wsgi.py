import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from rounds.core.lock import share_home
from rounds.core.rubbish import look_seldom
from rounds.core.turns import Turns

look_seldom()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.settings")
held = share_home(settings.HOME)  # a restore waits until no server is left
application = Turns(get_wsgi_application(), settings.TURNS)
reverse("meetings:meetings")  # finds every page now, so that the first reader does not wait for it
gc.collect()
gc.freeze()  # what is loaded stays, so the collector need not look through it again with each request
