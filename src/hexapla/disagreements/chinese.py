"""Chinese numerals: 六万, 一九六二, 三千二百零五, 1.5亿, 百分之五十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from hexapla.disagreements.figures import Number

_DIGITS = {
    c: v
    for v, cs in enumerate(["零〇", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for c in cs
}
_SMALL = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SIGNS = "".join([*_DIGITS, *_SMALL, *_LARGE])
_PLAIN = SIGNS.translate(dict.fromkeys(map(ord, "两兩")))  # after another numeral 两 is the tael, but in 二百两千
_MORE = "多余餘来來"  # after a numeral: and some
_UNITS = "".join([*_SMALL, *_LARGE])
_PREFIXED = re.compile(r"千(?=[克米瓦赫卡伏焦比字])")  # 64千比特 are kilobits
_RUN = re.compile(
    rf"(?:\d+(?:[,.]\d+)*[{_MORE}]?[{_UNITS}]|[{SIGNS}])(?:[{_PLAIN}]|[两兩{_MORE}](?=[{_UNITS}])|\d+(?:[,.]\d+)*)*"
)
_VAGUE = "几幾数數多半"
_LEAST_FIRM = 20  # below, 十一 and its like stand in too many words


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers that Chinese numerals have a part in; `text` has Latin digits."""
    for run in _RUN.finditer(text):
        start, sign = run.start(), run[0]
        if sign.endswith("千") and _PREFIXED.match(text, run.end() - 1):
            continue
        if text[max(0, start - 1) : start] in tuple(_VAGUE) or text[run.end() : run.end() + 1] in ("几", "幾"):
            continue
        if text[run.end() : run.end() + 1] == "分" and sign.endswith("百"):  # 百分之五十: the numeral comes after it
            continue
        values, after = readings(re.sub(f"[{_MORE}]", "", sign)), text[run.end() : run.end() + 1]
        if after in ("成", "折"):  # 七成 is 70%
            values |= {value * 10 for value in values}
        if values:
            yield Number(start, run.end(), frozenset(values), _is_firm(sign, values, after))


def readings(sign: str) -> set[Fraction]:
    """Return what a numeral may mean, nothing for 七八十 and other ways to say about."""
    if all(c in _DIGITS for c in sign):
        return _positional(sign)
    if re.search(rf"[{''.join(_DIGITS)}]{{2}}[{_UNITS}]", sign.replace("零", "").replace("〇", "")):
        return set()
    value, last, unit = _sum(sign)
    if last and unit >= 100 and not re.search("[零〇]", sign):  # noqa: PLR2004 - 一万五 is 15,000
        return {value, value - last + last * unit / 10}
    return {value}


def _positional(sign: str) -> set[Fraction]:
    value = Fraction("".join(str(_DIGITS[c]) for c in sign))
    return {value, value + 1900} if len(sign) == 2 else {value}  # noqa: PLR2004 - 六二年


def _sum(sign: str) -> tuple[Fraction, Fraction, Fraction]:
    """Add up a numeral; also return the digit it ends with and the unit before that."""
    total, section, current, unit = Fraction(0), Fraction(0), None, Fraction(1)
    for token in re.findall(r"\d+(?:[,.]\d+)*|\D", sign):
        if token in _SMALL:
            unit = Fraction(_SMALL[token])
            section += unit if current is None else current * unit
            current = None
        elif token in _LARGE:
            unit = Fraction(_LARGE[token])
            part = section + (current or 0)
            if unit == _LARGE["亿"]:
                total, part = Fraction(0), total + part
            total += (part or 1) * unit
            section, current = Fraction(0), None
        else:
            current = Fraction(_DIGITS[token]) if token in _DIGITS else Fraction(token.replace(",", ""))
    return total + section + (current or 0), current or Fraction(0), unit


def _is_firm(sign: str, values: set[Fraction], after: str) -> bool:
    if after in tuple(_MORE) or re.search(f"[{_MORE}]", sign):
        return False
    if sign[0] in "0123456789":
        return True
    if all(c in _DIGITS for c in sign):
        return len(sign) > 3  # noqa: PLR2004 - 一九六二, but not 三五, 七零八落
    idiom = sign[0] == "一" and len(sign) == 2  # noqa: PLR2004 - 一百个, 一万个 for very many
    return sign[0] in _DIGITS and min(values) >= _LEAST_FIRM and not idiom and after not in ("分", "般")
