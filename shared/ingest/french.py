"""Why a file is not taken, in French: the English sentences and what they are in it.

A sentence holds what was met at its braces; the same words stand in its translation. What has no
translation stays English: better understood by some than by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from shared.ingest.sentences import filled, patterns

SENTENCES: Final[Mapping[str, str]] = {
    # The bytes
    "the file is empty (0 bytes)": "le fichier est vide (0 octet)",
    "this is {kind}": "c'est {kind}",
    "the {compression} file is empty inside, or damaged: send it again": (
        "le fichier {compression} est vide ou endommagé : renvoyez-le"
    ),
    "the {compression} file is damaged: send it again": (
        "le fichier {compression} est endommagé : renvoyez-le"
    ),
    "the file is a damaged or incomplete XLSX workbook or zip archive: send it again": (
        "le classeur XLSX ou l'archive zip est endommagé ou incomplet : renvoyez-le"
    ),
    "it is compressed twice, a gzip file inside a {compression} one": (
        "il est compressé deux fois, un fichier gzip dans un fichier {compression}"
    ),
    "it is compressed twice, a zip archive inside a {compression} file": (
        "il est compressé deux fois, une archive zip dans un fichier {compression}"
    ),
    "the zip archive has a password: send it without": (
        "l'archive zip est protégée par un mot de passe : envoyez-la sans"
    ),
    "the zip archive is packed by a method that is not read; expected the usual one (deflate): "
    "pack it again, or send the file unpacked": (
        "l'archive zip est compressée par une méthode qui n'est pas lue, au lieu de la méthode "
        "courante (deflate) : recompressez-la, ou envoyez le fichier tel quel"
    ),
    "the zip archive holds no file": "l'archive zip ne contient aucun fichier",
    "the contract says to read {wanted} of the zip archive, which holds {count} of that name "
    "among {names}": (
        "le contrat demande de lire {wanted} dans l'archive zip, qui contient {count} de ce nom "
        "parmi {names}"
    ),
    "the contract says to read {wanted} of the zip archive, which holds no file of that name "
    "among {names}": (
        "le contrat demande de lire {wanted} dans l'archive zip, qui ne contient aucun fichier de "
        "ce nom parmi {names}"
    ),
    "the zip archive holds {count} files, {names}: say in the contract which one is meant "
    "(`format: {member: …}`; to try, `nova diagnose FILE --format member=…`), or unpack it and "
    "drop each file by itself, parts of one table under the same source": (
        "l'archive zip contient {count} fichiers, {names} : dites dans le contrat lequel lire "
        "(`format: {member: …}` ; pour essayer, `nova diagnose FICHIER --format member=…`), ou "
        "décompressez-la et déposez chaque fichier séparément, les parties d'un même tableau sous "
        "la même source"
    ),
    "this is a binary file, not text; expected CSV, JSON, XML or XLSX: export it again as one of "
    "these": (
        "c'est un fichier binaire et non du texte ; un fichier CSV, JSON, XML ou XLSX est attendu "
        ": refaites l'export dans l'un de ces formats"
    ),
    "unknown encoding {encoding} (examples: utf-8, cp1252, utf-16-le)": (
        "l'encodage {encoding} est inconnu (exemples : utf-8, cp1252, utf-16-le)"
    ),
    # Workbooks
    "the file is an XLSX workbook, the contract expects {type}": (
        "le fichier est un classeur XLSX, le contrat attend du {type}"
    ),
    "the file is not an XLSX workbook, as the contract expects": (
        "le fichier n'est pas un classeur XLSX, alors que le contrat en attend un"
    ),
    "the workbook inside is larger than {size} MiB: send it unpacked, or as CSV": (
        "le classeur compressé dépasse {size} Mio : envoyez-le tel quel, ou en CSV"
    ),
    "this is a binary Excel .xlsb workbook: save it as XLSX or CSV": (
        "c'est un classeur Excel binaire .xlsb : enregistrez-le en XLSX ou en CSV"
    ),
    "this is an OpenDocument file: save it as XLSX or CSV": (
        "c'est un fichier OpenDocument : enregistrez-le en XLSX ou en CSV"
    ),
    "this is an Excel 2003 XML workbook: save it as XLSX or CSV": (
        "c'est un classeur XML d'Excel 2003 : enregistrez-le en XLSX ou en CSV"
    ),
    "the sheet {sheet} is damaged: open the workbook, save it again and send that": (
        "la feuille {sheet} est endommagée : ouvrez le classeur, enregistrez-le et renvoyez-le"
    ),
    "header_row is {wanted}, and the file has only 1 row": (
        "header_row vaut {wanted}, et le fichier n'a qu'une ligne"
    ),
    "header_row is {wanted}, and the file has only {count} rows": (
        "header_row vaut {wanted}, et le fichier n'a que {count} lignes"
    ),
    "the sheet has no header and no rows, only empty cells": (
        "la feuille n'a ni titres de colonnes ni lignes, rien que des cellules vides"
    ),
    "the workbook has no sheet with cells": "le classeur n'a aucune feuille remplie",
    "no sheet {sheet} (known: {names})": ("aucune feuille ne s'appelle {sheet} (il y a : {names})"),
    "the workbook is damaged: open it, save it again as XLSX and send that": (
        "le classeur est endommagé : ouvrez-le, enregistrez-le en XLSX et renvoyez-le"
    ),
    "the workbook is damaged or has a password: save it again as XLSX and send that": (
        "le classeur est endommagé ou protégé par un mot de passe : enregistrez-le en XLSX et "
        "renvoyez-le"
    ),
    "the workbook unpacks to {unpacked} MiB from {packed} KiB, which is not read for safety: "
    "export it as CSV": (
        "le classeur passe de {packed} Kio à {unpacked} Mio une fois décompressé, ce qui n'est pas "
        "lu par sécurité : exportez-le en CSV"
    ),
    "a sheet of the workbook has more than {most} rows, which no spreadsheet program can hold: "
    "export it as CSV": (
        "une feuille du classeur a plus de {most} lignes, ce qu'aucun tableur n'accepte : "
        "exportez-la en CSV"
    ),
    "a sheet of the workbook has more than {most} tags in one row, or outside its rows, which is "
    "not read for safety: export it as CSV": (
        "une feuille du classeur a plus de {most} balises dans une ligne ou hors de ses lignes, ce "
        "qui n'est pas lu par sécurité : exportez-la en CSV"
    ),
    "the workbook's table of texts is {size} MiB, at most {most} are read: export it as CSV": (
        "la table des textes du classeur fait {size} Mio, {most} au plus sont lus : exportez-le en "
        "CSV"
    ),
    "the workbook has {count} different texts, at most {most} are read: export it as CSV": (
        "le classeur contient {count} textes différents, {most} au plus sont lus : exportez-le en "
        "CSV"
    ),
    "a text of the workbook is longer than {most} MiB, which no spreadsheet program can hold: "
    "export it as CSV": (
        "un texte du classeur dépasse {most} Mio, ce qu'aucun tableur n'accepte : exportez-le en "
        "CSV"
    ),
    # Texts, JSON and XML
    "it is not a table of people: its text has one column; expected columns cut by a comma, "
    "semicolon, tab or bar, or by what the contract says ({format})": (
        "ce n'est pas un tableau de personnes : le texte n'a qu'une colonne ; on attend des "
        "colonnes séparées par une virgule, un point-virgule, une tabulation ou une barre, ou par "
        "ce que dit le contrat ({format})"
    ),
    "the file has {count} columns or more, at most {most} are read": (
        "le fichier a {count} colonnes ou plus, {most} au plus sont lues"
    ),
    "the file has no header and no rows, only blank lines": (
        "le fichier n'a ni titres de colonnes ni lignes, rien que des lignes vides"
    ),
    "no table found: the text has no delimiter (comma, semicolon, tab or bar) and very long "
    "lines": (
        "aucun tableau trouvé : le texte n'a pas de séparateur (virgule, point-virgule, tabulation "
        "ou barre) et ses lignes sont très longues"
    ),
    "this is a web page without a table: export the data as CSV or XLSX": (
        "c'est une page web sans tableau : exportez les données en CSV ou en XLSX"
    ),
    "the web page is larger than {most} MiB: export the data as CSV": (
        "la page web dépasse {most} Mio : exportez les données en CSV"
    ),
    "no list of records at {path} in the JSON (found: {known})": (
        "aucune liste de fiches en {path} dans le JSON (il y a : {known})"
    ),
    "the JSON holds no list of records (expected a list of objects, at most {depth} levels deep, "
    "or one object a line)": (
        "le JSON ne contient aucune liste de fiches (une liste d'objets est attendue, à {depth} "
        "niveaux au plus, ou un objet par ligne)"
    ),
    "the values of the JSON's first records are nested too deeply to read": (
        "les valeurs des premières fiches du JSON sont imbriquées trop profondément pour être lues"
    ),
    "the XML has no repeated element {wanted}": "le XML n'a aucun élément répété {wanted}",
    "with children or attributes": "qui ait des éléments ou des attributs",
    "the XML's elements are nested too deeply to read": (
        "les éléments du XML sont imbriqués trop profondément pour être lus"
    ),
    "the file begins like XML but is not well-formed from the start": (
        "le fichier commence comme du XML mais il est mal formé dès le début"
    ),
    "the XML declares a document type or entities, which are not read for safety: export it "
    "without <!DOCTYPE …>": (
        "le XML déclare un type de document ou des entités, ce qui n'est pas lu par sécurité : "
        "exportez-le sans <!DOCTYPE …>"
    ),
    # Kinds of files
    "an old Excel .xls workbook, or one with a password: save it as XLSX or CSV": (
        "un ancien classeur Excel .xls, ou un classeur protégé : enregistrez-le en XLSX ou en CSV"
    ),
    "a PDF document: export the data as CSV or XLSX": (
        "un document PDF : exportez les données en CSV ou en XLSX"
    ),
    "a Parquet file: export it as CSV or JSON Lines": (
        "un fichier Parquet : exportez-le en CSV ou en JSON Lines"
    ),
    "an SQLite database: export the table as CSV": ("une base SQLite : exportez la table en CSV"),
    "an image": "une image",
    "a 7z archive: unpack it first": "une archive 7z : décompressez-la d'abord",
    "a RAR archive: unpack it first": "une archive RAR : décompressez-la d'abord",
    "a bzip2 file: unpack it first, or use gzip": (
        "un fichier bzip2 : décompressez-le d'abord, ou utilisez gzip"
    ),
    "an xz file: unpack it first, or use gzip": (
        "un fichier xz : décompressez-le d'abord, ou utilisez gzip"
    ),
    "a Zstandard file: unpack it first, or use gzip": (
        "un fichier Zstandard : décompressez-le d'abord, ou utilisez gzip"
    ),
    "no file": "aucun fichier",
    "{count} files": "{count} fichiers",
    "one whose name looks like a value": "un fichier dont le nom ressemble à une donnée",
    # The mapping
    "its only column was not": "sa seule colonne n'a pas été",
    "none of its {count} columns was": "aucune de ses {count} colonnes n'a été",
    "no contract names the source {source} (known: {known}); add it to the YAML of its "
    "acquisition": (
        "aucun contrat ne nomme la source {source} (il y a : {known}) ; ajoutez-la au YAML de son "
        "entreprise"
    ),
    "{none} recognised as saying who a row is about; expected at least one such column, as an "
    "e-mail, a phone or a name. The file waits in landing: say what a column is with `nova "
    "sources map SOURCE COLUMN FIELD`, and it is looked at again (`nova diagnose FILE` shows what "
    "was recognised)": (
        "{none} reconnue comme disant de qui parle une ligne ; il en faut au moins une : un "
        "e-mail, un téléphone ou un nom. Le fichier attend : dites ce "
        "qu'est une colonne avec `nova sources map SOURCE COLONNE CHAMP`, et il sera relu (`nova "
        "diagnose FICHIER` montre ce qui a été reconnu)"
    ),
    "no column was recognised as an e-mail, a phone or a name: an upload of this file is refused "
    "until its contract or `nova sources map` says which column is one": (
        "aucune colonne n'a été reconnue comme un e-mail, un téléphone ou un nom : l'envoi de ce "
        "fichier est refusé tant que son contrat ou `nova sources map` ne dit pas laquelle en est "
        "un"
    ),
    "its columns are not those the source was mapped by on {day}{by}{said}: every row would name "
    "nobody. Drop it under its own source; or, if the earlier file was the wrong one, take that "
    "one back with {undo} and drop this one again": (
        "ses colonnes ne sont pas celles avec lesquelles la source a été comprise le "
        "{day}{by}{said} : aucune ligne ne dirait de qui elle parle. Déposez-le sous sa propre "
        "source ; ou, si c'est le fichier précédent qui était le mauvais, retirez-le avec {undo} "
        "et redéposez celui-ci"
    ),
    ", by upload {upload}": ", par l'envoi {upload}",
    ", where {columns} said who a row is about": ", où l'on savait par {columns} de qui parle une "
    "ligne",
    "its columns are not those of earlier files, and the contract says `drift: refuse`; send it "
    "with the columns of before, or change the contract: {changes}": (
        "ses colonnes ne sont pas celles des fichiers précédents, et le contrat dit `drift: "
        "refuse` ; renvoyez-le avec les colonnes d'avant, ou changez le contrat : {changes}"
    ),
    "it has columns that earlier files had not, and the contract has a person asked: say what "
    "each is with `nova sources map SOURCE COLUMN FIELD` (`extension` keeps it as it is), and the "
    "file that waits in landing is taken; {changes}": (
        "il a des colonnes que les fichiers précédents n'avaient pas, et le contrat veut qu'on "
        "demande : dites ce qu'est chacune avec `nova sources map SOURCE COLONNE CHAMP` "
        "(`extension` la garde telle quelle), et le fichier qui attend sera pris ; {changes}"
    ),
    "new columns: {columns}": "nouvelles colonnes : {columns}",
    "columns of earlier files that are missing: {columns}": (
        "colonnes des fichiers précédents qui manquent : {columns}"
    ),
    "{new} looks like {gone} under another name: if it is, say so with `nova sources map`": (
        "{new} ressemble à {gone} sous un autre nom : si c'est elle, dites-le avec `nova sources "
        "map`"
    ),
    "the values of {column} do not look like {field} any more": (
        "les valeurs de {column} ne ressemblent plus à {field}"
    ),
    "the export was replaced or removed while it was being read; drop it again": (
        "l'export a été remplacé ou retiré pendant sa lecture ; redéposez-le"
    ),
}
"""English sentence -> French; `{word}` stands for what was met, and is translated in its turn."""


def in_french(reason: str) -> str:
    """Why a file is not taken, in French; what is unknown stays as it is."""
    for pattern, french in _patterns():
        found = pattern.fullmatch(reason)
        if found:
            said = {name: in_french(text) for name, text in found.groupdict().items()}
            return filled(french, said)
    pieces = reason.split("; ")
    translated = [in_french(one) for one in pieces] if len(pieces) > 1 else pieces
    return reason if translated == pieces else " ; ".join(translated)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(patterns(SENTENCES))
