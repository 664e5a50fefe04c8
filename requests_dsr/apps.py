from django.apps import AppConfig


class RequestsDsrConfig(AppConfig):
    name = "requests_dsr"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from requests_dsr.facts import GRANTED_ERASURES
        from requests_dsr.services.asking import denying  # noqa: F401 - what follows a move
        from requests_dsr.services.deciding import lifting, objections, refusing  # noqa: F401 - likewise
        from requests_dsr.services.moving import effects  # noqa: F401 - likewise
        from requests_dsr.services.reaching import counting_days, undelivered  # noqa: F401 - a letter that left
        from retention.erasing.holders import cut_link
        from retention.units.requests import provide_requests

        provide_requests(GRANTED_ERASURES)
        cut_link("requests_dsr_datasubjectrequest", "subject_id")
