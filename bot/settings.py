"""Reads the settings from the environment and .env, and tells every problem at once."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.setting_names import written_in, wrong_names
from bot.setting_rules import api_address, database_address, key_ring, level_name, token

SLACK = "https://slack.com/api/"
ENV_FILE = Path(".env")
MISSING = "{name} is not set; {mend}"


class Way(StrEnum):
    """A way the bot can be run, named as its command."""

    SERVE = "serve"
    CONNECT = "connect"
    PLAYGROUND = "playground"


# What a way cannot do without, and where a person finds it.
NEEDED = {
    Way.CONNECT: {
        "SLACK_APP_TOKEN": "take the app-level token (xapp-...) from Basic Information",
        "SLACK_BOT_TOKEN": "take the bot token (xoxb-...) from OAuth & Permissions",
    },
    Way.SERVE: {
        "SLACK_SIGNING_SECRET": "take the signing secret from Basic Information",
        "SLACK_BOT_TOKEN": "take the bot token (xoxb-...) from OAuth & Permissions",
    },
    Way.PLAYGROUND: {},
}
NEEDED_TO_INSTALL = {
    "SLACK_SIGNING_SECRET": "take the signing secret from Basic Information",
    "SLACK_CLIENT_SECRET": "take the client secret from Basic Information",
    "CRMURL_SECRET_KEY": "make one with `openssl rand -base64 32 | tr +/ -_`",
}


class SettingsError(Exception):
    """Settings that cannot be used; the text has one line for each problem."""


def _folders(written: object) -> object:
    if isinstance(written, str):
        return [part for part in written.split(os.pathsep) if part]
    return written


class Settings(BaseSettings):
    """Everything an operator may set; names and meanings stand in docs/operations.md."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True
    )

    bot_token: Annotated[SecretStr | None, AfterValidator(token("xoxb-", "xoxe.xoxb-"))] = Field(
        None, alias="SLACK_BOT_TOKEN"
    )
    app_token: Annotated[SecretStr | None, AfterValidator(token("xapp-"))] = Field(
        None, alias="SLACK_APP_TOKEN"
    )
    signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    api_url: Annotated[str, AfterValidator(api_address)] = Field(SLACK, alias="SLACK_API_URL")
    client_id: str | None = Field(None, alias="SLACK_CLIENT_ID")
    client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET")
    secret_key: Annotated[SecretStr | None, AfterValidator(key_ring)] = Field(
        None, alias="CRMURL_SECRET_KEY"
    )
    directory: Path | None = Field(None, alias="CRMURL_DIRECTORY")
    articles: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_folders)] = Field(
        (), alias="CRMURL_ARTICLES"
    )
    database: Annotated[SecretStr, AfterValidator(database_address)] = Field(
        SecretStr("sqlite:///crmurl.db"), alias="CRMURL_DATABASE_URL"
    )
    spool: Path = Field(Path("crmurl-spool"), alias="CRMURL_SPOOL")
    remind_hours: float = Field(0.0, ge=0, alias="CRMURL_REMIND_HOURS")
    expire_days: float = Field(7.0, gt=0, alias="CRMURL_EXPIRE_DAYS")
    log: Annotated[str, AfterValidator(level_name)] = Field("info", alias="CRMURL_LOG")
    traces: str | None = Field(None, alias="CRMURL_TRACES")
    host: str = Field("0.0.0.0", alias="CRMURL_HOST")  # noqa: S104 a server is there to be reached
    port: int | None = Field(None, ge=0, le=65_535, alias="PORT")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what `read_settings` hands over and nothing else: it has read both places."""
        return (init_settings,)

    @property
    def installs(self) -> bool:
        """Whether workspaces install the bot themselves, over OAuth."""
        return self.client_id is not None


def read_settings(
    environment: Mapping[str, str], file: Path = ENV_FILE, way: Way | None = None
) -> Settings:
    """Read the settings; the environment goes before the file, an empty value counts as unset.

    `way` adds what that way of running needs. Raises SettingsError.
    """
    in_file = written_in(file)
    known = {str(field.alias) for field in Settings.model_fields.values()}
    written = {name: value for name, value in {**in_file, **environment}.items() if value.strip()}
    problems = wrong_names(environment, in_file, known)
    problems += missing(written, way)
    try:
        settings = Settings.model_validate({name: written[name] for name in known & written.keys()})
    except ValidationError as wrong:
        problems += [_told(error["loc"], error["msg"]) for error in wrong.errors()]
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def missing(written: Mapping[str, str], way: Way | None) -> list[str]:
    """Give a line for each name that a way of running needs and that has no value."""
    needed = dict(NEEDED[way]) if way else {}
    if way is Way.SERVE and "SLACK_CLIENT_ID" in written:
        needed = NEEDED_TO_INSTALL
    return [
        MISSING.format(name=name, mend=mend) for name, mend in needed.items() if name not in written
    ]


def way_for(environment: Mapping[str, str], file: Path = ENV_FILE) -> Way:
    """Choose the way to run from what is set: an app token, else a signing secret, else neither.

    A lone bot token, or half of an OAuth pair, means the real Slack too: what is missing is told.
    """
    written = {name for name, value in {**written_in(file), **environment}.items() if value.strip()}
    if "SLACK_APP_TOKEN" in written:
        return Way.CONNECT
    if written & {"SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"}:
        return Way.SERVE
    return Way.CONNECT if "SLACK_BOT_TOKEN" in written else Way.PLAYGROUND


def _told(place: tuple[int | str, ...], message: str) -> str:
    return f"{place[0]}: {message.removeprefix('Value error, ')}"
