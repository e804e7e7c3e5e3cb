"""What stands in an address: forms, endpoints, pages, other products, and what is none at all."""

import pytest

from knowledge.doctor import examine
from knowledge.finding import Status

HOST = "https://crmserver.contoso.com"
SERVER = f"{HOST}/contoso"

WITH_ORGANIZATION = {
    "discovery endpoint": "/contoso/XRMServices/2011/Discovery.svc",
    "organization endpoint": "/contoso/XRMServices/2011/Organization.svc",
    "its description": "/contoso/XRMServices/2011/Organization.svc?singleWsdl",
    "its web client": "/contoso/XRMServices/2011/Organization.svc/web?SdkClientVersion=8",
    "OData": "/contoso/XRMServices/2011/OrganizationData.svc/AccountSet?$select=Name",
    "Web API": "/contoso/api/data/v8.2/accounts?$top=1",
    "CRM 4 service": "/contoso/MSCRMServices/2007/CrmService.asmx",
    "main page": "/contoso/main.aspx",
    "record page": "/contoso/main.aspx?etn=account&id=%7b1%7d&pagetype=entityrecord",
    "page with fragment": "/contoso/main.aspx#12345",
    "mistyped page": "/contoso/main.apsx",
    "stamped web resource": "/contoso/%7B636123456780000000%7D/WebResources/new_x.js",
    "forms folder": "/contoso/_forms/read/page.aspx",
    "root folder": "/contoso/_root/homepage.aspx",
    "tools": "/contoso/tools/default.aspx",
    "mobile express": "/contoso/m/default.aspx",
    "sign-in page": "/signin.aspx?ReturnUrl=%2fcontoso%2fmain.aspx",
    "query on the root": "/?orgname=contoso",
    "query on a page": "/main.aspx?etn=account&orgname=contoso&orglcid=1033",
    "query escaped by Slack": "/main.aspx?etn=account&amp;orgname=contoso",
    "organization twice": "/contoso/contoso",
    "more behind it": "/contoso/foo/bar",
    "a web page": "/contoso/index.html",
    "session parameter": "/contoso;jsessionid=12",
    "question mark": "/contoso?",
}
WITHOUT_ORGANIZATION = {
    "nothing": "",
    "slash": "/",
    "discovery endpoint": "/XRMServices/2011/Discovery.svc",
    "its description": "/XRMServices/2011/Discovery.svc?wsdl",
    "mistyped endpoint": "/XRMServices/2011/Discovery.scv",
    "mistyped folder": "/XRMService/2011/Discovery.svc",
    "organization endpoint": "/XRMServices/2011/Organization.svc",
    "Web API": "/api/data/v8.2/",
    "CRM 4 service": "/MSCRMServices/2007/CrmService.asmx",
    "deployment service": "/xrmdeployment/2011/deployment.svc",
    "main page": "/main.aspx?etn=account",
    "stamp": "/%7B636123456780000000%7D/WebResources/new_x.js",
    "forms folder": "/_forms/read/page.aspx",
    "workplace": "/workplace/home_workplace.aspx",
    "reserved in capitals": "/SFA/accts/edit.aspx",
    "reserved, alone": "/bin",
    "reserved: support": "/support",
    "reserved: MA": "/MA",
    "add-ons": "/ISV/x.aspx",
    "mobile express": "/m/default.aspx",
    "federation metadata": "/FederationMetadata/2007-06/FederationMetadata.xml",
    "sign-in page": "/signin.aspx?ReturnUrl=%2fmain.aspx",
    "empty query": "/?orgname=",
    "language code": "/?orglcid=1033",
    "placeholder": "/<orgname>",
    "placeholder escaped": "/&lt;orgname&gt;",
    "placeholder encoded": "/%3Corgname%3E",
    "placeholder in words": "/<your organization name>",
    "placeholder without brackets": "/orgname",
    "placeholder in braces": "/{orgname}",
    "31 characters": "/" + "a" * 31,
    "extended character": "/müller",
    "space": "/Contoso%20Ltd",
}
ONLINE = (
    "https://contoso.crm.dynamics.com",
    "contoso.crm4.dynamics.com",
    "https://contoso.api.crm4.dynamics.com/api/data/v9.1",
    "https://disco.crm.dynamics.com/XRMServices/2011/Discovery.svc",
    "https://globaldisco.crm.dynamics.com",
    "https://admin.services.crm.dynamics.com",
    "https://contoso.crm.microsoftdynamics.us",
    "https://contoso.crm.appsplatform.us",
    "https://contoso.crm.dynamics.cn",
    "https://contoso.crm.microsoftdynamics.de",
    "HTTP://CONTOSO.CRM2.DYNAMICS.COM/",
    "https://contoso.crm4.dynamics.con",
    "https://contoso.crm4.dynmaics.com",
    "https://contoso.crm4.dynamics",
    "https://contosocrm4.dynamics.com",
    "htps://jdoe@contoso.crm4.dynamics.com/main.aspx",
)
OTHER_PRODUCTS = (
    "https://mail.contoso.com/owa",
    "https://mail.contoso.com/ecp/",
    "https://mail.contoso.com/EWS/Exchange.asmx",
    "https://outlook.office365.com/owa/contoso.com",
    "https://adfs.contoso.com/adfs/ls/?wa=wsignin1.0",
    "https://fs.contoso.com/adfs/services/trust/13/username",
    "https://sts2.contoso.com/",
    "https://login.microsoftonline.com/common/oauth2/authorize?client_id=1",
    "https://login.live.com",
    "https://contoso.sharepoint.com/sites/crm",
    "https://intranet.contoso.com/_layouts/15/start.aspx",
    "https://portal.contoso.com/sites/crm/SitePages/Home.aspx",
    "https://crmsql.contoso.com/ReportServer",
    "https://crmsql.contoso.com/Reports/Pages/Folder.aspx",
    "https://support.microsoft.com/kb/3088205",
    "https://portal.azure.com",
    "https://contoso.operations.dynamics.com",
    "https://contoso.my.salesforce.com",
    "https://contoso.slack.com/archives/C1",
)
NO_ADDRESS = (
    "",
    "n/a",
    "-",
    "?",
    "...",
    "http://",
    "https://",
    "http://..",
    "https:///",
    "https://?",
    "www.",
    "contoso",
    "crm",
    "and/or",
    "24/7",
    "see the screenshot",
    "0x80048306",
    "-2147204346",
    "404 Not Found",
    "{8e7f4d2c-1234-4abc-9def-001122334455}",
    "12.05.2016 12:56:39",
    "version 8.2.1.176",
    "v8.2.1.176",
    "KB3088205",
    "error.png and contoso.pst",
    "ASP.NET and node.js",
    "Microsoft.Crm.Outlook.dll",
    "System.ServiceModel.Security.MessageSecurityException: Access is denied.",
    "   at Microsoft.Crm.Outlook.ClientAuth.ClientAuthProvider`1.SignIn()",
    "jdoe@contoso.com",
    "<mailto:jdoe@contoso.com|jdoe@contoso.com>",
    "CONTOSO\\jdoe",
    "contoso.com\\jdoe",
    "\\\\fileserver\\share\\crm",
    "C:\\Program Files\\Microsoft Dynamics CRM",
    "https://10.0.0.300/contoso",
    "https://crmserver.contoso.com:99999/contoso",
    "https://" + "a" * 64 + ".com/contoso",
    "https://" + "a." * 130 + "com/contoso",
    "https://<crmservername>.<domain>.<domainsuffix>/<orgname>",
    "https://crmservername.domain.domainsuffix/orgname",
    "https://crmserver.<domain>.com/contoso",
)
TO_BE_ASKED = {
    "IPv4": "https://10.0.0.12/contoso",
    "IPv4 in hex": "https://0x7f.1/contoso",
    "IPv4 as one number": "https://167772161/contoso",
    "IPv6": "https://[fd00::12]:444/contoso",
    "short name": "https://crmserver/contoso",
    "short name without scheme": "crmserver/contoso",
    "this computer": "localhost:5555/contoso",
    "no ending": "https://crmserver.contoso/contoso",
    "plain http port": "http://crmserver.contoso.com:5555/contoso",
    "a domain inside": "https://crmserver.contoso.com.evil.example/contoso",
    "maybe an organization in front": "https://acme.fabrikam.example/main.aspx",
    "IFD host and organization": "https://contoso.contoso.com/contoso",
}


