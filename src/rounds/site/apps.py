from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "rounds.site"
    label = "rounds_site"
    verbose_name = "Home pages"
