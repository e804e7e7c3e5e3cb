"""One of a company's CRM servers and the organizations on it, as its administrator wrote it."""

from dataclasses import dataclass

CLAIMS, WINDOWS = "claims", "windows"


@dataclass(frozen=True, slots=True)
class Organization:
    """`name` goes into addresses; `display_name` is what people call it."""

    name: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """One CRM server. `base_url` has neither path nor final slash; hosts may carry a port."""

    name: str
    base_url: str
    auth: str  # claims or windows
    aliases: tuple[str, ...]
    ifd_domain: str | None
    discovery_host: str | None
    external_host: str | None
    sts_host: str | None
    organizations: tuple[Organization, ...]

    def server_address(self, organization: Organization) -> str:
        """Give the address inside the company: server, then organization (KB 3088205)."""
        return f"{self.base_url}/{organization.name}"

    def ifd_address(self, organization: Organization) -> str | None:
        """Give the Internet-facing address: organization in front of the domain."""
        if self.ifd_domain is None:
            return None
        return f"https://{organization.name.lower()}.{self.ifd_domain}"
