"""Addresses of people and bodies."""

from django.urls import path

from shuniu.org.pages import delegating, people

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/import/", people.people_import, name="people_import"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/leaving/", people.leaving, name="leaving"),
    path("people/<int:pk>/roles/<slug:role>/withdrawal/", people.role_withdrawal, name="role_withdrawal"),
    path("people/<int:pk>/<slug:noun>/", people.press, name="person_press"),
    path("absences/", people.absences, name="absences"),
    path("absences/<int:pk>/return/", people.return_early, name="return_early"),
    path("delegations/", delegating.delegations, name="delegations"),
    path("delegations/new/", delegating.delegation, name="delegation_new"),
    path("delegations/<int:pk>/revocation/", delegating.revocation, name="delegation_revocation"),
    path("division-of-work/", people.division_of_work, name="division_of_work"),
    path("duties/", people.duties, name="duties"),
    path("divisions/", people.divisions, name="divisions"),
    path("divisions/<int:pk>/", people.division, name="division"),
]
