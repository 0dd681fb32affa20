"""Addresses of the archive: nouns."""

from django.urls import path

from shuniu.archives.pages import handing, items, keeping, settings, waiting

urlpatterns = [
    path("archive/", waiting.page, name="archive"),
    path("archive/items/", items.catalogue, name="archive_items"),
    path("archive/items/catalogue.xlsx", items.spreadsheet, name="archive_catalogue_file"),
    path("archive/items/catalogue.pdf", items.paper, name="archive_catalogue_paper"),
    path("archive/items/<int:pk>/", items.item, name="archive_item"),
    path("archive/items/<int:pk>/parts/<int:position>/", items.part, name="archive_part"),
    path("archive/items/<int:pk>/stamped/", items.stamped, name="archive_stamped"),
    path("archive/items/<int:pk>/packages/", items.pack, name="archive_pack_item"),
    path("archive/items/<int:pk>/loans/", keeping.ask_loan, name="archive_ask_loan"),
    path("archive/packages/<int:pk>/", items.package, name="archive_package"),
    path("archive/handovers/", handing.page, name="archive_handovers"),
    path("archive/handovers/<int:pk>/", handing.handover, name="archive_handover"),
    path("archive/handovers/<int:pk>/<slug:noun>/", handing.act, name="archive_handover_act"),
    path("archive/tests/<int:pk>/", handing.test, name="archive_test"),
    path("archive/tests/<int:pk>/report.pdf", handing.test_paper, name="archive_test_paper"),
    path("archive/loans/", keeping.loans, name="archive_loans"),
    path("archive/loans/<int:pk>/<slug:noun>/", keeping.loan_act, name="archive_loan_act"),
    path("archive/appraisals/", keeping.appraisals, name="archive_appraisals"),
    path("archive/appraisals/<int:pk>/", keeping.appraisal, name="archive_appraisal"),
    path("archive/destructions/<int:pk>/", keeping.destruction, name="archive_destruction"),
    path("archive/destructions/<int:pk>/certificate.pdf", keeping.certificate, name="archive_certificate"),
    path("archive/holds/", keeping.holds, name="archive_holds"),
    path("archive/holds/<int:pk>/", keeping.release, name="archive_release"),
    path("archive/settings/", settings.page, name="archive_settings"),
]
