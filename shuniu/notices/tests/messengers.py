"""A local server that speaks the documented protocol of 企业微信, 钉钉 and 飞书, with tokens, errors and limits."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SECRET = "app-secret-0123456789"
SIGN = "SEC-robot-sign"


class Messengers:
    """What lies in the messengers of people, and how the server is to behave."""

    def __init__(self):
        self.inbox: dict[str, dict] = {}  # receipt: message
        self.group: list[dict] = []
        self.tokens = 0
        self.stale: set[str] = set()
        self.busy = 0  # how many more requests are answered with "too many"
        self.down = 0  # how many more are answered with 502
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    # Answers, by path

    def answer(self, method: str, path: str, query: dict, body: dict, headers) -> tuple[int, dict]:
        self.asked.append(f"{method} {path}")
        if self.down:
            self.down -= 1
            return 502, {}
        if path == "/cgi-bin/gettoken":
            return 200, self._token(
                query.get("corpid") == "corp" and query.get("corpsecret") == SECRET, 40001, "access_token"
            )
        if path == "/gettoken":
            return 200, self._token(
                query.get("appkey") == "key" and query.get("appsecret") == SECRET, 40089, "access_token"
            )
        if path == "/open-apis/auth/v3/tenant_access_token/internal":
            good = body == {"app_id": "cli_app", "app_secret": SECRET}
            answer = self._token(good, 10014, "tenant_access_token")
            return 200, {"code": answer.pop("errcode"), "msg": answer.pop("errmsg"), "expire": 7200, **answer}
        if path.startswith("/cgi-bin/message/"):
            return 200, self._wecom(path, query, body)
        if path.startswith("/topapi/message/corpconversation/"):
            return 200, self._dingtalk(path, query, body)
        if path.startswith("/open-apis/im/v1/messages"):
            return self._feishu(method, path, query, body, headers)
        return 200, self._robot(path, query, body)

    def _token(self, good: bool, wrong: int, name: str) -> dict:
        if not good:
            return {"errcode": wrong, "errmsg": "invalid credential"}
        self.tokens += 1
        return {"errcode": 0, "errmsg": "ok", name: f"token-{self.tokens}", "expires_in": 7200}

    def _checked(self, token: str, stale: int, limit: int) -> dict | None:
        if token != f"token-{self.tokens}" or token in self.stale:
            return {"errcode": stale, "errmsg": "access_token expired"}
        if self.busy:
            self.busy -= 1
            return {"errcode": limit, "errmsg": "api freq out of limit"}
        return None

    def _wecom(self, path: str, query: dict, body: dict) -> dict:
        if problem := self._checked(query.get("access_token", ""), 42001, 45009):
            return problem
        if path.endswith("/recall"):
            gone = self.inbox.pop(body["msgid"], None)
            return {"errcode": 0 if gone else 44, "errmsg": "ok"}
        assert body["agentid"] == 1000002
        if body["touser"] == "nobody":
            return {"errcode": 0, "errmsg": "ok", "invaliduser": "nobody", "msgid": "x"}
        return {"errcode": 0, "errmsg": "ok", "msgid": self._put(body)}

    def _dingtalk(self, path: str, query: dict, body: dict) -> dict:
        if problem := self._checked(query.get("access_token", ""), 40014, 90018):
            return problem
        assert body["agent_id"] == 1000002
        if path.endswith("/recall"):
            gone = self.inbox.pop(str(body["msg_task_id"]), None)
            return {"errcode": 0 if gone else 400002, "errmsg": "ok"}
        return {"errcode": 0, "errmsg": "ok", "task_id": int(self._put(body)), "request_id": "r"}

    def _feishu(self, method: str, path: str, query: dict, body: dict, headers) -> tuple[int, dict]:
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if problem := self._checked(token, 99991663, 99991400):
            return 400, {"code": problem["errcode"], "msg": problem["errmsg"]}
        if method == "DELETE":
            gone = self.inbox.pop(path.rsplit("/", 1)[1].removeprefix("om_"), None)
            return (
                (200, {"code": 0, "msg": "success", "data": {}})
                if gone
                else (400, {"code": 230011, "msg": "gone"})
            )
        assert query["receive_id_type"] == "user_id"
        json.loads(body["content"])
        return 200, {"code": 0, "msg": "success", "data": {"message_id": f"om_{self._put(body)}"}}

    def _robot(self, path: str, query: dict, body: dict) -> dict:
        if self.busy:
            self.busy -= 1
            return {"errcode": 130101 if path == "/robot/send" else 45009, "code": 11232}
        if path == "/robot/send":  # 钉钉
            text = f"{query.get('timestamp', '')}\n{SIGN}"
            right = base64.b64encode(hmac.new(SIGN.encode(), text.encode(), hashlib.sha256).digest()).decode()
            if query.get("sign") != right:
                return {"errcode": 310000, "errmsg": "sign not match"}
        if path == "/open-apis/bot/v2/hook/k":  # 飞书
            key = f"{body.get('timestamp', '')}\n{SIGN}"
            right = base64.b64encode(hmac.new(key.encode(), b"", hashlib.sha256).digest()).decode()
            if body.get("sign") != right:
                return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
        if "枢纽" not in json.dumps(body, ensure_ascii=False):
            return {"errcode": 310000, "code": 19024, "errmsg": "keywords not in content"}
        self.group.append(body)
        return {"errcode": 0, "code": 0}

    def _put(self, body: dict) -> str:
        receipt = str(len(self.inbox) + 256271667500)
        self.inbox[receipt] = body
        return receipt


def _handler(messengers: Messengers):
    class Handler(BaseHTTPRequestHandler):
        def _do(self):
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else {}
            status, said = messengers.answer(self.command, parts.path, query, body, self.headers)
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_DELETE = _do

        def log_message(self, *arguments):
            """The test speaks, not the server."""

    return Handler
