from django.apps import AppConfig


class PrivacyHubConfig(AppConfig):
    name = "privacyhub"
