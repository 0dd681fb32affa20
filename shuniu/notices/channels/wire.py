"""线路: one request with a time-out; what goes wrong is told without addresses, because keys stand in them."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from shuniu.notices.channels.base import NotNow, NotSent
from shuniu.org import moment

SECONDS = 10
MOST_READ = 1_000_000
EARLY = timedelta(minutes=5)  # a token is renewed so long before it ends
_tokens: dict[str, tuple[str, datetime]] = {}
_lock = Lock()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Nothing is followed to another place: the message was meant for this one."""

    def redirect_request(self, *arguments, **options):
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def ask(url: str, *, body: dict | None = None, method: str = "", headers: dict | None = None) -> dict:
    """Send JSON and read JSON. Raises NotNow when the net or the other side fails, NotSent for what is no JSON."""
    if not url.startswith(("https://", "http://")):
        raise NotSent("address")
    data = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
    request = urllib.request.Request(
        url,
        data=data,
        method=method or ("POST" if body is not None else "GET"),
        headers={"Content-Type": "application/json; charset=utf-8", **(headers or {})},
    )
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            said = answer.read(MOST_READ)
    except urllib.error.HTTPError as problem:
        said = problem.read(MOST_READ)
        if problem.code == 429 or problem.code >= 500:
            raise NotNow(f"http {problem.code}") from None
        if problem.code < 400 or not said.lstrip().startswith(b"{"):
            raise NotSent(f"http {problem.code}") from None
    except (OSError, ValueError):
        raise NotNow("net") from None
    try:
        found = json.loads(said)
    except ValueError:
        raise NotSent("answer") from None
    if not isinstance(found, dict):
        raise NotSent("answer")
    return found


def kept_token(key: str, fetch: Callable[[], tuple[str, int]]) -> str:
    """令牌: kept until shortly before it ends; `fetch` gives (token, seconds)."""
    now = moment.now()
    with _lock:
        known = _tokens.get(key)
    if known is not None and known[1] > now:
        return known[0]
    token, seconds = fetch()
    life = timedelta(seconds=seconds)
    with _lock:
        _tokens[key] = (token, now + (life - EARLY if life > 2 * EARLY else life / 2))
    return token


def forget_token(key: str) -> None:
    with _lock:
        _tokens.pop(key, None)


def judged(answer: dict, *, name: str = "errcode", later: frozenset[int] = frozenset()) -> dict:
    """The answer, if the other side says it went well; `later`: codes for too many at once or busy."""
    code = answer.get(name)
    if code in (0, None):
        return answer
    if code in later:
        raise NotNow(str(code))
    raise NotSent(str(code))
