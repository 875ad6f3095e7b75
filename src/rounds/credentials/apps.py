from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "rounds.credentials"
    verbose_name = "Credentials"
