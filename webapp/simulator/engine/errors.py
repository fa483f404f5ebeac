"""How the daemon refuses: a status and a message, as its API answers."""

from __future__ import annotations


class ApiError(Exception):
    """The daemon's answer to a request that it refuses; `message` without any prefix."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the HTTP status and the message."""
        super().__init__(status, message)
        self.status = status
        self.message = message


class NotInCatalogue(Exception):
    """A registry might have this image; the catalogue does not."""

    def __init__(self, reference: str) -> None:
        """Keep the image's name as it was asked for."""
        super().__init__(reference)
        self.reference = reference
