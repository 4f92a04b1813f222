"""The suite says the same whatever its user has exported, and asks no name server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import Any

import pytest

from tests import isolation
from tests.isolation import USERS

EXPORTED = {
    "TWELVELABS_API_KEY": "tlk_other",
    "TWELVE_LABS_API_KEY": "tlk_other",
    "TWELVELABS_BASE_URL": "http://127.0.0.1:9",
    "TWELVELABS_WEBHOOK_SECRET": "x",
    "TWELVELABS_RECORD": "live",
    "TWELVELABS_CASSETTES": "/nowhere",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
    "all_proxy": "made-up://x",
    "SSL_CERT_FILE": os.devnull,
    "NETRC": "/nowhere",
    "XDG_STATE_HOME": "/nowhere",
}


def test_tests_see_the_state_folder_of_the_suite_and_no_other_setting() -> None:
    assert list(filter(USERS.fullmatch, os.environ)) == ["TWELVELABS_STATE_DIR"]


def test_what_the_user_exported_is_not_seen() -> None:
    test = f"{__file__}::{test_tests_see_the_state_folder_of_the_suite_and_no_other_setting.__name__}"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:schemathesis", test]

    outcome = subprocess.run(command, env={**os.environ, **EXPORTED}, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    "look_up", [lambda name: socket.getaddrinfo(name, 443), socket.gethostbyname, socket.gethostbyaddr]
)
def test_looking_up_a_name_outside_this_machine_raises(look_up: Any) -> None:
    with pytest.raises(RuntimeError, match=r"a test looked up 'storage\.example'"):
        look_up("storage.example")
    look_up("127.0.0.1")


def test_control_c_is_taken_where_a_shell_ignores_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        isolation.take_interrupts()
        taken = signal.getsignal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)

    assert taken is signal.default_int_handler
