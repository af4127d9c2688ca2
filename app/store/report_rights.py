"""Who may save, see and change which report. Asked before every read and write."""

from collections.abc import Collection
from dataclasses import dataclass

from app.access import EVERY_ROLE, REGION, Principal
from app.errors import AccessDenied


@dataclass(frozen=True)
class Author:
    """The role, and for a region the regions, of who wrote something."""

    role_code: str
    region_codes: tuple[str, ...]


def check_may_use_place(place_code: str, principal: Principal) -> None:
    """Let through those who may read a place's figures.

    Raises:
        AccessDenied: The reader is not signed in, or the place is another region.
    """
    if principal.role_code not in EVERY_ROLE or (
        principal.place_codes and place_code not in principal.place_codes
    ):
        raise AccessDenied(principal.role_code)


def check_sees_report(author: Author, place_code: str, principal: Principal) -> bool:
    """Tell whether a saved report may be shown: a region's own, to a region.

    Whoever sees all regions' figures sees what all regions have put together.
    """
    if principal.role_code != REGION:
        return principal.role_code in EVERY_ROLE
    return place_code in principal.place_codes and check_is_own(author, principal)


def check_sees_template(author: Author, principal: Principal) -> bool:
    """Tell whether a template may be used: a region's not by other regions."""
    if principal.role_code == REGION and author.role_code == REGION:
        return check_is_own(author, principal)
    return principal.role_code in EVERY_ROLE


def check_is_own(author: Author, principal: Principal) -> bool:
    """Tell whether a reader may change what an author wrote: the same role may."""
    if author.role_code != principal.role_code:
        return False
    return principal.role_code != REGION or _share(author.region_codes, principal)


def _share(region_codes: Collection[str], principal: Principal) -> bool:
    return bool(set(principal.region_codes).intersection(region_codes))
