"""Another program is measured from a file; what the file leaves out is said before anything is asked."""

from __future__ import annotations

import itertools
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from shuniu.bench import load, peers
from shuniu.bench.operations import OPERATIONS
from shuniu.bench.world import CEILING, OURS, World

PEER = """
name = "another office"
base = "http://127.0.0.1:{port}"

[headers]
Cookie = "{{cookie}}"

[values]
cookie = ["session=a", "session=b"]
item = [7, 8, 9]
word = ["印章 传阅"]

[requests]
"item with journal" = {{ path = "/issues/{{item}}", holds = "issue" }}
"search, two words" = {{ path = "/search?q={{word}}" }}
"create" = {{ method = "POST", path = "/issues", form = {{ title = "第{{number}}号" }}, expect = 201 }}
"""


@pytest.fixture
def world():
    return World(
        cookies={OURS: ["o=1"], CEILING: ["c=1", "c=2"]},
        director="d=1",
        items=[[[1, "2026-1"]], [[2, "2026-2"]]],
        held=[[[1, "2026-1"]], []],
        moving=[[0, number, f"2026-{number}"] for number in range(1, 40)],
        after={"mine": ["5_1", "6_2"], "office": ["7_3"]},
        leads=[11, 12],
    )


@pytest.fixture
def answering():
    """A program that answers like a peer: 201 to what is sent, else a page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self._say(200, b"issue")

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self._say(201, b"")

        def _say(self, status, body):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def _written(tmp_path, text):
    path = tmp_path / "peer.toml"
    path.write_text(text)
    return path


def test_a_peer_is_asked_with_its_own_values_in_turn(tmp_path, world):
    peer = peers.read(_written(tmp_path, PEER.format(port=3000)))
    asked = list(itertools.islice(peer.asks("item with journal", world), 3))
    assert [(a.path, a.session) for a in asked] == [
        ("/issues/7", "session=a"),
        ("/issues/8", "session=b"),
        ("/issues/9", "session=a"),
    ]
    assert (
        next(peer.asks("search, two words", world)).path
        == "/search?q=%E5%8D%B0%E7%AB%A0%20%E4%BC%A0%E9%98%85"
    )
    sent = next(peer.asks("create", world))
    assert (sent.method, sent.expect, sent.body[:6]) == ("POST", 201, b"title=")
    assert not peer.can("mix")


def test_a_first_answer_is_looked_at_before_it_counts(tmp_path, world, answering):
    peer = peers.read(_written(tmp_path, PEER.format(port=answering)))
    load.check(peer.port, peer.asks("item with journal", world))
    load.check(peer.port, peer.asks("create", world))
    wrong = load.Request("GET", "/", "", holds="fifty rows")
    with pytest.raises(load.WrongAnswer, match="0 “fifty rows” in the answer"):
        load.check(peer.port, iter([wrong]))


@pytest.mark.parametrize(
    ("was", "is_now", "said"),
    [
        ('path = "/issues/{{item}}"', 'path = "/issues/{{colour}}"', "values that are not given: colour"),
        ('path = "/issues/{{item}}"', 'path = "issues"', "must begin with /"),
        ('base = "http://127.0.0.1:{port}"', "", "base must be an http:// address"),
        ("[requests]", "[requests", "peer.toml"),
    ],
)
def test_a_file_that_leaves_something_out_says_what(tmp_path, was, is_now, said):
    text = PEER.replace(was, is_now).format(port=3000)
    with pytest.raises(peers.BrokenPeer, match=said.replace("(", "\\(")):
        peers.read(_written(tmp_path, text))


def test_the_ceiling_is_a_peer_that_can_do_all_that_we_are_asked(world):
    ceiling = peers.ceiling(8000, world)
    assert [operation.name for operation in OPERATIONS if not ceiling.can(operation.name)] == []
    for operation in OPERATIONS:
        asked = next(ceiling.asks(operation.name, world))
        assert asked.path.startswith("/")
        assert "{" not in asked.path
        assert asked.session in world.cookies[CEILING]


def test_a_matter_is_sent_back_only_after_its_report_was_answered(world):
    status = next(operation for operation in OPERATIONS if operation.name == "status change")
    reported: set[str] = set()
    waiting = []
    for request in itertools.islice(status.ours(world), 400):
        slug = request.path.split("/")[2]
        assert request.path.endswith("/redo/" if slug in reported else "/report/")
        assert slug not in [late.path.split("/")[2] for late in waiting]
        waiting.append(request)
        if len(waiting) == 8:  # the first of them has waited while seven passed it by
            late = waiting.pop(0)
            assert late.answered(204)
            reported ^= {late.path.split("/")[2]}
