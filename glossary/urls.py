"""Addresses of the public site. Names are those the models reverse."""

from django.urls import path, re_path

from glossary.views import browse, entries, operations, search

urlpatterns = [
    path("", browse.home, name="home"),
    path("glossary/", browse.index, name="index"),
    path("glossary/<slug:slug>/", entries.entry, name="term"),
    # With or without a final slash; without is the address we give.
    re_path(
        r"^learn/(?P<subject>[-\w]+)/questions/(?P<slug>[-a-zA-Z0-9_]+)/?$",
        entries.entry,
        name="question",
    ),
    path("subjects/<slug:slug>/", browse.subject, name="subject"),
    # Tags may be written in any script, and so are their slugs.
    re_path(r"^tags/(?P<slug>[-\w]+)/$", browse.tag, name="tag"),
    path("search/", search.results, name="search"),
    re_path(r"^id/(?P<number>[-.\w]+)$", entries.by_number, name="number"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("robots.txt", operations.robots, name="robots"),
]
