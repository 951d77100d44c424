"""Addresses of the public site. Names are those the models reverse."""

from django.urls import path, re_path

from glossary.feeds import EntryFeed, SiteFeed, SubjectFeed
from glossary.sitemaps import SECTIONS
from glossary.views import (
    browse,
    discussion,
    entries,
    feedback,
    machines,
    names,
    operations,
    search,
    subscriptions,
    versions,
)

urlpatterns = [
    path("", browse.home, name="home"),
    path("glossary/", browse.index, name="index"),
    path("glossary/<slug:slug>/", entries.entry, name="term"),
    path("glossary/<slug:slug>/preview/", entries.preview, name="preview"),
    path("glossary/<slug:slug>/mentions/", names.mentions, name="mentions"),
    path("glossary/<slug:slug>/discussion/", discussion.discussion, name="discussion"),
    path("glossary/<slug:slug>/discussion/<int:pk>/", discussion.thread, name="thread"),
    path("glossary/<slug:slug>/feedback/", feedback.feedback, name="feedback"),
    path("glossary/<slug:slug>/feedback/given/", feedback.given, name="feedback-given"),
    path("glossary/<slug:slug>/versions/", versions.versions, name="versions"),
    path("glossary/<slug:slug>/versions/<str:label>/", versions.version, name="version"),
    path(
        "glossary/<slug:slug>/compare/<str:before>/<str:after>/",
        versions.compare,
        name="compare",
    ),
    path("glossary/<slug:slug>/feed/", EntryFeed(), name="entry-feed"),
    # With or without a final slash; without is the address we give.
    re_path(
        r"^learn/(?P<subject>[-\w]+)/questions/(?P<slug>[-a-zA-Z0-9_]+)/?$",
        entries.entry,
        name="question",
    ),
    path("confusable/", names.confusable, name="confusable"),
    path("confusable/<slug:first>/<slug:second>/", names.compared, name="side-by-side"),
    path(
        "confusable/<slug:first>/<slug:second>/<slug:third>/", names.compared, name="side-by-side"
    ),
    # Names may be written in any script; `text.meanings_url` gives the address.
    re_path(r"^meanings/(?P<name>[-\w]+)/$", names.meanings, name="meanings"),
    path("questions/", browse.questions, name="questions"),
    path("standards/", browse.standards, name="standards"),
    path("standards/<slug:slug>/", browse.standard, name="standard"),
    path("subjects/", browse.subjects, name="subjects"),
    path("subjects/<slug:slug>/", browse.subject, name="subject"),
    path("subjects/<slug:slug>/feed/", SubjectFeed(), name="subject-feed"),
    path("subjects/<slug:slug>/map/", browse.mapped, name="subject-map"),
    path("changes/", versions.changes, name="changes"),
    path("changes/feed/", SiteFeed(), name="changes-feed"),
    path("subscribe/", subscriptions.subscription_form, name="subscribe"),
    path("subscribe/asked/", subscriptions.asked, name="subscription-asked"),
    path("subscribe/confirm/<str:token>/", subscriptions.confirm, name="subscription-confirm"),
    path("subscribe/end/<str:token>/", subscriptions.end, name="subscription-end"),
    path("tags/", browse.tags, name="tags"),
    # Tags may be written in any script, and so are their slugs.
    re_path(r"^tags/(?P<slug>[-\w]+)/$", browse.tag, name="tag"),
    path("search/", search.results, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("search/suggest/browser/", search.suggest_to_browser, name="suggest-browser"),
    re_path(r"^id/(?P<number>[-.\w]+)$", entries.by_number, name="number"),
    re_path(
        r"^id/(?P<number>[-.\w]+)/v/(?P<label>[.\d]+)$", entries.by_number, name="number-version"
    ),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemaps, {"sections": SECTIONS}, name="sitemaps"),
    path("sitemap-<slug:section>.xml", machines.sitemap, {"sections": SECTIONS}, name="sitemap"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
]
