"""Who may ask for what: known hosts, no other site's requests, strict headers.

Cross-site requests are told by `Sec-Fetch-Site` and, where a browser sends none, by `Origin`, as Go's
`http.CrossOriginProtection` does; no token is needed. A program that sends neither header is no browser.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app, request

from webui.errors import CrossSiteError, ReadOnlyError

View = TypeVar("View", bound=Callable[..., object])
_SAFE = {"GET", "HEAD", "OPTIONS"}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def protect(app: Flask) -> None:
    """Check every request and put the headers on every answer."""
    app.before_request(_check_host)
    app.before_request(_check_site)
    app.after_request(_add_headers)


def only_asks(view: View) -> View:
    """Mark a view that changes nothing although it is asked with POST: a read-only workbench answers it."""
    view.only_asks = True  # type: ignore[attr-defined]
    return view


def _asks() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "only_asks", False)


def _check_host() -> None:
    """Read the host, so that one that is not trusted answers 400 (against DNS rebinding)."""
    if not request.host:
        abort(400)


def _check_site() -> None:
    if request.method in _SAFE:
        return
    if current_app.config["HEXAPLA_READ_ONLY"] and not _asks():
        raise ReadOnlyError
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise CrossSiteError
    elif (origin := request.headers.get("Origin")) is not None and origin != request.host_url.rstrip("/"):
        raise CrossSiteError


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
