"""Three companies for the address tests: one server, two servers with a port, twins without IFD."""

from functools import cache

from knowledge.directory import Directory, read_directory

WOODGROVE = """
deployments:
  - name: production
    base_url: https://crmhost.woodgrove.com
    auth: claims
    aliases: [crmhost]
    ifd_domain: woodgrove.com
    discovery_host: dev.woodgrove.com
    external_host: auth.woodgrove.com
    sts_host: sts1.woodgrove.com
    organizations: [{name: bank, display_name: Woodgrove Bank}]
"""
TAILSPIN = """
deployments:
  - name: production
    base_url: https://insidecrm.tailspin.com:444
    auth: claims
    aliases: [insidecrm]
    ifd_domain: tailspin.com:444
    discovery_host: dev.tailspin.com:444
    external_host: auth.tailspin.com:444
    sts_host: sts.tailspin.com
    organizations:
      - {name: Toys, display_name: Tailspin Toys}
      - {name: Repair, display_name: Tailspin Repair Shop}
      - {name: Planes, display_name: Tailspin Planes}
  - name: test
    base_url: https://testcrm.tailspin.com
    auth: claims
    aliases: [testcrm]
    sts_host: sts.tailspin.com
    organizations: [{name: ToysTest, display_name: Toys (test)}]
"""
ADVENTURE = """
deployments:
  - name: crm1
    base_url: https://crm1.adventure.local
    auth: claims
    aliases: [crm1]
    organizations: [{name: AWEast}, {name: AWWest}, {name: Vault}]
  - name: crm2
    base_url: https://crm2.adventure.local
    auth: claims
    aliases: [crm2]
    organizations: [{name: Vault}, {name: Academy}]
  - name: old
    base_url: http://aw-old:5555
    auth: windows
    aliases: [aw-old]
    organizations: [{name: Attic}]
"""
TEXTS = {"woodgrove": WOODGROVE, "tailspin": TAILSPIN, "adventure": ADVENTURE}


@cache
def directory(name: str | None) -> Directory | None:
    """Give one of the companies, or nothing for None."""
    return None if name is None else read_directory(TEXTS[name], f"{name}.yaml")
