"""登录: accounts are made by the office, never by a visitor."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """People enter through the roster; nobody signs up from outside."""
        return False
