from django.urls import path

from rounds.accounts import views

app_name = "accounts"
urlpatterns = [
    path("account", views.account, name="account"),
    path("staff/people", views.people, name="people"),
    path("staff/trail", views.trail, name="trail"),
]
