from django.apps import AppConfig


class RequestsDsrConfig(AppConfig):
    name = "requests_dsr"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from requests_dsr.facts import GRANTED_ERASURES
        from requests_dsr.services import (  # noqa: F401 - what follows a move, or a letter that left
            denying,
            effects,
            objections,
            refusing,
            undelivered,
        )
        from retention.erasing.holders import cut_link
        from retention.units.requests import provide_requests

        provide_requests(GRANTED_ERASURES)
        cut_link("requests_dsr_datasubjectrequest", "subject_id")
