"""Starts the sandbox: ``python -m twelvelabs_sandbox``."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sandbox until Ctrl-C; the exit status."""
    options = _parser().parse_args(arguments)
    if not options.allow_remote and not _is_loopback(options.host):
        print(
            f"refused: {options.host} is reachable from other machines; say --allow-remote to mean it", file=sys.stderr
        )
        return 2
    try:
        from twelvelabs_sandbox import Sandbox
    except ModuleNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    sandbox = Sandbox(
        host=options.host,
        port=options.port,
        speed=options.speed,
        sidecars=options.sidecars,
        api_key=options.api_key,
    )
    if options.webhook:
        try:
            sandbox.add_webhook(options.webhook, options.webhook_secret)
        except ValueError as error:
            print(f"refused: {error}", file=sys.stderr)
            return 2
    # Ending it politely must clean up just like Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), sandbox:
        print(f"{sandbox.url} api-key {sandbox.api_key}", flush=True)
        threading.Event().wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m twelvelabs_sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument("--speed", type=float, help="simulated seconds per second (default: 20)")
    parser.add_argument(
        "--sidecars", type=Path, metavar="DIR", help="folder with transcripts: <stem>.vtt or <stem>.srt"
    )
    parser.add_argument("--api-key", metavar="KEY", help="the key to let in (default: a made-up one)")
    parser.add_argument("--webhook", metavar="URL", help="address on this machine to tell of every task that ends")
    parser.add_argument(
        "--webhook-secret",
        metavar="SECRET",
        default="whs_SANDBOX",
        help="what it is signed with (default: whs_SANDBOX)",
    )
    parser.add_argument("--allow-remote", action="store_true", help="allow a host that is not this machine alone")
    return parser


def _is_loopback(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


if __name__ == "__main__":
    raise SystemExit(main())
