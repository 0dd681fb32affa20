"""电子邮件 over SMTP; what has been sent lies where it lies."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from django.utils.translation import gettext_lazy as _

from shuniu.notices.channels.base import SITE, Addressee, Channel, Field, Message, NotNow, NotSent
from shuniu.notices.channels.wire import SECONDS


class Mail(Channel):
    code = "mail"
    label = _("电子邮件")
    address_label = _("邮箱")
    fields = (
        Field("host", _("发信服务器")),
        Field("port", _("端口"), usual="465", help=_("465 一上来就加密;587 和 25 能加密就加密")),
        Field("sender", _("发信邮箱")),
        Field("user", _("用户名"), required=False),
        Field("password", _("口令或授权码"), secret=True, required=False),
        SITE,
    )

    @property
    def base(self) -> str:
        return self.given.get("host", "")

    def send(self, to: Addressee, message: Message) -> str:
        letter = EmailMessage()
        letter["Subject"] = " ".join(message.title.split())
        letter["From"], letter["To"] = self.given.get("sender", ""), to.address
        letter["Date"], letter["Message-ID"] = formatdate(localtime=True), make_msgid(domain="shuniu.local")
        letter.set_content(message.text)
        try:
            with self._connected() as server:
                if self.given.get("user"):
                    server.login(self.given["user"], self.secrets.get("password", ""))
                server.send_message(letter)
        except smtplib.SMTPAuthenticationError:
            raise NotSent("login") from None
        except smtplib.SMTPRecipientsRefused as problem:
            code = next(iter(problem.recipients.values()))[0]
            raise (NotNow if 400 <= code < 500 else NotSent)(f"smtp {code}") from None
        except smtplib.SMTPResponseException as problem:
            later = 400 <= problem.smtp_code < 500
            raise (NotNow if later else NotSent)(f"smtp {problem.smtp_code}") from None
        except (OSError, smtplib.SMTPException):
            raise NotNow("net") from None
        except ValueError:
            raise NotSent("address") from None
        return ""

    def _connected(self) -> smtplib.SMTP:
        host, port = self.given.get("host", ""), int(self.given.get("port") or 465)
        if port == 465:
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
        return server
