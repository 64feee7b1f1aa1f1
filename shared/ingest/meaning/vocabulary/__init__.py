"""Words of column headers in nine languages: one module per language, all of the same form.

`TERMS` maps a concept to its terms, separated by commas; a term may be several words, and may
stand under several concepts. `LOCAL` holds terms that mean this only in files of that language
(Italian `data` is a date, English `data` is not). `STOP_WORDS` carry no meaning between terms.
Accents are written as in the language; `shared.ingest.meaning.lexicon` folds and indexes them.
"""
