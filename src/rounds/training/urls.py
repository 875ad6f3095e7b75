from django.urls import path

from rounds.training import views

app_name = "training"
urlpatterns = [
    path("me", views.me, name="me"),
    path("learn", views.catalogue, name="catalogue"),
    path("staff/courses", views.courses, name="courses"),
]
