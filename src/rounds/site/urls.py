from django.urls import path

from rounds.site import views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("home", views.own_home, name="own_home"),
    path("signin", views.signin, name="signin"),
    path("signin/as/<slug:who>", views.sign_in_as, name="sign_in_as"),
    path("staff", views.today, name="today"),
    path("search", views.search, name="search"),
    path("about", views.about, name="about"),
    path("privacy", views.privacy, name="privacy"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("appearance", views.appearance, name="appearance"),
    path("theme.css", views.theme, name="theme"),
    path("ui/", views.gallery, name="gallery"),
]
