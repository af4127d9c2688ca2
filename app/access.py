"""Who is this, and what may they see: the one place that answers."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.build_pointer import find_current_build
from app.errors import AccessDenied
from app.settings import load_settings

SECRETARIAT = "secretariat"
STEERING_GROUP = "steering_group"
REGION = "region"
PUBLIC = "public"
EVERY_ROLE = (SECRETARIAT, STEERING_GROUP, REGION)
# Those who may read what has been published openly, and nothing else.
EVERYBODY = (*EVERY_ROLE, PUBLIC)
LONGEST_LOGIN_SECONDS = 8 * 3600
CLOCK_SKEW_SECONDS = 300
REGION_CLAIM = re.compile(r"region:([0-9]{2})")
USUAL_SECRETS = ".streamlit/secrets.toml"
SHARED_PLACES = ("SE", *"ABCDEFGH")


@dataclass(frozen=True)
class Principal:
    """A reader: role, regions whose rows they may see, and the build they read.

    No regions means all of them, which only the secretariat and the steering group
    have. The whole value is hashable and belongs in every cache key.
    """

    role_code: str
    region_codes: tuple[str, ...]
    build_id: str

    @property
    def place_codes(self) -> tuple[str, ...]:
        """Places whose figures may be shown; empty means all."""
        return (*SHARED_PLACES, *self.region_codes) if self.region_codes else ()

    @property
    def sees_few(self) -> bool:
        """Whether groups of one to four persons are shown in numbers."""
        return self.role_code == SECRETARIAT


def load_principal() -> Principal:
    """Find out who is reading, anew on every run.

    Raises:
        WarehouseMissing: There is no published build to read.
    """
    role_code, region_codes = find_role()
    # The public reads no build, only what has been published openly.
    build_id = "" if role_code == PUBLIC else find_current_build()
    return Principal(role_code=role_code, region_codes=region_codes, build_id=build_id)


def require(*roles: str) -> Principal:
    """Return the reader if their role is one of these.

    The first line of every page, fragment and callback that writes.

    Raises:
        AccessDenied: The role is another, or the login is missing or too old.
    """
    principal = load_principal()
    if principal.role_code not in roles:
        raise AccessDenied(principal.role_code)
    return principal


def check_secretariat(principal: Principal) -> None:
    """Let only the secretariat through, whatever the page has checked.

    Raises:
        AccessDenied: The reader is somebody else.
    """
    if principal.role_code != SECRETARIAT:
        raise AccessDenied(principal.role_code)


def check_login_is_configured() -> bool:
    """Tell whether an [auth] section with an identity provider is set up.

    Secrets that are there but cannot be read count as set up: a slip of the pen in
    that file must not open the doors.
    """
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    return any(
        Path(file).exists() or not file.endswith(USUAL_SECRETS)
        for file in st.get_option("secrets.files")
    )


def find_role() -> tuple[str, tuple[str, ...]]:
    """Map the log-in to a role and its regions; anything unclear is public.

    Without a log-in configured there is one local reader with the secretariat's
    rights: the server listens on this machine only, and the page says so.
    """
    if load_settings().is_public_only:
        return PUBLIC, ()
    if not check_login_is_configured():
        return SECRETARIAT, ()
    claims = st.user.to_dict()
    if not claims.get("is_logged_in") or not check_login_is_fresh(claims.get("iat")):
        return PUBLIC, ()
    return build_role(claims.get("roles"))


def check_login_is_fresh(issued_at: object) -> bool:
    """Tell whether a login was made in the last eight hours.

    Args:
        issued_at: The token's own `iat`, seconds since 1970. Its cookie would live
            for thirty days.
    """
    if not isinstance(issued_at, int | float) or isinstance(issued_at, bool):
        return False
    return -CLOCK_SKEW_SECONDS <= time.time() - issued_at <= LONGEST_LOGIN_SECONDS


def build_role(claim: object) -> tuple[str, tuple[str, ...]]:
    """Read the roles claim: exactly one known role, else public.

    Args:
        claim: A list with one of "secretariat", "steering_group", or one or more
            "region:<two digits>".
    """
    if not isinstance(claim, list) or not all(isinstance(role, str) for role in claim):
        return PUBLIC, ()
    known = {role for role in claim if role in {SECRETARIAT, STEERING_GROUP}}
    regions = tuple(sorted({_find_region(role) for role in claim} - {""}))
    if len(known) + bool(regions) != 1:
        return PUBLIC, ()
    return (known.pop(), ()) if known else (REGION, regions)


def _find_region(role: str) -> str:
    match = REGION_CLAIM.fullmatch(role)
    return match.group(1) if match else ""
