from django.urls import path

from rounds.credentials import views

app_name = "credentials"
urlpatterns = [
    path("me/certificates", views.mine, name="mine"),
    path("staff/certificates", views.issued, name="issued"),
]
