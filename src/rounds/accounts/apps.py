from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rounds.accounts"
    verbose_name = "People"
