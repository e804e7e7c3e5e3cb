import pytest

from knowledge.diagnosis import diagnose
from knowledge.library import Library
from knowledge.secrets import redact


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        pytest.param("password=hunter2", "hunter2", id="a password"),
        pytest.param('"password": "hunter2"', "hunter2", id="a password in JSON"),
        pytest.param("Authorization: Bearer abcdef123456", "abcdef123456", id="a bearer token"),
        pytest.param("https://jo:hunter2@crm.contoso.com/acme", "hunter2", id="user information"),
        pytest.param("https://crm.contoso.com/a?code=s3cret&x=1", "s3cret", id="a query string"),
        pytest.param("Kennwort: hunter2", "hunter2", id="a password in German"),
        pytest.param("mot de passe : hunter2", "hunter2", id="a password in French"),
        pytest.param("密码：hunter2", "hunter2", id="a password in Chinese"),
        pytest.param("Password for jo: hunter2", "hunter2", id="a password of somebody"),
        pytest.param("user jo pwd hunter2", "hunter2", id="a password without a mark"),
        pytest.param("crm.exe --password hunter2", "hunter2", id="a password as an argument"),
        pytest.param("<password>hunter2</password>", "hunter2", id="a password in XML"),
        pytest.param('"access_token":"s3cret"', "s3cret", id="an access token"),
        pytest.param("SharedAccessKey=s3cret", "s3cret", id="a key of a connection string"),
        pytest.param("AuthType=Office365;ClientSecret=s3~cret", "s3~cret", id="a client secret"),
        pytest.param("Authorization: Negotiate YIIGh3s3cret", "YIIGh3s3cret", id="Kerberos"),
        pytest.param("Set-Cookie: a=1; path=/; b=s3cret", "s3cret", id="any of several cookies"),
        pytest.param("MSISAuth=77u/PD94bWw", "77u/PD94bWw", id="the cookie of AD FS"),
        pytest.param("xoxb-" + "12345678-abcdef", "12345678-abcdef", id="a Slack token"),
    ],
)
def test_secrets_are_hidden(text: str, secret: str) -> None:
    assert secret not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "Access is denied.",
        "at System.Windows.Forms.Control.Invoke(Delegate method, Object[] args)",
        "Error connecting to URL: https://crm.contoso.com/XRMServices/2011/Discovery.svc",
        "Could not load file or assembly 'Microsoft.Crm, PublicKeyToken=31bf3856ad364e35'",
        "Logon(String userName, String password, String partner, String policy)",
        "Sign in with your user name and password 3 times",
        "Wrong user name or password 0x80048821",
    ],
)
def test_error_texts_stay_as_they_are(text: str) -> None:
    assert redact(text) == text


DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your"
    " credentials. Check your connection or contact your administrator for more help."
)


@pytest.mark.parametrize(
    "pasted",
    [
        "Password: hunter2! failed",
        "Password:\nhunter2! failed",
        "Password=hunter2!\nError: cannot use hunter2! here",
    ],
)
def test_a_secret_is_in_no_quote_though_its_name_is_in_another_sentence(
    library: Library, pasted: str
) -> None:
    found = diagnose(library, None, f"{DIALOG}\n{pasted}").candidates
    assert found
    assert not any("hunter2" in line for each in found for line in (*each.evidence, *each.against))
