"""Addresses of matters: nouns."""

from django.urls import path

from shuniu.matters.pages import handing_over, lists, matter, papers, splitting

urlpatterns = [
    path("matters/", lists.matters, name="matters"),
    path("matters/counts/", lists.counts, name="matter_counts"),
    path("matters/<slug:slug>/", matter.matter, name="matter"),
    path("matters/<slug:slug>/journal/", matter.journal, name="matter_journal"),
    path("matters/<slug:slug>/splitting/", splitting.splitting, name="matter_splitting"),
    path("matters/<slug:slug>/undoing/", matter.undo, name="matter_undo"),
    path("matters/<slug:slug>/papers/<int:pk>/", papers.paper, name="paper"),
    path("matters/<slug:slug>/papers/<int:pk>/pages/<int:number>/", papers.page, name="paper_page"),
    path("matters/<slug:slug>/<slug:noun>/", matter.act, name="matter_act"),
    path("extensions/<int:pk>/decision/", matter.extension_decision, name="extension_decision"),
    path("difficulties/<int:pk>/answer/", matter.difficulty_answer, name="difficulty_answer"),
    path("instructions/<int:pk>/ink/", papers.ink, name="instruction_ink"),
    path("instructions/<int:pk>/confirmation/", matter.words_confirmation, name="words_confirmation"),
    path("people/<int:pk>/handing-over/", handing_over.handing_over, name="handing_over"),
]
