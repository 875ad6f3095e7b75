from django.urls import path

from rounds.screening.views import authorizations, check, places

app_name = "screening"
urlpatterns = [
    path("check", check.check, name="check"),
    path("check/picture", check.picture, name="picture"),
    path("check/rules", places.own_places, name="own_places"),
    path("check/rules/<int:pk>", places.rules, name="rules"),
    path("check/rules/<int:pk>/people", places.people, name="people"),
    path("check/rules/<int:pk>/people/<int:number>/take", places.unseat, name="unseat"),
    path("check/rules/<int:pk>/keys", places.keys, name="keys"),
    path("check/rules/<int:pk>/keys/<int:number>/end", places.end_key, name="end_key"),
    path("check/rules/<int:pk>/decisions", places.decisions, name="decisions"),
    path("check/rules/<int:pk>/decisions.csv", places.decisions_csv, name="decisions_csv"),
    path("check/authorisations", authorizations.authorizations, name="authorizations"),
    path("check/authorisations/add", authorizations.add, name="add_authorization"),
    path("check/authorisations/<int:pk>/withdraw", authorizations.withdraw, name="withdraw"),
    path("staff/places", places.places, name="places"),
]
