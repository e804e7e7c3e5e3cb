"""Keeps the text files people attach, and hands them out as Slack's own hosts do."""

from dataclasses import dataclass, field
from pathlib import PurePath

from bot.playground.messages import Json

MOST_BYTES = 1_048_576  # what the page takes
TYPES = {
    ".log": ("text", "Plain Text", "text/plain"),
    ".txt": ("text", "Plain Text", "text/plain"),
    ".csv": ("csv", "CSV", "text/csv"),
    ".json": ("json", "JSON", "application/json"),
    ".xml": ("xml", "XML", "application/xml"),
    ".md": ("markdown", "Markdown", "text/markdown"),
}
BINARY = ("binary", "Binary", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: Slack's JSON of it, and its bytes."""

    shape: Json
    content: bytes


@dataclass(slots=True)
class Uploads:
    """Every file of the workspace, by id; `origin` is the double's own address."""

    origin: str = ""
    kept: dict[str, Upload] = field(default_factory=dict)

    def keep_from_outside(self, file_id: str, name: str, content: bytes) -> Json:
        """Take a file of another company's workspace: a message shows no more than its id."""
        self.keep(file_id, name, content)
        return {"id": file_id, "file_access": "check_file_info"}

    def keep(self, file_id: str, name: str, content: bytes, *, mode: str = "hosted") -> Json:
        """Take a file and give the JSON that stands for it in a message."""
        filetype, pretty, mimetype = TYPES.get(PurePath(name).suffix.lower(), BINARY)
        address = f"{self.origin}/files-pri/{file_id}/{PurePath(name).name}"
        shape = {
            "id": file_id,
            "name": name,
            "title": name,
            "mimetype": mimetype,
            "filetype": filetype,
            "pretty_type": pretty,
            "mode": mode,
            "size": len(content),
            "is_external": False,
            "is_public": True,
            "file_access": "visible",
            "url_private": address,
            "url_private_download": address,
        }
        self.kept[file_id] = Upload(shape, content)
        return shape