@pytest.mark.parametrize("path", WITH_ORGANIZATION.values(), ids=WITH_ORGANIZATION.keys())
def test_the_organization_is_found_in_pages_and_endpoints(path):
    finding = examine(HOST + path)
    assert (finding.status, finding.url) == (Status.CORRECTED, SERVER)


@pytest.mark.parametrize("path", WITHOUT_ORGANIZATION.values(), ids=WITHOUT_ORGANIZATION.keys())
def test_system_folders_and_placeholders_are_no_organization(path):
    finding = examine(HOST + path)
    assert (finding.status, finding.url) == (Status.NEEDS_ORG, None)


@pytest.mark.parametrize("typed", ONLINE)
def test_crm_online_is_told_apart(typed):
    assert examine(typed).status is Status.ONLINE


@pytest.mark.parametrize("typed", OTHER_PRODUCTS)
def test_other_products_are_not_crm(typed):
    assert examine(typed).status is Status.NOT_CRM


@pytest.mark.parametrize("typed", NO_ADDRESS, ids=[text[:40] or "nothing" for text in NO_ADDRESS])
def test_what_is_no_address_is_called_none(typed):
    finding = examine(typed)
    assert (finding.status, finding.url, finding.options) == (Status.NOT_A_URL, None, ())


@pytest.mark.parametrize("typed", TO_BE_ASKED.values(), ids=TO_BE_ASKED.keys())
def test_a_doubtful_host_is_asked_about(typed):
    assert examine(typed).status is Status.AMBIGUOUS


def test_the_ifd_form_is_known_by_its_equal_names():
    finding = examine("https://contoso.contoso.com/XRMServices/2011/Organization.svc")
    assert finding.url == finding.ifd_url == "https://contoso.contoso.com"
