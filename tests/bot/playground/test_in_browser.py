"""People paste, read, click and fill in on the page, in a real browser, with the real bot."""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.playground.accounts import BOT_TOKEN
from bot.playground.page_door import FOLDER
from bot.playground.workspace import HELP
from tests.bot.playground.browsing import (
    HEIGHT,
    WIDTH,
    channel,
    needs_chromium,
    newest,
    one_more_message,
    send,
    thread,
    type_in,
)

DOCS = Path(__file__).resolve().parents[3] / "docs"
TALL = 1180  # pixels; an answer in full
TAKES_PICTURES = "CRMURL_SCREENSHOTS" in os.environ
SAMPLES = {
    sample["name"]: sample["text"] for sample in json.loads((FOLDER / "samples.json").read_text())
}
PASTE = SAMPLES["KB 3088205, with details"]
FORMS = (
    "https://<crmservername>.<domain>.<domainsuffix>/<orgname>",
    "https://<orgname>.<domain>.<domainsuffix>",
)
CORRECTED = "https://crmserver.contoso.com/contoso"

pytestmark = needs_chromium


def post_sample(page, name):
    with one_more_message(channel(page)):
        page.get_by_role("button", name=name).click()


def open_thread(page):
    bar = newest(channel(page)).locator(".reply-bar")
    bar.click()
    return thread(page)


def picture(page, name, height=HEIGHT):
    if TAKES_PICTURES:
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.mouse.move(0, 0)
        page.screenshot(path=DOCS / f"{name}.png")


def test_a_pasted_error_gets_its_answer_and_a_reply_completes_the_address(page):
    send(channel(page), PASTE)
    answer = open_thread(page)
    expect(answer).to_contain_text("Organization name missing from the CRM address")
    expect(answer).to_contain_text("Cause")
    for form in FORMS:
        expect(answer.get_by_text(form, exact=True)).to_be_visible()
    expect(answer).to_contain_text(re.compile("organization name needed", re.IGNORECASE))
    picture(page, "answer", TALL)
    send(answer, "org is contoso")
    expect(newest(answer)).to_contain_text(CORRECTED)
    expect(newest(channel(page))).to_contain_text("3 replies")
    picture(page, "follow-up")


def test_a_command_is_answered_for_one_persons_eyes(page):
    send(channel(page), "/crmurl crmserver.contoso.com contoso")
    whisper = newest(channel(page))
    expect(whisper).to_contain_text("Only visible to you")
    expect(whisper.locator("pre")).to_have_text(CORRECTED)
    whisper.get_by_role("button", name="Copy").click()
    expect(whisper.get_by_role("button", name="Copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == CORRECTED
    picture(page, "command")


def test_a_form_says_what_is_missing_and_then_gives_the_address(page):
    type_in(channel(page), "/crmurl")
    form = page.get_by_role("dialog", name="CRM address")
    form.get_by_role("button", name="Correct it").click()
    expect(form.get_by_role("alert").first).to_contain_text("complete this required field")
    form.get_by_label("Address as typed").fill("crmserver.contoso.com")
    form.get_by_role("button", name="Correct it").click()
    expect(form.get_by_role("alert").first).to_contain_text("organization is missing")
    picture(page, "form")
    form.get_by_label("Organization name").fill("contoso")
    form.get_by_role("button", name="Correct it").click()
    expect(form.locator("pre").first).to_have_text(CORRECTED)
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()


def test_the_dialog_alone_is_answered_with_a_question(page):
    post_sample(page, "The dialog alone")
    expect(open_thread(page)).to_contain_text("?")
    for cause in ("Organization name missing", "Wrong user name or password"):
        expect(thread(page)).to_contain_text(cause)
    picture(page, "question")


@pytest.mark.parametrize("sample", ["Chatter", "Another product"])
def test_what_is_not_ours_gets_no_answer(page, sample):
    post_sample(page, sample)
    post_sample(page, "The dialog alone")
    expect(newest(channel(page)).locator(".reply-bar")).to_be_visible()
    silent = channel(page).locator(".message").filter(has_text=SAMPLES[sample][:30])
    expect(silent.last).to_be_visible()
    expect(silent.last.locator(".reply-bar")).to_have_count(0)


def test_a_dropped_log_is_read(page):
    log = {"name": "crm.log", "mimeType": "text/plain", "buffer": PASTE.encode("utf-16")}
    channel(page).locator("input[type=file]").set_input_files(log)
    with one_more_message(channel(page)):
        channel(page).get_by_role("button", name="Send").click()
    expect(newest(channel(page))).to_contain_text("crm.log")
    expect(open_thread(page)).to_contain_text("Organization name missing from the CRM address")


def test_a_file_above_one_megabyte_is_not_taken(page):
    log = {"name": "big.log", "mimeType": "text/plain", "buffer": b"x" * 1_048_577}
    channel(page).locator("input[type=file]").set_input_files(log)
    expect(page.get_by_role("status")).to_contain_text("larger than 1 MB")


HOSTILE = "<img src=x onerror=alert(1)> *<script>alert(2)</script>* <javascript:alert(3)|click>"


def test_hostile_text_stays_text(page):
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    send(channel(page), HOSTILE)
    expect(newest(channel(page)).locator(".message-body")).to_have_text(HOSTILE)
    expect(newest(channel(page)).locator("img, script, a")).to_have_count(0)


EVIL = "<img src=x onerror=alert(1)>"
MARKED = f"*{EVIL.replace('<', '&lt;').replace('>', '&gt;')}* <javascript:alert(2)|click>"
LINK = {"type": "link", "url": "javascript:alert(3)", "text": "link"}


def plain(text):
    return {"type": "plain_text", "text": text}


def rich(kind, *elements, **more):
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def word(text, **style):
    return {"type": "text", "text": text, "style": style}


KINDS_OF_BLOCKS = [
    {"type": "header", "text": plain(EVIL)},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": f"{MARKED}\n> quoted _words_ `code`\n```a &lt;b&gt;```"},
        "fields": [plain("left"), plain("right")],
        "accessory": {"type": "button", "action_id": "x", "text": plain("beside")},
    },
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "small *print* :warning:"}]},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "a", "text": plain(EVIL), "style": "primary"},
            {
                "type": "static_select",
                "action_id": "b",
                "options": [{"text": plain("one"), "value": "1"}],
            },
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            rich("section", word("strong", bold=True), LINK, {"type": "emoji", "name": "wave"}),
            rich("list", rich("section", word("first")), style="ordered", indent=0),
            rich("quote", word("said")),
            rich("preformatted", word(EVIL)),
        ],
    },
    {"type": "markdown", "text": "# Title\n- **point** [site](https://example.com)"},
    {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a dialog"},
]


