import pytest

from knowledge.secrets import redact


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        pytest.param("password=hunter2", "hunter2", id="a password"),
        pytest.param('"password": "hunter2"', "hunter2", id="a password in JSON"),
        pytest.param("Authorization: Bearer abcdef123456", "abcdef123456", id="a bearer token"),
        pytest.param("https://jo:hunter2@crm.contoso.com/acme", "hunter2", id="user information"),
        pytest.param("https://crm.contoso.com/a?code=s3cret&x=1", "s3cret", id="a query string"),
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
    ],
)
def test_error_texts_stay_as_they_are(text: str) -> None:
    assert redact(text) == text
