"""The double's way to an app in HTTP mode: signed requests to its Request URL."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.playground.courier import Courier
from bot.playground.messages import JsonValue
from bot.playground.parcels import Answer, Attempt, Parcel

OK = 200
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Give Slack's v0 signature of a request body."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes, content_type: str = JSON_TYPE) -> dict[str, str]:
    """Give the headers of a request as Slack sends it now."""
    timestamp = str(int(time.time()))
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": sign(secret, timestamp, body),
    }


def encode(parcel: Parcel) -> tuple[bytes, str]:
    """Give a parcel's body and content type: JSON for events, a form for all else."""
    if parcel.is_event:
        return json.dumps(parcel.payload).encode(), JSON_TYPE
    if parcel.kind == "interactive":
        return urlencode({"payload": json.dumps(parcel.payload)}).encode(), FORM_TYPE
    return urlencode(parcel.payload).encode(), FORM_TYPE


@dataclass(slots=True)
class RequestUrl:
    """One address the app listens on."""

    url: str
    secret: str
    courier: Courier
    session: ClientSession

    async def offer(self, parcel: Parcel, attempt: Attempt) -> Answer:
        """Send one signed request; anything but 200 within the time limit is no ack."""
        body, content_type = encode(parcel)
        headers = signed_headers(self.secret, body, content_type)
        if attempt.number:
            headers["X-Slack-Retry-Num"] = str(attempt.number)
            headers["X-Slack-Retry-Reason"] = attempt.reason
        try:
            return await self._post(body, headers)
        except TimeoutError:
            return Answer(acked=False, reason="http_timeout")
        except (ClientError, OSError):
            return Answer(acked=False, reason="connection_failed")

    async def _post(self, body: bytes, headers: dict[str, str]) -> Answer:
        timeout = ClientTimeout(total=self.courier.pace.ack_within)
        async with self.session.post(
            self.url, data=body, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            content = await response.text()
            retry = response.headers.get("X-Slack-No-Retry") != "1"
            if response.status != OK:
                return Answer(acked=False, reason="http_error", retry=retry)
            return Answer(acked=True, payload=_payload(content))


def _payload(content: str) -> JsonValue:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return {"text": content}
