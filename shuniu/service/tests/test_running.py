"""Starting and stopping: one office to a folder, no process left behind, whatever way it ended."""

import json
import os
import signal
import socket
import time
import urllib.request

import psutil
import pytest

from shuniu.service.running import RUNNING_NOTE


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(question, seconds=40):
    """Ask again until the answer is yes; the last answer otherwise."""
    end = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def status(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5) as page:
            return page.status
    except OSError:
        return 0


@pytest.fixture
def running(office):
    """A running office with its port and its processes; whatever is left of it is ended afterwards."""
    port = free_port()
    started = office.start("up", "--port", port)
    assert until(lambda: status(port)) == 200, started.stderr.read()
    processes = [psutil.Process(started.pid), *psutil.Process(started.pid).children(recursive=True)]
    yield office, port, started, processes
    for process in processes:
        if process.is_running():
            process.kill()
    started.wait(10)
    started.stderr.close()


def test_an_office_starts_answers_and_stops_without_leaving_a_process(running):
    office, port, started, processes = running
    note = json.loads((office.folder / RUNNING_NOTE).read_text())
    assert note["pid"] == started.pid
    assert note["address"] == f"http://127.0.0.1:{port}/"
    started.send_signal(signal.SIGTERM)
    assert started.wait(40) == 0
    assert until(lambda: not any(process.is_running() for process in processes))
    assert not (office.folder / RUNNING_NOTE).exists()


def test_one_folder_is_opened_once(running):
    office, port, _started, _processes = running
    again = office.shuniu("up", "--port", free_port())
    assert again.returncode == 2
    assert f"已经开着：http://127.0.0.1:{port}/" in again.stderr


def test_a_port_that_is_taken_is_said_with_the_way_out(office):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = office.shuniu("up", "--port", port)
    assert done.returncode == 2
    assert f"shuniu up --port {port + 1}" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_killed_office_leaves_no_page_process_and_starts_again_on_its_port(running):
    office, port, started, processes = running
    started.kill()
    assert started.wait(10) == -signal.SIGKILL
    assert until(lambda: not any(process.is_running() for process in processes))
    again = office.start("up", "--port", port)
    try:
        assert until(lambda: status(port)) == 200
    finally:
        again.send_signal(signal.SIGTERM)
        assert again.wait(40) == 0
        again.stderr.close()
    assert office.ask("verify", "--json")["clean"] is True


def test_the_worker_does_what_is_due_and_ends(office):
    done = office.shuniu("worker", "--once")
    assert done.returncode == 0
    assert done.stdout == ""
