"""Which encoding from before Unicode a file is in: those of its language are tried, and their words compared.

What one encoding writes, most others can read without an error, but as nonsense: rare characters, capitals within
words, signs instead of letters. The reading with most of the language's commonest letters is taken. Where the language
has no list here, `charset-normalizer` guesses.
"""

from __future__ import annotations

import re
from collections import Counter

from hexapla import languages

_SAMPLE = 200_000  # bytes
_MANY = {"Hans", "Hant", "Jpan", "Kore"}  # scripts of so many characters that the commonest are but a part
_RARER = 0.2
_LEAST = 0.35  # so much of the letters must be common ones, for a reading to be believed
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")

_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "koi8-u", "mac-cyrillic")
_WESTERN = ("windows-1252", "iso8859-15", "mac-roman", "cp850")
_CENTRAL = ("windows-1250", "iso8859-2", "mac-latin2", "cp852")
_ENCODINGS = {
    "Hans": ("gb18030", "big5hkscs"),
    "Hant": ("big5hkscs", "gb18030"),
    "Jpan": ("cp932", "euc_jp", "iso2022_jp"),
    "Kore": ("cp949", "johab"),
    "Cyrl": _CYRILLIC,
    "Arab": ("windows-1256", "iso8859-6", "cp864"),
    "Hebr": ("windows-1255", "cp862"),
    "Grek": ("windows-1253", "cp737"),
    "Thai": ("cp874",),
}
_LATIN = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro", "bs"), _CENTRAL),
    **dict.fromkeys(("tr", "az"), ("windows-1254", "cp857")),
    **dict.fromkeys(("lt", "lv", "et"), ("windows-1257", "cp775")),
    "vi": ("windows-1258",),
    **dict.fromkeys(("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "fi", "is", "ca"), _WESTERN),
}
_COMMON = {
    "Hans": "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
    "小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    "知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最"
    "间新什打便位因重被走电四第门相次东政海口使教西再平真听",
    "Hant": "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後"
    "小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長"
    "知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最"
    "間新什打便位因重被走電四第門相次東政海口使教西再平真聽",
    "Jpan": "のにはをたがでてとしれさあいうるなかもらこりすそよまめけきだ",
    "Kore": "이다는의에고을가하기로지한도사자대리어인서시를은그해있일나수정과보제아전부것국"
    "모든간동여게면와주라상만장공구",
    "Cyrl": "оеаинтсрвлкмдпуяыьгзбчйхжі",
    "Arab": "اليمنوتربةعدسفهكقحىأ",
    "Hebr": "יוהלאתרבמשנדע",
    "Grek": "αοιετνσρηπκςλμυό",
    "Thai": "านรอกเงมยลวดทส",
}
_NAMES = {
    "big5hkscs": "Big5",
    "cp932": "Shift JIS",
    "mac-cyrillic": "MacCyrillic",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
}


def guess(data: bytes, language: str) -> tuple[str, str] | None:
    """Return the text and the encoding that suits the language best, or None where none gives a text in it."""
    readings = [(encoding, text) for encoding in _candidates(language) if (text := _read(data, encoding)) is not None]
    if not readings:
        return None
    scored = [(_score(text[:_SAMPLE], language), -place) for place, (_, text) in enumerate(readings)]
    best = max(range(len(readings)), key=scored.__getitem__)
    if scored[best][0] < _LEAST:
        return None
    return readings[best][1], _NAMES.get(readings[best][0], readings[best][0].upper().replace("_", "-"))


def knows(language: str) -> bool:
    """Whether the encodings of this language are listed here."""
    return bool(_candidates(language))


def _candidates(language: str) -> tuple[str, ...]:
    known = _ENCODINGS.get(languages.script(language)) or _LATIN.get(languages.base(language))
    return known or ()


def by_statistics(data: bytes) -> tuple[str, str] | None:
    """Return the text and the encoding that `charset-normalizer` takes it for, whatever its language."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE]).best()
    text = _read(data, found.encoding) if found else None
    return (text, found.encoding.upper().replace("_", "-")) if found and text is not None else None


def _read(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _NO_TEXT.search(text) else text


def _score(text: str, language: str) -> float:
    """Return how much of the letters beyond ASCII is as it should be in the language, from 0 to 1."""
    letters = [c for c in text if c > "\x7f" and not c.isspace()]
    if not letters:
        return 1.0
    script = languages.script(language)
    counts = Counter(letters)
    if script in _COMMON:
        common = set(_COMMON[script]) | set("。，、；：？！“”（）《》—…«»№،؟")
        good = sum(count for c, count in counts.items() if c in common)
        return good / len(letters) + (_RARER if script in _MANY else 0)
    good = sum(count for c, count in counts.items() if c.isalpha() or c in "“”‘’«»„–—…°§€£")
    odd = len(re.findall(r"(?<=[a-zà-ÿ])[À-ÞŒŠŽ]", text))  # a capital within a word
    return (good - odd) / len(letters)
