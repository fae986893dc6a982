"""Words of Persian standards."""

import re

from kit.text.folding import fold
from playbook.standards.advice.phrases import Phrases, words_of

# What goes on inside a head: nobody standing by could see or hear it.
UNSEEN = Phrases("""
سعی می‌کن*
سعی کن*
سعی شود
تلاش می‌کن*
تلاش کن*
تلاش شود
کوشش کن*
می‌کوشد
بکوشید
توجه داشته باش*
دقت داشته باش*
آگاه باش*
آگاه است
احساس کن*
احساس می‌کن*
احساس مسئولیت
حس مسئولیت
درک می‌کند
درک کند
درک کنید
درک کنیم
به یاد داشته باش*
در نظر داشته باش*
مد نظر داشته باش*
به خاطر داشته باش*
اهمیت می‌ده*
اهمیت بده*
احترام می‌گذار*
احترام بگذار*
احترام قائل*
مؤدب باش*
مؤدب است
مودب است
مودب باش*
صبور باش*
صبور است
مهربان باش*
مهربان است
خوش‌رو باش*
خوش‌برخورد باش*
خوش‌اخلاق باش*
دلسوز باش*
متعهد باش*
مسئولیت‌پذیر باش*
علاقه‌مند باش*
مثبت‌اندیش باش*
نگرش مثبت
روحیهٔ خوب
رفتار حرفه‌ای
برخورد حرفه‌ای
رفتار مناسب
برخورد مناسب
""")
VAGUE = Phrases("""
در اسرع وقت
هرچه زودتر
هر چه زودتر
هرچه سریع‌تر
هر چه سریع‌تر
حتی‌الامکان
حتی الامکان
تا حد امکان
تا جای ممکن
در صورت امکان
در صورت لزوم
به نحو احسن
به بهترین نحو
به بهترین شکل
به شکل مناسب
به نحو مقتضی
""")
# Words that end as verbs do and are none.
NO_VERB = words_of("""
زیاد خرید امید سفید درصد مورد کمبود پیشنهاد قرارداد آزاد شاد استاد اعتماد بعد وجود خود حد عدد کارمند کارمندان
هوشمند علاقه‌مند لبخند بلند مانند چند تند جدید مفید شدید تولید تأیید تایید تأکید تاکید کلید دید بازدید تردید
خورشید رویداد تعداد ایجاد انتقاد استعداد سود نقد عقد قصد بد سرد گرد مرد درد کارکرد عملکرد رویکرد برخورد مردم
کدام تمام سلام احترام اقدام پیام نام کم هم چشم اسم رسم قلم گرم نرم محترم لازم مهم تیم سیستم مراسم علم انجام
اعلام اتمام هنگام دوم سوم چهارم پنجم نظم تنظیم تسلیم تصمیم دست درست نخست پست بن‌بست زن سخن تلفن
""")
# «می‌کند» may be written in two or in one; imperatives and the subjunctive begin with ب.
_GOES_ON = re.compile(r"(?:ن?می)\w{2,}")
_ENDS = re.compile(r"\w+(?:د|ید|یم|م|ست)")
_WHOLE = words_of("""
است نیست هست باش کن بگو بپرس ببر بیاور بده نکن نگو بشنو ببین بنویس
""")
_INFINITIVE = re.compile(r"\w{2,}(?:دن|تن)")
_CLAUSE = re.compile(r"[:؛;]|،\s*(?=(?:نه|حتی|مگر|مثل)\s)")
_BRACKETS = re.compile(r"\([^()]*\)|«[^«»]*»")
_VOWELS = re.compile("[\u064b-\u0652\u0670]")
_WORD = re.compile(r"[^\W_]+")
# A verb that goes on: «… می‌کند، … می‌گوید و … می‌دهد».
_ACT = re.compile(r"(?<!\w)(ن?)می(?:\u200c| )?([\w]{2,})")
_ENDING = re.compile(r"\s*(?:،|؛|:|\.|!|$|و\s|تا\s|که\s)")
# What is said within a subordinate clause is no deed of its own.
_OPENERS = re.compile(r"(?:^|[\s،])(?:که|اگر|وقتی|چه|چند|هرگاه|آنچه|جایی)\s")


def _last(words: list[str]) -> str:
    """The last word, folded; «می کند» as one."""
    last = words[-1]
    return f"{words[-2]}{last}" if len(words) > 1 and words[-2] in ("می", "نمی") else last


def _is_verb(word: str) -> bool:
    if word in _WHOLE or _GOES_ON.fullmatch(word):
        return True
    return word not in NO_VERB and bool(_ENDS.fullmatch(word))


def ends_without_verb(sentence: str) -> bool:
    """Only where no clause ends with what may be a verb; a list after a colon passes."""
    for clause in _CLAUSE.split(_BRACKETS.sub(" ", sentence)):
        words = _WORD.findall(fold(clause))
        if words and _is_verb(_last(words)) and not _INFINITIVE.fullmatch(words[-1]):
            return False
    return bool(_WORD.search(sentence))


def _verbs(sentence: str) -> list[bool]:
    """[is it denied] of the verbs that end a clause and do not stand in a subordinate one."""
    bare = _VOWELS.sub("", _BRACKETS.sub(" ", sentence))
    found, began = [], 0
    for match in _ACT.finditer(bare):
        if not _ENDING.match(bare, match.end()):
            continue
        if not _OPENERS.search(bare[began : match.start()]):
            found.append(bool(match[1]))
        began = match.end()
    return found


def acts(sentence: str) -> int:
    """How many things are done, as far as verbs with «می» tell."""
    return len(_verbs(sentence))


def is_only_negative(sentence: str) -> bool:
    """Nothing is said but what is not done."""
    verbs = _verbs(sentence)
    return bool(verbs) and all(verbs)
