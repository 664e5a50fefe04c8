"""Which page answers which address."""

from django.contrib import admin
from django.urls import include, path

from privacyhub import demo_mail
from privacyhub.health import beat_health, health

handler400 = "publicforms.guarding.not_readable"
handler403, handler404 = "staff.views.stops.forbidden", "staff.views.stops.not_there"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("konto/", include("myprofile.login.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health),
    path("healthz/beat", beat_health),
    path("demo/mejl/", demo_mail.mail_list, name="demo_mail"),
    path("demo/mejl/<str:name>/", demo_mail.mail_detail, name="demo_mail_detail"),
    path("demo/mejl/<str:name>/html/", demo_mail.mail_html, name="demo_mail_html"),
    path("", include("consents.urls")),
    path("", include("cookies.urls")),
    path("", include("register.urls")),
    path("", include("publicforms.urls")),
    path("", include("myprofile.urls")),  # last: its addresses begin with a company's short name
]
