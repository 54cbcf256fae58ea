"""Addresses of the columns of the site and of the pages of its bodies: paths without a query, so that each is a file too."""

from django.urls import path

from gongkai.portal import body_pages, feeds, home, item_lists, library, reports, sitemap, standard

urlpatterns = [
    path("", home.page, name="home"),
    path("items/page/<int:number>/", item_lists.page, name="items-page"),
    path("categories/<slug:code>/", item_lists.of_category, name="category"),
    path("categories/<slug:code>/page/<int:number>/", item_lists.of_category, name="category-page"),
    path("categories/<slug:code>/feed.xml", feeds.of_category, name="category-feed"),
    path("bodies/", home.bodies, name="public-bodies"),
    path("bodies/<int:key>/", body_pages.page, name="public-body"),
    path("bodies/<int:key>/guide/", body_pages.guide, name="guide"),
    path("bodies/<int:key>/rules/", body_pages.rules, name="body-rules"),
    path("bodies/<int:key>/content/", body_pages.content, name="body-content"),
    path("bodies/<int:key>/content/<slug:code>/", body_pages.category, name="body-category"),
    path(
        "bodies/<int:key>/content/<slug:code>/page/<int:number>/",
        body_pages.category,
        name="body-category-page",
    ),
    path("bodies/<int:key>/reports/", body_pages.reports, name="body-reports"),
    path("bodies/<int:key>/standard/<str:domain>/", standard.table, name="standard-table"),
    path("bodies/<int:key>/feed.xml", feeds.of_body, name="body-feed"),
    path("rules/<int:key>/", body_pages.rule, name="rule-version"),
    path("rules/<int:key>/file", body_pages.rule_file, name="rule-version-file"),
    path("library/", library.page, name="library"),
    path("library/page/<int:number>/", library.page, name="library-page"),
    path("library/ended/", library.ended, name="library-ended"),
    path("library/ended/page/<int:number>/", library.ended, name="library-ended-page"),
    path("library/list.xlsx", library.as_xlsx, name="library-xlsx"),
    path("library/list.csv", library.as_csv_file, name="library-csv"),
    path("standard/", standard.page, name="standard"),
    path("standard/lines/<int:key>/", standard.line, name="standard-line"),
    path("standard/lines/<int:key>/page/<int:number>/", standard.line, name="standard-line-page"),
    path("feed.xml", feeds.everything, name="feed"),
    path("sitemap.xml", sitemap.page, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("reports/years/<int:year>/", reports.index, name="reports-year"),
    path("map/", home.site_map, name="site-map"),
    path("offline/", home.offline, name="offline"),
]
