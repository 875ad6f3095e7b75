from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rounds.accounts"
    verbose_name = "People"

    def ready(self) -> None:
        from rounds.accounts import sign_in_trail

        sign_in_trail.connect()
