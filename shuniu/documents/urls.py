"""Addresses of outgoing documents: nouns."""

from django.urls import path

from shuniu.documents.pages import acting, lists, sending, writing

urlpatterns = [
    path("docs/outgoing/", lists.outgoing, name="documents"),
    path("docs/outgoing/new/", writing.starting, name="document_new"),
    path("docs/outgoing/numbers/", lists.numbers, name="document_numbers"),
    path("docs/outgoing/numbers/<int:pk>/voiding/", lists.number_voiding, name="document_number_voiding"),
    path("docs/outgoing/seals/", lists.seals, name="document_seals"),
    path("matters/<slug:slug>/document/", writing.document, name="document"),
    path("matters/<slug:slug>/document/new/", writing.starting, name="document_from"),
    path("matters/<slug:slug>/document/preview/", writing.preview, name="document_preview"),
    path("matters/<slug:slug>/document/mending/", writing.mending, name="document_mending"),
    path("matters/<slug:slug>/document/remarks/", writing.remarks, name="document_remarks"),
    path("matters/<slug:slug>/document/paper/", sending.paper, name="document_paper"),
    path("matters/<slug:slug>/document/word/", sending.word, name="document_word"),
    path("matters/<slug:slug>/document/package/", sending.package, name="document_package"),
    path("matters/<slug:slug>/document/distribution/", sending.distribution, name="document_distribution"),
    path("matters/<slug:slug>/document/<slug:noun>/", acting.act, name="document_act"),
]
