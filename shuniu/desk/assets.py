"""样式与脚本: the style sheets and scripts of the desk, put together once in a fixed order.

The files stay small and named for what they do; a browser fetches two of them. The address carries a hash of the
content, so that a browser keeps them for a year and an upgrade is seen at once. No build step, no outside host.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import django_htmx
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

_HERE = Path(__file__).parent / "static" / "desk"
_HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"

# Order is the layer: what comes later wins (the browser floor is older than @layer).
STYLES = (
    "tokens", "base", "frame", "buttons", "forms", "tables", "chips", "lights", "panels", "notices", "palette",
    "today", "entrance", "print",
)  # fmt: skip
SCRIPTS = (
    "start", "menus", "quiet", "rows", "panel", "palette", "hotkeys", "arrivals", "drafts", "batch", "lock", "focus",
)  # fmt: skip
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Asset:
    name: str
    kind: str
    content: bytes
    packed: bytes

    @property
    def address(self) -> str:
        digest = hashlib.sha256(self.content).hexdigest()[:10]
        stem, suffix = self.name.rsplit(".", 1)
        return f"/assets/{stem}.{digest}.{suffix}"


def _read() -> dict[str, Asset]:
    styles = b"\n".join((_HERE / "css" / f"{name}.css").read_bytes() for name in STYLES)
    extra = sorted((_HERE / "css" / "pages").glob("*.css"))
    styles = b"\n".join([styles, *(path.read_bytes() for path in extra)])
    scripts = b"\n".join(
        [_HTMX.read_bytes(), *((_HERE / "js" / f"{name}.js").read_bytes() for name in SCRIPTS)]
    )
    pages = sorted((_HERE / "js" / "pages").glob("*.js"))
    scripts = b"\n".join([scripts, *(path.read_bytes() for path in pages)])
    icons = (_HERE / "icons" / "icons.svg").read_bytes()
    found = {}
    for name, kind, content in (
        ("desk.css", "text/css; charset=utf-8", styles),
        ("desk.js", "text/javascript; charset=utf-8", scripts),
        ("icons.svg", "image/svg+xml", icons),
    ):
        found[name] = Asset(name, kind, content, gzip.compress(content, 9, mtime=0))
    return found


@lru_cache(maxsize=1)
def _kept() -> dict[str, Asset]:
    return _read()


def all_assets() -> dict[str, Asset]:
    """Read once; a developer's change is seen at the next request."""
    return _read() if settings.DEBUG else _kept()


FIRST_SCREEN = (
    "tokens", "base", "frame", "buttons", "forms", "tables", "chips", "lights", "panels", "notices", "today", "pages/leader",
)  # fmt: skip


def first_screen() -> str:
    """What the first screen of a phone page needs, to stand inside it: read once, comments and spaces left out."""
    return _first_screen() if settings.DEBUG else _kept_first_screen()


def _first_screen() -> str:
    styles = "\n".join((_HERE / "css" / f"{name}.css").read_text("utf-8") for name in FIRST_SCREEN)
    styles = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    return re.sub(r"\s+", " ", styles).strip()


@lru_cache(maxsize=1)
def _kept_first_screen() -> str:
    return _first_screen()


@lru_cache(maxsize=1)
def lights_inside() -> SafeString:
    """The lights of the icon sheet, to be put into a page: `href="#light-red"` finds them there."""
    icons = (_HERE / "icons" / "icons.svg").read_text("utf-8")
    shapes = "".join(re.findall(r'<symbol id="light-.*?</symbol>', icons))
    return mark_safe(f'<svg hidden aria-hidden="true">{shapes}</svg>')


@lru_cache(maxsize=8)
def _kept_address(name: str) -> str:
    return _kept()[name].address


def address(name: str) -> str:
    return all_assets()[name].address if settings.DEBUG else _kept_address(name)


def serve(request: HttpRequest, stem: str, digest: str, suffix: str) -> HttpResponse:
    """One asset; an old hash gets the present content, unkept, so that a page left open over an upgrade still looks right."""
    asset = all_assets().get(f"{stem}.{suffix}")
    if asset is None:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(asset.packed if packed else asset.content, content_type=asset.kind)
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    fresh = asset.address == f"/assets/{stem}.{digest}.{suffix}"
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fresh else "no-cache"
    return response
