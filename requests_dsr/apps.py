from django.apps import AppConfig


class RequestsDsrConfig(AppConfig):
    name = "requests_dsr"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from requests_dsr.facts import granted_erasures
        from requests_dsr.services import effects  # noqa: F401 - registers what follows a move
        from retention.erasing.holders import cut_link
        from retention.units.people import provide_requests

        provide_requests(granted_erasures)
        cut_link("requests_dsr_datasubjectrequest", "subject_id")
