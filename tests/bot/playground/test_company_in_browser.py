"""A company with a directory corrects its addresses on the page, in a real browser."""

from playwright.sync_api import expect

from tests.bot.playground.browsing import channel, needs_chromium, newest, send, type_in

pytestmark = needs_chromium

COMPANY = """
deployments:
  - name: east
    base_url: https://crm1.adatum.example
    auth: claims
    organizations:
      - {name: Retail, display_name: Adatum Retail}
      - {name: Archive, display_name: Archive}
  - name: west
    base_url: https://crm2.adatum.example
    auth: claims
    organizations:
      - {name: Archive, display_name: Archive}
      - {name: Training, display_name: Training}
"""


def ask(page, words):
    send(channel(page), f"/crmurl {words}")
    whisper = newest(channel(page))
    expect(whisper).to_contain_text("Only visible to you")
    return whisper


def test_a_mistyped_host_is_mended_to_the_companys_own_and_told(page):
    whisper = ask(page, "https://crm1.adatmu.example/Retail")
    expect(whisper.locator("pre")).to_have_text("https://crm1.adatum.example/Retail")
    expect(whisper).to_contain_text("crm1.adatum.example")


def test_an_organization_on_two_servers_is_offered_as_a_choice(page):
    whisper = ask(page, "Archive")
    for server in ("crm1", "crm2"):
        address = f"https://{server}.adatum.example/Archive"
        expect(whisper.get_by_text(address).first).to_be_visible()
    whisper.get_by_role("button").filter(has_text="crm2.adatum.example").first.click()
    expect(channel(page).locator("pre").last).to_have_text("https://crm2.adatum.example/Archive")


def test_a_trick_is_refused_without_repeating_it(page):
    whisper = ask(page, "https://crm1.adatum.example@evil.example/Retail")
    expect(whisper).to_contain_text("Refused")
    expect(whisper).not_to_contain_text("evil.example")


def test_the_form_offers_the_companys_servers_and_organizations(page):
    type_in(channel(page), "/crmurl")
    form = page.get_by_role("dialog", name="CRM address")
    form.get_by_label("or one of our servers").select_option(
        label="west: https://crm2.adatum.example"
    )
    form.get_by_label("or one of our organizations").select_option(label="Training")
    form.get_by_role("button", name="Correct it").click()
    expect(form.locator("pre").first).to_have_text("https://crm2.adatum.example/Training")
