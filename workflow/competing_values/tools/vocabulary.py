"""Words by which answers and columns of a survey are known: the order of answers, no answer, groups, persons, weights."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from competing_values.study.spelling import folded

#: Answers that mean no answer, as patterns of the whole text.
NO_ANSWER = (
    r"(i )?(do not|don ?t|dont|doesn ?t) know( (enough|yet))?|dk|dk ?/ ?(na|ref|nr)|not sure|unsure|no (opinion|answer|response|reply|data)",
    r"refus(ed|al|e|es)( to answer)?|(prefer|rather|chose|choose|wish) not( to)?( (say|answer|disclose|specify|respond|state))?( this)?",
    r"(question )?(is )?(not|non) (applicable|asked|answered|stated|available|ascertained|specified)|inapplicable|inap|iap|nap|skipped|missing|unknown|can ?t (choose|say)|cannot say|hard to say",
    r"does not apply|.*\bn/a\b.*|no basis.*|undeclared|decline.*",
    r"weiß (ich )?nicht|weiss (ich )?nicht|keine (angaben?|antwort|meinung)|k ?\. ?a ?\.?|(trifft )?nicht zutreffend|möchte ich nicht.*|nicht beantwortet",
    r"no (sabe|contesta|responde|aplica|procede|sé|lo sé)|ns ?/? ?nc|prefiero no.*|sin (respuesta|opinión)|não (sei|sabe|respondeu|se aplica)|prefiro não.*",
    r"ne (sait|sais) pas|nsp|sans (réponse|avis|opinion)|non concernée?|préfère ne pas.*|je ne sais pas|non so|nessuna risposta|non risponde",
    r"затрудняюсь( с ответом| ответить| сказать)?|затруднились ответить|не знаю|нет (ответа|мнения)|отказ( от ответа)?|не (применимо|указан[оа]?|относится)|предпочитаю не.*|трудно сказать",
    r"білмеймін|жауап (жоқ|бермеді)|жауап беруге қиналамын|қиналамын|айтуға қиын|жауап бергім келмейді",
    r"모름|무응답|잘 ?모르겠다|해당 ?없음|モ|わからない|無回答|不知道|拒绝回答|لا أعرف|لا اعرف|لا ينطبق",
)
#: The same as a program writes it where a cell is empty; `none` only where numbers are expected.
EMPTY = {"", "-", "--", "—", "na", "n/a", "n.a.", "#n/a", "#null!", "null", "nan", ".", "<na>"}
#: Of codes without a label, those that usually mean no answer where they stand off a scale.
MISSING_CODES = ("-9", "-8", "-7", "-5", "-3", "-2", "-1", "7", "8", "9", "66", "77", "88", "96", "97", "98", "99", "-99", "-98", "-97", "-88", "-77",
                 "777", "888", "997", "998", "999", "-999", "9998", "9999", "-9999")  # fmt: skip

#: Words of which one makes an answer stronger or weaker than the word alone, in each language.
STRENGTHS = {
    2.0: "completely totally fully absolutely entirely wholly utterly all voll ganz völlig vollkommen vollständig überhaupt gar "
    "totalmente completamente absolutamente tout tutto полностью совершенно абсолютно совсем целиком толық толығымен мүлдем мүлде",
    1.8: "extremely exceptionally strongest äußerst extrêmement extremadamente крайне өте_өте",
    1.5: "very strongly highly definitely greatly much clearly sehr stark muy fuertemente muito très fortement molto очень сильно "
    "определённо определенно өте",
    0.8: "mostly generally mainly largely weitgehend überwiegend en_gran_medida в_основном в_целом",
    0.7: "quite fairly ziemlich bastante assez abbastanza довольно достаточно",
    0.6: "moderately reasonably mäßig moderadamente modérément умеренно орташа",
    0.5: "somewhat rather partly partially probably tend eher teilweise algo parcialmente plutôt piuttosto скорее отчасти частично "
    "пожалуй ішінара бірқатар",
    0.3: "slightly little marginally barely etwas leicht ligeramente un_peu peu немного слегка аздап",
}  # fmt: skip
NEGATIONS = "not no nicht kein non pas ne не емес não"
#: Words that carry no meaning of their own beside those above.
FILLERS = (
    "i i'm am a an the it is are was were of with to at in this that my me be would do does or and for so "
    "ich bin stimme trifft das dem der die und es zu ist estoy de en con la lo el je suis du le d' d à fait et est très_ "
    "я это с в и или sono per una")  # fmt: skip
#: What answers are about: words for the high end, the low end, and the middle where it has a word of its own.
SUBJECTS: dict[str, tuple[str, str, str]] = {
    "agreement": (
        "agree agreed agreement zustimmen zustimmung acuerdo accord d'accord concordo согласен согласна согласны согласен(на) "
        "согласен(-на) келісемін келісем zu",
        "disagree disagreed disagreement desacuerdo discordo несогласен несогласна келіспеймін",
        "",
    ),
    "satisfaction": (
        "satisfied satisfactory zufrieden satisfecho satisfecha satisfechos satisfait satisfaite доволен довольна удовлетворен "
        "удовлетворена удовлетворён удовлетворена қанағаттанамын қанағаттанған ризамын",
        "dissatisfied unsatisfied unsatisfactory unzufrieden insatisfecho insatisfecha insatisfait insatisfaite недоволен "
        "недовольна неудовлетворен неудовлетворена неудовлетворён қанағаттанбаймын",
        "",
    ),
    "accuracy": ("accurate accurately", "inaccurate inaccurately", ""),
    "favour": ("favorable favourable favorably favourably favor favour", "unfavorable unfavourable unfavorably unfavourably oppose", ""),
    "support": ("support supportive", "oppose against", ""),
    "approval": ("approve approval", "disapprove disapproval", ""),
    "likelihood": ("likely probable wahrscheinlich probable вероятно", "unlikely improbable unwahrscheinlich improbable маловероятно", ""),
    "importance": (
        "important wichtig importante important важно маңызды", "unimportant unwichtig неважно маңызсыз", ""),
    "truth": ("true correct", "false untrue incorrect", ""),
    "ease": ("easy easily leicht fácil facile легко", "difficult hard schwer schwierig difícil difficile трудно сложно", ""),
    "confidence": ("confident certain", "unconfident uncertain", ""),
    "use": ("useful helpful nützlich hilfreich", "useless unhelpful", ""),
    "interest": ("interested interesting", "uninterested uninteresting", ""),
    "concern": ("concerned worried", "unconcerned unworried", ""),
    "comfort": ("comfortable", "uncomfortable", ""),
    "happiness": ("happy", "unhappy", ""),
    "effect": ("effective", "ineffective", ""),
    "clarity": ("clear", "unclear", ""),
    "safety": ("safe", "unsafe", ""),
    "will": ("willing", "unwilling", ""),
    "familiarity": ("familiar", "unfamiliar", ""),
    "acceptance": ("acceptable", "unacceptable", ""),
    "trust": ("trust", "distrust", ""),
    "sign": ("positive positively", "negative negatively", ""),
    "quality": ("good well gut bueno buena bien хорошо хорошая жақсы", "poor bad badly poorly schlecht malo mala mal плохо плохая нашар жаман",
                "fair average okay ok adequate acceptable regular mittelmäßig удовлетворительно орташа"),
    "comparison": ("better improved improve besser mejor mieux лучше улучшилось", "worse worsened decline schlechter peor pire хуже ухудшилось",
                   "same unchanged gleich igual"),
    "frequency": ("often frequently häufig oft frecuentemente menudo souvent fréquemment часто жиі",
                  "rarely seldom infrequently selten raramente rara rarement редко сирек",
                  "sometimes manchmal gelegentlich veces parfois иногда кейде"),
    "level": ("high hoch alto alta élevé высокий высокая жоғары", "low niedrig bajo baja faible низкий низкая төмен",
              "medium middle moderate mittel medio media moyen средний средняя орта"),
    "size": ("large big groß grande gros большой үлкен", "small klein pequeño pequeña petit маленький кіші", "medium-sized"),
}  # fmt: skip
#: Answers that are whole phrases: subject (empty: any that goes by degrees), and their place among its answers.
PHRASES: dict[str, dict[str, float]] = {
    "": {
        "not at all|überhaupt nicht|gar nicht|in keiner weise|nada|para nada|pas du tout|совсем нет|совсем не|мүлдем|none|none at all|nothing|no": -2,
        "not really|not much|not very much|hardly|hardly at all|hardly any|wenig|kaum|poco|peu|мало|few|very little|not very": -0.5,
        "a little|a bit|a little bit|slightly|un poco|un peu|немного|аздап|ein wenig|etwas": 0.3,
        "some|somewhat|to some extent|partly|teilweise|algo|in part|отчасти|ішінара|partially": 0.5,
        "moderately|moderate|a moderate amount|to a moderate extent|mäßig|умеренно|mittelmäßig": 0.6,
        "quite a bit|quite a lot|fairly|fairly much|ziemlich|bastante|assez|довольно": 0.8,
        "a lot|much|very much|a great deal|very|to a large extent|to a great extent|mucho|beaucoup|сильно|очень|sehr|viel|muy": 1.5,
        "extremely|very much so|exceptionally|extremadamente|äußerst": 1.8,
        "completely|totally|fully|entirely|to a very great extent|полностью|толық|völlig|voll und ganz|totalmente|tout à fait": 2,
    },
    "frequency": {
        "never|nie|niemals|gar nicht|nunca|jamás|jamais|mai|никогда|ешқашан|at no time": -3,
        "almost never|hardly ever|very rarely|fast nie|casi nunca|presque jamais|почти никогда": -2.5,
        "once in a while|occasionally|occasional|occas|from time to time|ab und zu|de vez en cuando|иногда бывает": -0.4,
        "sometimes|half of the time|about half the time|some of the time|a veces|algunas veces|de temps en temps": 0,
        "usually|regularly|regul|most of the time|meistens|regelmäßig|la mayoría de las veces|generalmente|обычно|регулярно": 1.3,
        "almost always|nearly always|fast immer|casi siempre|presque toujours|почти всегда": 2.5,
        "always|all of the time|all the time|immer|siempre|toujours|sempre|всегда|әрқашан|әрдайым|constantly": 3,
    },
    "quality": {"terrible|awful|very poor|sehr schlecht": -2, "excellent|outstanding|ausgezeichnet|excelente|отлично|өте жақсы": 2},
    "period": {
        "never": 0, "less than once a year|less often": 1, "once a year|yearly|annually|jährlich|anualmente": 2,
        "several times a year|a few times a year": 3, "once a month|monthly|monatlich|mensualmente": 4,
        "several times a month|a few times a month|2-3 times a month": 5, "once a week|weekly|wöchentlich|semanalmente": 6,
        "several times a week|a few times a week|more than once a week": 7, "daily|every day|täglich|diariamente|diario": 8,
        "several times a day|more than once a day": 9,
    },
    "fit": {"far too little|much too little": -2, "too little|too low|zu wenig|muy poco|слишком мало": -1,
            "about right|just right|right|genau richtig|в самый раз": 0, "too much|too high|zu viel|demasiado|слишком много": 1,
            "far too much|much too much": 2},
    "schooling": {
        "none|no schooling|no formal education": 0, "primary|primary school|elementary|elementary school": 1,
        "less than high school|less than high school degree|some high school|no high school|primary or less|less than secondary": 2, "lower secondary": 2.5,
        "secondary|secondary school|high school|high school degree|high school graduate|high school diploma|hs|upper secondary": 3,
        "some college|some college or associate degree|associate degree|post-secondary|some postsecondary|vocational|trade school": 4,
        "bachelor|bachelors|bachelor's|bachelor degree|bachelor's degree|bachelors degree|college|college degree|college graduate|university|tertiary|higher": 5,
        "master|masters|master's|master's degree|graduate|graduate degree|postgraduate|advanced degree|higher degree": 6, "doctorate|phd|doctoral degree": 7,
        "low level of education": 1.5, "intermediate level of education": 3.5, "high level of education": 5.5,
    },
    "dependency": {"independent": 0, "slightly dependent": 1, "moderately dependent": 2, "severely dependent": 3},
    "consent": {"no|nein|non|нет|жоқ|não": 0, "yes|ja|sí|si|oui|да|иә|sim": 1},
    "truth": {"false|falsch|неверно": -1, "true|richtig|верно": 1},
}  # fmt: skip
#: Subjects that go from nothing upwards: their answers need not be as many below the middle as above it.
UPWARDS = {
    "",
    "quality",
    "importance",
    "use",
    "interest",
    "concern",
    "confidence",
    "familiarity",
    "period",
    "level",
    "fit",
}
#: Signs of the middle of any subject.
MIDDLES = r"neutral(ly)?|neither.*nor.*|neither|indifferent|undecided|weder.*noch.*|teils[ ,/-]*teils|ni .* ni .*|indeciso|нейтрально|ни да,? ни нет|neutre|бейтарап|(50 ?/ ?50)"

#: Headings of groups of people: what a column is called that divides respondents.
GROUPS = re.compile(
    r"\b(gender|sex|age|agegroup|agegrp|agecat|age_?group|birth ?year|education\w*|educ\w*|degree|school(ing)? level|income|salary|household income|region|state|province|county|country|"
    r"city|town|district|urban\w*|rural|residence|location|census|ethnic\w*|race|religion|marital( status)?|married|nationality|native\w*|department|dept|division|unit|team|branch|"
    r"office|agency|organi[sz]ation|body|position|job (title|level|role)|role|grade|rank|seniority|tenure|years? (of|in) (service|work)|length of service|experience|employment|"
    r"employed|empl|occupation|profession|sector|industry|class|cohort|faculty|programme|program|major|year of study|"
    r"geschlecht|alter|altersgruppe|bildung\w*|abschluss|bundesland|region|abteilung|position|beruf\w*|branche|familienstand|"
    r"sexo|género|genero|edad|educación|nivel (de estudios|educativo)|provincia|comunidad|departamento|puesto|cargo|antigüedad|"
    r"sexe|âge|éducation|diplôme|région|service|poste|ancienneté|"
    r"пол|возраст\w*|образование|регион\w*|область|город|отдел|подразделение|должность|стаж|"
    r"жыныс\w*|жас\w*|білім\w*|аймақ|облыс\w*|қала|бөлім|лауазым\w*|өтіл\w*)\b",
    re.IGNORECASE,
)
#: Headings of years of age.
AGE = re.compile(r"\b(age|alter|edad|âge|idade|возраст|жасы|жас)\b", re.IGNORECASE)
#: Headings of what tells who somebody is, and of free text.
PERSONS = re.compile(
    r"\b(first ?name|last ?name|full ?name|sur ?name|your name|name of (respondent|employee|interviewer|manager|supervisor)|user ?name|respondent name|e-?mail\w*|phone\w*|telephone|mobile|"
    r"ip ?addr\w*|ip|street|home address|postal address|post ?code|zip( ?code)?|postal code|latitude|longitude|location(latitude|longitude)|gps|geopoint|"
    r"date of birth|birth ?da(te|y)|dob|passport|national id|ssn|iin|token|device ?id|subscriber ?id|sim ?serial|username|recipient\w*|interviewer|"
    r"comments?|remarks?|feedback|open[- ]ended( response)?|other.*specify|please specify|specify|suggestions?|in your own words|notes?|"
    r"vorname|nachname|anmerkung\w*|kommentar\w*|sonstiges|nombre|apellidos?|correo|teléfono|comentarios?|prénom|nom|courriel|commentaires?|"
    r"имя|фамилия|отчество|фио|ф\.и\.о|почта|телефон|адрес|иин|комментари\w*|дата рождения|аты-жөні|тегі|пошта|мекенжай|жсн|пікір\w*)\b",
    re.IGNORECASE,
)
ONLY_NAME = re.compile(
    r"name|full_?name|first_?name|last_?name|surname|nom|nombre|имя|фио|address|email", re.IGNORECASE
)
#: Headings of technical columns.
TECHNICAL = re.compile(
    r"(start|end|submit|recorded|started|completed|last ?action|created|modified|submission|interview|record)[ _-]?(date|time)s?\w*|timestamp|date|start|end|today|deviceid|status|progress|finished|"
    r"distribution ?channel|user ?language|startlanguage|lastpage|seed|refurl|collector ?id|ip ?address|email address|custom data ?\d*|response ?type|external ?(data )?reference|_\w+|"
    r"meta\w*|formhub\w*|instance ?id\w*|__version__|submitdate|startdate|datestamp|interviewtime|duration.*",
    re.IGNORECASE,
)
WEIGHTS = re.compile(
    r"(\b|_)(p|s|survey|sampling|sample|design|final|post|population|person|case|anweight|dweight|pspw?)?_?-?(weights?|wgt|wt|wght|wtfactor|weighting|wtss\w*|freq(uency|uencies)?|pweight|gewicht\w*|ponderac\w*|ponderation|вес)\d*(\b|_)|^wt\w+$|wtssall|anweight|pspwght|dweight",
    re.IGNORECASE,
)
#: Headings of what the survey's makers fixed, not what respondents answered.
STRATA = re.compile(
    r"(sample |sampling |v)?strat(a|um|um id|a id)?|(sdm|v)*stra|schicht|estrato|strate|страта", re.IGNORECASE
)
CLUSTERS = re.compile(
    r"(sdmv|v)?psu|(sampling |sample )?(cluster|primary sampling unit)s?( id)?|klumpen|conglomerado|кластер",
    re.IGNORECASE,
)
DESIGN = re.compile(
    rf"time|wave|study|round|session|visit|phase|year|month|quarter|period|condition|treatment|arm|batch|version|form|order|block|"
    rf"seq\w*|judge|rater|welle|jahr|ola|vague|волна|год|толқын|жыл|{STRATA.pattern}|{CLUSTERS.pattern}",
    re.IGNORECASE,
)
BODY = re.compile(r"\b(kg|kilo\w*|lbs?|pounds?|grams?|height|body|birth ?weight|вес тела|im kg)\b", re.IGNORECASE)
#: Questions about a number, and names of columns that hold counts, sums or spans of time.
COUNTS = re.compile(
    r"\b(number of|how many|anzahl|wie viele|número de|cuánt[oa]s|nombre de|combien|quantos|сколько|количество|число|неше|саны)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(n|no|num|nr|count\w*|kids?\w*|child\w*|siblings?|persons?|members|total|score|sum|index|hours?|days?|weeks?|months?|years?|times)\b",
    re.IGNORECASE,
)
RANKING = re.compile(
    r"\brank(ing)?\b|\border of (preference|importance)\b|rangfolge|reihenfolge|ordene|ranger|ранжир|расположите",
    re.IGNORECASE,
)
#: A scale that a question states: from 1 to 10, (0-10), 1–7.
STATED = re.compile(
    r"(?:\b(?:from|scale|von|de|от)\s+|[(\[]\s*|\bscale (?:of|from)\s+)([01])\s*(?:=[^,;)]*?)?\s*(?:-|–|to|bis|a|до|à|\.\.|…|,[^)]*?)\s*(4|5|6|7|8|9|10|11)\b",
    re.IGNORECASE,
)


#: Words of a box that was ticked, and of one that was not, beside the text of the box itself.
TICKED = {"1", "checked", "selected", "x", "true", "quoted", "genannt", "mentioned", "marcado", "выбрано", "таңдалды"}
UNTICKED = {
    "0",
    "unchecked",
    "not selected",
    "not checked",
    "false",
    "not quoted",
    "nicht genannt",
    "not mentioned",
    "не выбрано",
}
#: Would you recommend us?
RECOMMENDS = re.compile(r"\brecommend|empfehlen|recomend|recommand|рекоменд|кеңес бер|ұсын", re.IGNORECASE)
#: A question that says what its lowest number means: 1 = very good, where 1 is best.
NAMED_END = re.compile(
    r"\b[01]\s*(=|\(|:|is\b|being\b|means|stands for|ist\b|bedeutet|significa|signifie|означает|—)", re.IGNORECASE
)


class Place(NamedTuple):
    """Where an answer stands among the answers to questions of its subject: below zero on the low side."""

    subject: str
    value: float


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word]


_STRENGTH = {word: value for value, words in STRENGTHS.items() for word in _words(words)}
_NEGATION, _FILLER = set(_words(NEGATIONS)), set(_words(FILLERS))
_SUBJECT: dict[str, set[Place]] = {}
for _subject, _ends in SUBJECTS.items():
    for _sign, _listed in zip((1.0, -1.0, 0.0), _ends, strict=True):
        for _word in _words(_listed):
            _SUBJECT.setdefault(_word, set()).add(Place(_subject, _sign))
_PHRASE: dict[str, set[Place]] = {}
for _subject, _phrases in PHRASES.items():
    for _listed, _value in _phrases.items():
        for _phrase in _listed.split("|"):
            _PHRASE.setdefault(_phrase, set()).add(Place(_subject, _value))
_NO_ANSWER = re.compile("|".join(f"(?:{pattern})" for pattern in NO_ANSWER))
_MIDDLE = re.compile(MIDDLES)


def plain(text: str) -> str:
    """A label in small letters, without the code before it, punctuation and what stands in brackets."""
    small = folded(text).replace("’", "'")
    small = re.sub(r"^\d+\s*[-–—=:.)]\s*(?=\D)", "", small)
    small = re.sub(r"\s*[(\[].*?[)\]]\s*$", "", small) or small
    return small.strip(' .!?,;:*"«»“”')


def behind_number(text: str) -> str:
    """The words of `1 - not at all` and `5 (completely)`."""
    return re.sub(r"^\d+[\s\W]*|[\s)]+$", "", text)


def is_no_answer(text: str) -> bool:
    """Whether an answer says that there is none: does not know, does not want to say, was not asked."""
    small = folded(text).replace("’", "'").strip(" .!,;:*-–()[]")
    return bool(_NO_ANSWER.fullmatch(small.replace("'", " ")) or _NO_ANSWER.fullmatch(plain(text).replace("'", " ")))


def places(text: str) -> set[Place]:
    """Where an answer may stand, one place a subject; empty if a word of it is not known."""
    label = plain(text)
    found = set(_PHRASE.get(label, ()))
    if _MIDDLE.fullmatch(label):
        found |= {Place(subject, 0.0) for subject in (*SUBJECTS, "")}
    negated, strength, subjects = False, None, None
    words = re.findall(r"[^\W\d_][\w'’-]*(?:\(-?\w+\))?|/", label)
    for word in words:
        if word in _SUBJECT and not (word == "zu" and not {"stimme", "trifft"} & set(words)):
            subjects = _SUBJECT[word] if subjects is None else {*()}
        elif word in _NEGATION:
            negated = True
        elif word in _STRENGTH:
            strength = max(strength or 0, _STRENGTH[word])
        elif word not in _FILLER:
            return found
    known = {place.subject for place in found}
    for subject, sign in subjects or ():
        if subject in known:
            continue
        if negated and sign:
            # Not at all: the far end; not very: the near one; not: the other side.
            degree = 2.0 if strength == 2.0 else 0.5 if strength is not None else 1.0
            found.add(Place(subject, -sign * degree))
        elif sign or strength is None:
            found.add(Place(subject, sign * (1.0 if strength is None else strength)))
    return found


def in_order(labels: Iterable[str]) -> list[str] | None:
    """Answers from the lowest to the highest, if their words tell it: all are of one subject, and none is like another."""
    texts = list(dict.fromkeys(labels))
    by_number = _by_number(texts)
    if by_number:
        return by_number
    known = {text: {place.subject: place.value for place in places(text)} for text in texts}
    subjects = {subject for found in known.values() for subject in found if subject}
    for subject in [*sorted(subjects), ""]:
        values = {text: found.get(subject, found.get("")) for text, found in known.items()}
        numbers = [value for value in values.values() if value is not None]
        if len(numbers) == len(texts) and len(set(numbers)) == len(texts) > 1:
            return sorted(texts, key=lambda text: values[text] or 0)
    return None


def is_rising(labels: Sequence[str]) -> bool | None:
    """Whether labels in the order of their codes rise, as far as their words tell it: None if they do not."""
    known = [{place.subject: place.value for place in places(label)} for label in labels]
    subjects = {subject for found in known for subject in found if subject}
    for subject in [*sorted(subjects), ""]:
        values = [found.get(subject, found.get("")) for found in known]
        told = [value for value in values if value is not None]
        if values[0] is None or values[-1] is None or len(told) < max(2, len(labels) / 2):
            continue
        steps = {below < above for below, above in pairwise(told)}
        if len(steps) == 1 and len(set(told)) == len(told):
            return steps.pop()
    return None


def _by_number(texts: list[str]) -> list[str] | None:
    """Bands in the order of their numbers: `under 18`, `18-24`, `60+`, `$25,000 - $49,999`, `(19,39]`."""
    keys = {}
    for text in texts:
        numbers = [
            float(number.replace(",", "").replace(" ", ""))
            for number in re.findall(r"(?<![^\W\d_])\d+(?:[, ]\d{3})*(?:\.\d+)?", text)
        ]
        if re.search(r"[(\[]\d+,\d+[)\]]", text):
            numbers = [float(number) for number in re.findall(r"\d+", text)]
        if not numbers:
            return None
        below = re.search(
            r"<|≤|\b(less|under|below|up to|unter|bis|weniger|menos|hasta|moins|до|менее|младше|дейін)\b", folded(text)
        )
        above = re.search(
            r">|≥|\+|\b(more|over|above|older|über|mehr|más|plus|более|старше|свыше|жоғары)\b", folded(text)
        )
        keys[text] = (numbers[0], -1 if below and len(numbers) == 1 else 1 if above else 0)
    ordered = sorted(texts, key=lambda text: keys[text])
    return ordered if len(set(keys.values())) == len(texts) > 1 else None


def subjects_of(labels: Iterable[str]) -> set[str]:
    """Subjects that every one of some answers may be of."""
    known = [{place.subject for place in places(label)} for label in labels]
    named = {subject for found in known for subject in found if subject}
    return (
        {subject for subject in (*named, "") if all(subject in found or "" in found for found in known)}
        if known
        else set()
    )
