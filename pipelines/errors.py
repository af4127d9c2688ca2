"""Errors meant for the person who runs a command, shown without a traceback.

Each message says what was found, where, what was expected and what to do next.
"""

from typing import ClassVar


class UserFacingError(Exception):
    """Base class. The command ends with `exit_code` and prints the message alone."""

    exit_code: ClassVar[int] = 1


class UsageError(UserFacingError):
    """The command was asked for something that cannot be done as asked."""

    exit_code = 2


class ExportFormatError(UserFacingError):
    """A received file does not have the shape that its source.yml promises.

    `reason_code` tells the kind of fault to a program, for example "encoding".
    """

    exit_code = 3

    def __init__(self, message: str, *, reason_code: str = "shape") -> None:
        super().__init__(message)
        self.reason_code = reason_code


class BuildError(UserFacingError):
    """The warehouse could not be built; the published one is untouched."""

    exit_code = 4


class PublishError(UserFacingError):
    """A finished build was not published; the earlier one still is."""

    exit_code = 5


class BusyError(UserFacingError):
    """Another command is at work in the same home."""

    exit_code = 6


class DiskError(UserFacingError):
    """There is not enough room, or no right to write, where a file must go."""

    exit_code = 7


class ScoreError(UserFacingError):
    """The suppliers could not be ranked from the build at hand."""

    exit_code = 8


class ForecastError(UserFacingError):
    """The year could not be forecast from the build at hand."""

    exit_code = 10


class PlanError(UserFacingError):
    """No plan could be made as wished."""

    exit_code = 11


class SecretKeyError(UserFacingError):
    """The key that personal numbers are hashed with is lost, too short or another."""

    exit_code = 9


class StoreError(UserFacingError):
    """The store could not be backed up, or a backup not brought back."""

    exit_code = 12


class ReportError(UserFacingError):
    """No report could be written as asked."""

    exit_code = 13
