"""A small IMAP server for tests: one folder, the few commands a polite client of ours says, all in memory."""

from __future__ import annotations

import re
import socket
import socketserver
import ssl
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Post:
    """One mail in the box and the marks it bears."""

    data: bytes
    flags: set[str] = field(default_factory=set)


class ImapServer(socketserver.ThreadingTCPServer):
    """`posts` is the box by UID. `lose_line_after` closes the connection after so many fetched mails."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(
        self, *mails: bytes, folder: str = "INBOX", password: str = "letmein", lose_line_after: int = 10**6,
        certificate: Path | None = None,
    ):  # fmt: skip
        self.posts = {uid: Post(data) for uid, data in enumerate(mails, start=11)}
        self.folder, self.password, self.lose_line_after = folder, password, lose_line_after
        self.introductions: list[str] = []
        self.logins = 0
        self.secured = None
        if certificate is not None:
            self.secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.secured.load_cert_chain(certificate)
        self.fetched = 0
        super().__init__(("127.0.0.1", 0), _Talk)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def get_request(self) -> tuple[socket.socket, Any]:
        """The handshake is done by the thread that talks, so that a broken one stops nobody else."""
        line, address = super().get_request()
        if self.secured is not None:
            line = self.secured.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        return line, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that trusts us not hangs up; that is no failure of a test."""

    @property
    def port(self) -> int:
        return self.server_address[1]

    def flags(self) -> list[set[str]]:
        return [post.flags for post in self.posts.values()]


class _Talk(socketserver.StreamRequestHandler):
    server: ImapServer

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("* OK ready")
        while raw := self.rfile.readline():
            tag, _space, rest = raw.decode().strip().partition(" ")
            command, _space, words = rest.partition(" ")
            command = command.upper()
            if command == "UID":
                command, _space, words = words.partition(" ")
                command = f"UID {command.upper()}"
            answer = getattr(self, "do_" + command.lower().replace(" ", "_"), None)
            if answer is None:
                self.say(f"{tag} BAD unknown")
                continue
            outcome = answer(words)
            if outcome is None:
                return
            self.say(f"{tag} {outcome} done")
            if command == "LOGOUT":
                return

    def do_capability(self, words: str) -> str:
        self.say("* CAPABILITY IMAP4rev1 ID")
        return "OK"

    def do_login(self, words: str) -> str:
        self.server.logins += 1
        return "OK" if words.split()[-1].strip('"') == self.server.password else "NO wrong password"

    def do_id(self, words: str) -> str:
        self.server.introductions.append(words)
        self.say("* ID NIL")
        return "OK"

    def do_select(self, words: str) -> str:
        if words.strip('"') != self.server.folder:
            return "NO no such folder"
        self.say(f"* {len(self.server.posts)} EXISTS")
        return "OK [READ-WRITE]"

    def do_uid_search(self, words: str) -> str:
        assert words == "UNSEEN UNFLAGGED UNDELETED"
        wanted = [
            uid
            for uid, post in self.server.posts.items()
            if not post.flags & {"\\Seen", "\\Flagged", "\\Deleted"}
        ]
        self.say("* SEARCH " + " ".join(map(str, wanted)))
        return "OK"

    def do_uid_fetch(self, words: str) -> str | None:
        uid, what = re.fullmatch(r"(\d+) \((.*)\)", words).groups()
        post = self.server.posts[int(uid)]
        if what == "RFC822.SIZE":
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(post.data)})")
            return "OK"
        assert what == "BODY.PEEK[]"
        if self.server.fetched >= self.server.lose_line_after:
            return None
        self.server.fetched += 1
        self.wfile.write(
            f"* 1 FETCH (UID {uid} BODY[] {{{len(post.data)}}}\r\n".encode() + post.data + b")\r\n"
        )
        return "OK"

    def do_uid_store(self, words: str) -> str:
        uid, flag = re.fullmatch(r"(\d+) \+FLAGS\.SILENT \((.*)\)", words).groups()
        self.server.posts[int(uid)].flags.add(flag)
        return "OK"

    def do_logout(self, words: str) -> str:
        self.say("* BYE")
        return "OK"
