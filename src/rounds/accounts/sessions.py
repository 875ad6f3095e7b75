"""Sessions kept in the database, as Django's own; the question for one is put into SQL once, because each page asks it."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from rounds.core.prepared import Prepared

BY_KEY = Prepared(lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at))


class SessionStore(DatabaseSessions):
    def _get_session_from_db(self) -> Session | None:
        found = BY_KEY(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
