"""An OpenID Connect provider on loopback: discovery, log-in form, token, keys, userinfo.

Authorization code with PKCE, RS256 ID tokens, a client secret; people and their claims are given.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "headwater", "a secret of the provider"
PASSWORD = "open sesame"
FORM = """<!doctype html><title>Provider</title><form method="post"><input name="account">
<input name="password" type="password"><button>Log in</button></form><p>{message}</p>"""


@dataclass(frozen=True)
class Account:
    """A person of the provider; a token may be made to end before now, within clients' leeway."""

    claims: dict[str, object]
    lasts_seconds: int = 3600


@dataclass
class Provider:
    """What the provider knows: people, its key, and codes that wait to be exchanged."""

    accounts: dict[str, Account]
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    @property
    def metadata(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def code_for(self, account: str, asked: dict[str, str]) -> str:
        """Where the browser goes after a good log-in."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = (account, asked)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str], authorization: str) -> dict[str, object] | None:
        """Tokens for a code, once, to the client that asked for it; None for anybody else."""
        account, asked = self.codes.pop(form.get("code", ""), ("", {}))
        told = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        expected = f"{CLIENT_ID}:{CLIENT_SECRET}"
        if not account or told != expected or challenge != asked["code_challenge"]:
            return None
        return {
            "access_token": account,
            "token_type": "Bearer",
            "expires_in": 3600,
            "id_token": self.id_token(account, asked.get("nonce", "")),
        }

    def id_token(self, account: str, nonce: str) -> str:
        """Who has logged in, signed."""
        person, now = self.accounts[account], int(time.time())
        claims: dict[str, object] = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": account,
            "nonce": nonce,
        }
        claims |= {"iat": now, "exp": now + person.lasts_seconds, **person.claims}
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)


@contextmanager
def provider(accounts: dict[str, Account]) -> Generator[Provider]:
    """A running provider; its `issuer` is its address."""
    running = Provider(accounts)
    handler = type("Handler", (_Handler,), {"provider": running})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        running.issuer = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield running
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        at = urlsplit(self.path)
        if at.path == "/.well-known/openid-configuration":
            self._json(self.provider.metadata)
        elif at.path == "/jwks":
            self._json({"keys": [self.provider.key.as_dict(private=False)]})
        elif at.path == "/userinfo":
            account = self.headers["Authorization"].removeprefix("Bearer ")
            self._json({"sub": account, **self.provider.accounts[account].claims})
        elif at.path == "/authorize":
            self._page("")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        form = _first(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if urlsplit(self.path).path == "/token":
            tokens = self.provider.exchange(form, self.headers.get("Authorization", ""))
            self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)
        elif form.get("account") in self.provider.accounts and form["password"] == PASSWORD:
            asked = _first(urlsplit(self.path).query)
            self.send_response(302)
            self.send_header("Location", self.provider.code_for(form["account"], asked))
            self.end_headers()
        else:
            self._page("Wrong account or password")

    def _json(self, value: object, status: int = 200) -> None:
        self._send(json.dumps(value).encode(), "application/json", status)

    def _page(self, message: str) -> None:
        self._send(FORM.format(message=html.escape(message)).encode(), "text/html", 200)

    def _send(self, body: bytes, kind: str, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:
        """The test's output is for the test."""


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
