"""Addresses of people and bodies."""

from django.urls import path

from shuniu.org import pages

urlpatterns = [
    path("people/", pages.people, name="people"),
    path("people/new/", pages.new_person, name="new_person"),
    path("people/import/", pages.people_import, name="people_import"),
    path("people/<int:pk>/", pages.person, name="person"),
    path("people/<int:pk>/leaving/", pages.leaving, name="leaving"),
    path("people/<int:pk>/roles/<slug:role>/withdrawal/", pages.role_withdrawal, name="role_withdrawal"),
    path("people/<int:pk>/<slug:noun>/", pages.press, name="person_press"),
    path("absences/", pages.absences, name="absences"),
    path("absences/<int:pk>/return/", pages.return_early, name="return_early"),
    path("division-of-work/", pages.division_of_work, name="division_of_work"),
    path("duties/", pages.duties, name="duties"),
    path("divisions/", pages.divisions, name="divisions"),
    path("divisions/<int:pk>/", pages.division, name="division"),
]
