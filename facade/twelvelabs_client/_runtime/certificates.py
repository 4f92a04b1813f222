"""Which certificates of servers are trusted."""

from __future__ import annotations

import os
import ssl

import httpx

from twelvelabs_client.core.errors import InvalidInputError

CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def trusted_certificates() -> ssl.SSLContext:
    """The certificates of the environment, else those that the HTTP library brings.

    Raises:
        InvalidInputError: The environment names some that cannot be read.
    """
    for variable in CERTIFICATE_VARIABLES:
        place = os.environ.get(variable)
        if place and not os.path.exists(place):
            raise InvalidInputError(f"{variable}: {place!r} does not exist; correct the variable, or unset it")
    try:
        return httpx.create_ssl_context()
    except (OSError, ValueError) as error:
        named = [f"{name} ({os.environ[name]!r})" for name in CERTIFICATE_VARIABLES if os.environ.get(name)]
        what = f"the certificates of {' and '.join(named) or 'this machine'} cannot be read"
        raise InvalidInputError(f"{what}: {error}; correct the variable, or pass http_client=") from error
