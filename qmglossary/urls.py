"""The editors' pages below /admin/, everything else by `glossary`."""

from django.contrib import admin
from django.urls import include, path

handler404 = "glossary.views.faults.missing"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("glossary.urls")),
]