def test_every_kind_of_block_is_drawn_and_none_can_run_anything(page, address):
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    answer = page.request.post(
        f"{address}/api/chat.postMessage",
        headers={"Authorization": f"Bearer {BOT_TOKEN}"},
        data={"channel": HELP.id, "text": "x", "blocks": KINDS_OF_BLOCKS},
    )
    assert answer.json()["ok"], answer.text()
    message = newest(channel(page))
    expect(message.locator(".b-header")).to_have_text(EVIL)
    expect(message.locator("strong").first).to_have_text(EVIL)
    expect(message.locator("blockquote")).to_have_text(["quoted words code", "said"])
    expect(message.locator("pre")).to_have_text(["a <b>", EVIL])
    expect(message.locator(".b-field")).to_have_text(["left", "right"])
    expect(message.locator(".button")).to_have_text(["beside", EVIL])
    expect(message.locator("ol li")).to_have_text("first")
    expect(message).to_contain_text("small print ⚠️")
    expect(message).to_contain_text("stronglink👋")
    expect(message).to_contain_text("Image: a dialog")
    assert message.locator("a").evaluate_all("links => links.map(link => link.href)") == [
        "https://example.com/"
    ]
    expect(message.locator("img, script, iframe")).to_have_count(0)


def test_an_edited_message_says_so_and_a_deleted_one_is_gone(page):
    send(channel(page), "a frist try")
    message = newest(channel(page))
    message.hover()
    message.get_by_role("button", name="Edit message").click()
    message.get_by_role("textbox", name="Edit message").fill("a first try")
    message.get_by_role("textbox", name="Edit message").press("Enter")
    expect(message).to_contain_text("a first try(edited)")
    message.hover()
    message.get_by_role("button", name="Delete message").click()
    expect(channel(page).get_by_text("a first try")).to_have_count(0)


def test_several_lines_are_typed_with_shift_enter(page):
    box = channel(page).get_by_role("textbox").last
    box.press_sequentially("first")
    box.press("Shift+Enter")
    box.press_sequentially("second")
    with one_more_message(channel(page)):
        box.press("Enter")
    expect(newest(channel(page))).to_contain_text("first second")
    expect(box).to_have_value("")


def test_the_bot_answers_in_private_and_the_keyboard_reaches_everything(page):
    entry = page.get_by_role("navigation").get_by_role("button", name="crmurl")
    entry.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("crmurl")
    page.keyboard.type("@crmurl what can you do?")
    with one_more_message(channel(page)):
        page.keyboard.press("Enter")
    expect(newest(channel(page)).locator(".reply-bar")).to_be_visible()
    newest(channel(page)).locator(".reply-bar").focus()
    page.keyboard.press("Enter")
    expect(thread(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(thread(page)).to_be_hidden()


@pytest.mark.parametrize("page", ["dark"], indirect=True)
def test_the_page_is_dark_for_those_who_like_it(page):
    send(channel(page), PASTE)
    expect(open_thread(page)).to_contain_text("Cause")
    paper = page.evaluate("getComputedStyle(document.querySelector('#channel')).backgroundColor")
    assert all(int(shade) < 64 for shade in re.findall(r"\d+", paper))


def test_another_page_sees_what_is_posted_here(page, address):
    with page.context.expect_page() as opened:
        page.evaluate("address => window.open(address)", address)
    other = opened.value
    expect(other.get_by_text("The bot is connected")).to_be_visible()
    send(channel(page), "seen by two")
    expect(channel(other).get_by_text("seen by two").last).to_be_visible()
