"""Help with writing a standard: what a careful colleague would say about its texts, in Persian and in English. Pure.

`hints.advice_on(texts, language)` says it; `words_en` and `words_fa` hold the words that it knows, `reading` measures.
Silence is better than a wrong hint: of the standards that come with the product fewer than one in five gets one.
"""
