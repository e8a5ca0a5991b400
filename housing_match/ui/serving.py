"""Who is served and with which headers: browsers on this machine only, and nothing from anywhere else."""

import os
from ipaddress import ip_address

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
"""Names a browser may call us by; any other may be a page elsewhere that has its own name point to this machine."""
POLICY_OF_CONTENT = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY_OF_CONTENT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer; `no-store` besides on all but the program's own files, so that no browser keeps a person's data."""
SETTINGS = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "viewer",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.headless": os.environ.get("HOUSING_MATCH_BROWSER") != "True",
    "server.maxUploadSize": 50,
    "server.port": int(os.environ.get("HOUSING_MATCH_PORT", "8501")),
    "theme.base": "light",
    "theme.headingFontSizes": ["2rem", "1.35rem", "1.1rem"],
    "theme.primaryColor": "#12436D",
    "theme.textColor": "#0b0c0c",  # captions are a paler shade of it: any lighter and they cannot be read
}


class OnThisMachineOnly:
    """Refuses whoever calls from another machine, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; anything but web traffic (the server's own start and end) passes as it is."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        caller = scope.get("client")
        if caller is None or not ip_address(caller[0]).is_loopback:
            await PlainTextResponse("Housing Match answers this machine only.", status_code=403)(
                scope, receive, guarded
            )
            return
        await self.app(scope, receive, guarded)


GUARDS = (Middleware(OnThisMachineOnly), Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS)))


def said_plainly(error: Exception) -> bool:
    """One clear sentence on the page for an error that nobody foresaw; True: Streamlit shows nothing more."""
    st.error(
        f"Something went wrong that should not ({type(error).__name__}). Your tables and scenario are kept. "
        "Please report it, with what you did just before."
    )
    return not os.environ.get("HOUSING_MATCH_DEBUG")
