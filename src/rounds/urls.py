from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from rounds.api import api
from rounds.core.views import media

urlpatterns = [
    path("", include("rounds.site.urls")),
    path("", include("rounds.accounts.urls")),
    path("", include("rounds.training.urls")),
    path("", include("rounds.events.urls")),
    path("", include("rounds.credentials.urls")),
    path("", include("rounds.screening.urls")),
    path("", include("rounds.meetings.urls")),
    path("", include("rounds.network.urls")),
    path("", include("rounds.billing.urls")),
    path("", include("rounds.directory.urls")),
    path("account/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media),
]
handler400 = "rounds.site.views.misunderstood"
handler403 = "rounds.site.views.refused"
handler404 = "rounds.site.views.missing"
handler500 = "rounds.site.views.broken"
handler429 = "rounds.accounts.views.too_many"
