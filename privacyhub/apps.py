from django.apps import AppConfig


class PrivacyHubConfig(AppConfig):
    name = "privacyhub"

    def ready(self) -> None:
        from privacyhub.checks import watch_keys

        watch_keys()
