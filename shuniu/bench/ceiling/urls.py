from django.urls import path

from shuniu.bench.ceiling import views

urlpatterns = [
    path("", views.mine),
    path("item/<int:pk>/", views.item),
    path("item/<int:pk>/change/", views.change),
    path("create/", views.create),
    path("search/", views.search),
    path("counts/", views.counts),
    path("ledger/", views.ledger),
    path("month/", views.month),
]
