"""Which certificates of servers are trusted."""

from __future__ import annotations

import os
import ssl

import certifi

from twelvelabs_client.core.errors import InvalidInputError

FILE, FOLDER = "SSL_CERT_FILE", "SSL_CERT_DIR"


def trusted_certificates() -> ssl.SSLContext:
    """The certificates that the environment names, else those of certifi, as httpx has it.

    Raises:
        InvalidInputError: The environment names some that cannot be read.
    """
    file, folder = os.environ.get(FILE), os.environ.get(FOLDER)
    for variable, place in ((FILE, file), (FOLDER, folder)):
        if place and not os.path.exists(place):
            raise InvalidInputError(f"{variable}: {place!r} does not exist; correct the variable, or unset it")
    if not file and not folder:
        return ssl.create_default_context(cafile=certifi.where())
    try:
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except OSError as error:
        named = " and ".join(f"{name} ({place!r})" for name, place in ((FILE, file), (FOLDER, folder)) if place)
        what = f"the certificates of {named} cannot be read: {error}; correct the variable, or pass http_client="
        raise InvalidInputError(what) from error
