from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shuniu.demo"
    label = "demo"
