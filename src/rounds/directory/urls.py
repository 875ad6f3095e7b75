from django.urls import path

from rounds.directory.views import figures

app_name = "directory"
urlpatterns = [
    path("data", figures.data, name="data"),
    path("data/history", figures.history, name="history"),
    path("data/changes", figures.changes, name="changes"),
    path("data/changes.atom", figures.changes_feed, name="changes_feed"),
    path("data/snapshots", figures.snapshots, name="snapshots"),
    path("data/snapshots/compare", figures.compare, name="compare"),
    path("data/snapshots/<str:day>", figures.snapshot, name="snapshot"),
    path("data/snapshots/<str:day>/cite.bib", figures.cite_bibtex, name="cite_bibtex"),
    path("data/snapshots/<str:day>/cite.json", figures.cite_csl, name="cite_csl"),
]
