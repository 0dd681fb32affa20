from django.apps import AppConfig


class CeilingConfig(AppConfig):
    name = "shuniu.bench.ceiling"
    label = "ceiling"
