"""One exception per failure, worded once for the person who reads it.

Messages name the file and line where there is one, what is wrong, and how to mend it.
"""

from __future__ import annotations

from pathlib import Path


class HexaplaError(Exception):
    """Anything that Hexapla reports to a person; its text is the whole message."""


class FileError(HexaplaError):
    """A file that cannot be used: `path:line: what is wrong. How to mend it.`"""

    def __init__(self, path: Path | str, problem: str, line: int | None = None) -> None:
        self.path = Path(path)
        self.line = line
        self.problem = problem
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {problem}")


class InvalidPoError(FileError):
    """A PO file that is no alignment of Hexapla's."""


class InvalidTextError(FileError):
    """A text file that breaks the rules of one segment a line, UTF-8, LF."""


class InvalidDocumentError(FileError):
    """A `document.toml` that lacks or misstates something."""


class BadSegmentError(HexaplaError):
    """Words that cannot be a segment: empty, several lines, or with control characters."""


class BadLanguageError(HexaplaError):
    """A language tag that BCP 47 does not know."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"“{tag}” is not a language tag. Use a BCP 47 tag such as en, zh-Hans or ru.")


class UnknownNameError(HexaplaError):
    """A document, text, alignment, link or format that does not exist."""


class AlignmentInputError(HexaplaError):
    """Sentences that cannot be aligned: an empty side, a wrong method."""


class BadNoteError(HexaplaError):
    """Words that cannot be a note."""


class WorkingCopyError(HexaplaError):
    """A working copy that cannot be used."""


class BadEditError(HexaplaError):
    """An edit that cannot be done as it was asked for."""


class NothingToUndoError(HexaplaError):
    """An undo or redo with nothing to take back or do again."""


class UndoConflictError(HexaplaError):
    """An undo or redo that would destroy a later edit."""


class StaleRevisionError(HexaplaError):
    """An edit made against an older revision than the present one."""

    def __init__(self, seen: int, present: int) -> None:
        self.seen = seen
        self.present = present
        super().__init__(f"Others have edited since revision {seen}; this alignment is now at revision {present}.")


class NotAWorkspaceError(HexaplaError):
    """A folder that is no workspace."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root} is no workspace: it has no folder corpus/. Name another with --root, or make it one with "
            "`hexapla init`."
        )


class BadNameError(HexaplaError):
    """A name that cannot be a document's or a text's."""

    def __init__(self, name: str, what: str, rule: str) -> None:
        super().__init__(f"“{name}” cannot name a {what}. Use {rule}.")


class BadImportError(FileError):
    """A file that an importer cannot take in."""


class UndecodableFileError(FileError):
    """A file whose bytes are no text in the encoding it seems to have."""


class BadOptionError(HexaplaError):
    """An option of an edition or table that says nothing that can be done."""


class MissingFontError(HexaplaError):
    """Characters that no font of this computer can draw."""


class BadExportError(HexaplaError):
    """An alignment that a format cannot hold."""


class MissingEncoderError(HexaplaError):
    """A model that a way to align needs and that is not to be had."""


class BadGlossaryError(FileError):
    """A glossary, as TSV or TBX, that cannot be read."""


class StaleGlossaryError(HexaplaError):
    """A change to a glossary that somebody has changed since it was read."""

    def __init__(self) -> None:
        super().__init__("The glossary was changed meanwhile. Look at it as it is now, and make your change again.")


class BadQueryError(HexaplaError):
    """A query that cannot be read; `start` and `end` are the place of the mistake in it, in code points."""

    def __init__(self, problem: str, query: str, start: int, end: int) -> None:
        self.query, self.start, self.end = query, start, end
        self.problem = problem
        self.field = "q"
        super().__init__(problem)
