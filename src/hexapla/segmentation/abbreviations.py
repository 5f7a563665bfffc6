"""Words that a full stop follows within a sentence, by language.

The lists of 24 languages are those of sentence-splitter; what is here mends and completes them for diplomatic prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

_TITLES = "Amb Pres Sec Min Dept Maj Lt Brig Cpt Capt Col Cols Gens Adm Cde Comr Reg Regt Div Dist Prov Mt Ft"
_REFERENCES = "Vol Vols vol vols Ch Chs ch ed eds trans approx ca c op cit para paras Para sec App Doc Docs Ref viz p f"

# Within a sentence always.
_NEVER = {
    "en": f"{_TITLES} {_REFERENCES} i.e e.g",
    "ru": "т.е т.к т.н т.наз г-н г-жа г-на г-ну гр тов тт ген ген.-м ген.-лейт ген.-полк полк подполк кап акад доц инж "
    "проф зам зав нач ком пом см ср стр пп ч гл рис табл им ул пл просп пер оз р-н напр вып изд док кн оп лл об Дж св "
    "янв февр авг сент окт нояб дек ст",
    "de": "Hrn Frl Abs Bd Bde Hg Hrsg Anm Kap vgl Vgl z.B d.h Nr bzw sog Botsch",
    "fr": "Me Gén gén Col Cdt Cne Lt Cap av J.-C chap vol no cf p.ex c.-à-d",
    "es": "Sr Sra Sres Dr Dra Gral Cnel Excmo Ilmo Ud Uds pág págs art núm",
    "ar": "د م أ ص ج ق",
    "fa": "د م ص ج",
    "hi": "डॉ श्री प्रो",
    "uk": "тов ген див ст ім вул т.зв напр проф акад обл о",
}

# Within a sentence where a number follows.
_BEFORE_NUMBER = {
    "en": "No Nos no nos pp Art art Arts Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Fig fig par",
    "ru": "№ д кв корп Д Л Ф П С с п л ф",
}

# Within a sentence, unless a word follows that begins one.
_MAY_END = {
    "en": "St Jr Sr Inc Ltd Co Corp etc al Bros Ave Blvd Rd Ph.D PhD",
    "ru": "г гг в вв н.э тыс млн млрд",
    "de": "usw etc u.a",
    "fr": "etc",
    "es": "etc EE.UU",
}

# Ends a sentence like any other word, whatever sentence-splitter's list says.
_FREE = {"ru": "руб коп др пр чел т.д т.п и.др и.пр я", "de": "sen", "en": "Res Con Op Hosp"}

# Words that begin a sentence, and are no names, when they follow such an abbreviation with a capital.
_STARTERS = {
    "en": "The This That These Those There He She It They We I You In On At By But And Or For From With Without As If "
    "When While After Before Since Until Although Though However Moreover Therefore Thus Then Also Its His Her Their "
    "Our My Some Many Most All Both Each Such According What Who Why How Where No Not Now Nevertheless A An To Of",
    "ru": "В Во На Он Она Оно Они Мы Я Вы Это Этот Эта Эти Тот Та Те С Со Из За Для При По После Однако Но И А Как Так "
    "Если Когда Все Тогда Также Затем Кроме Вместе Согласно Поэтому Между Тем Что Кто Где Не Ни К Ко О Об От До У Под "
    "Над Через Среди Хотя Его Её Ее Их Наш Наши Некоторые Многие Там Здесь Теперь Тогда-то Уже Ещё Еще Ввиду Несмотря",
    "de": "Der Die Das Ein Eine Er Sie Es Wir Ich Ihr In Im Am An Auf Bei Mit Nach Von Vor Zu Zum Zur Für Aus Aber Und "
    "Oder Als Wenn Weil Da Doch Dann Dies Diese Dieser Dieses Nun Auch So Seit Während Obwohl Jedoch Man Was Wer Wie",
    "fr": "Le La Les Un Une Des Il Elle Ils Elles On Nous Vous Je Ce Cette Ces Dans En À Au Aux Par Pour Avec Sans "
    "Mais Et Ou Or Donc Si Quand Lorsque Après Avant Depuis Toutefois Cependant Selon Son Sa Ses Leur Leurs Notre",
    "es": "El La Los Las Un Una Él Ella Ellos Se En A Al Con Sin Por Para Pero Y O Si Cuando Como Según Después Antes "
    "Desde Este Esta Estos Estas Eso No Su Sus Nuestro También Además",
}

# A number with a full stop is an ordinal here: the 24th of April.
_ORDINALS = "cs sk pl hu fi et lv lt sl hr sr bs da no nb nn is de tr"


_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ORDINAL = re.compile(r"\d{1,2}|[IVXLC]+")
_NUMBER = re.compile(r"\S*(?:\d|[IVXLC])[-–—\d]*")  # a year or a century before “г.” and “в.”


class Stop(Enum):
    """What a full stop after a word does."""

    END = "ends the sentence"
    PERHAPS = "ends it where a word follows that begins one"
    WITHIN = "is within the sentence"


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a language does with full stops; words stand without their last one.

    `listed` says whether the lists are full enough to trust a full stop after any other word.
    """

    never: frozenset[str]
    free: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    ordinals: bool
    listed: bool

    def look_up(self, word: str, earlier: str) -> Stop:
        """Say what a full stop after `word` does; `earlier` is the word before it, with what follows that one."""
        pair = f"{earlier}{word}" if earlier.endswith(".") else word  # “т. е.” is as good as “т.е.”
        if word in self.free or pair in self.free:
            return Stop.END
        if word in self.never or pair in self.never:
            return Stop.WITHIN
        if word in self.may_end or pair in self.may_end:
            return Stop.PERHAPS if len(word) > 1 or pair != word or _NUMBER.fullmatch(earlier) else Stop.WITHIN
        if _ACRONYM.fullmatch(pair) or (len(word) == 1 and word.isupper()):
            return Stop.PERHAPS
        if (len(word) == 1 and word.isalpha()) or (self.ordinals and _ORDINAL.fullmatch(word)):
            return Stop.WITHIN
        return Stop.END


@cache
def abbreviations(language: str) -> Abbreviations:
    """Return the lists of a language, given as its primary subtag."""
    never, numeric = _splitter_prefixes(language)
    listed = bool(never)
    before_number = numeric | _words(_BEFORE_NUMBER, language)
    may_end = _words(_MAY_END, language)
    free = _words(_FREE, language)
    never = (never | _words(_NEVER, language)) - before_number - may_end - free
    never = frozenset(form for word in never if not word.isdecimal() for form in (word, word[0].upper() + word[1:]))
    starters = _words(_STARTERS, language)
    return Abbreviations(never, free, before_number, may_end, starters, language in _ORDINALS.split(), listed)


def _words(table: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(table.get(language, "").split())


def _splitter_prefixes(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Read sentence-splitter's list: its words, and those of them that count before a number only."""
    name = "no" if language in {"nb", "nn"} else language
    path = files("sentence_splitter") / "non_breaking_prefixes" / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = {line.partition("#")[0].strip(): "#NUMERIC_ONLY#" in line for line in lines}
    words = {word.replace(" ", ""): numeric for word, numeric in found.items() if word}
    return (
        frozenset(word for word, numeric in words.items() if not numeric),
        frozenset(word for word, numeric in words.items() if numeric),
    )
