"""German header words (Germany, Austria, Switzerland)."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = """
    der, die, das, des, dem, den, und, ein, eine, einer, eines, vom, ihr, ihre, ihren, dein,
    deine, u, zum, zur
"""

CONNECTORS: Final = """
    an, von, am, auf, bei, beim, für, fuer, im, mit, ob, per, über, ist, sind, hat, haben, wird,
    bitte, oder, aus, zu, nach, ich, sie, wir, uns, er, wie, was, wer, wo, welche, welcher,
    welches, möchte, möchten, durch, als
"""

TERMS: Final[dict[str, str]] = {
    "given": """
        vorname, vornamen, rufname, 1 vorname, vorname 1, erster vorname, vname, taufname, vorn
    """,
    "family": "nachname, familienname, zuname, nachnamen, nname, nachn, familien name",
    "full_name": """
        vollständiger name, vor und nachname, name vorname, vorname nachname, vorname name,
        nachname vorname, kontaktname, voller name, anzeigename, gesamtname, vor und zuname, name
        und vorname, kontakt name, ansprechpartner, ansprechpartnerin, kompletter name, name
        komplett, vor nachname, nachname und vorname, vorname und nachname, name gesamt,
        debitorenname, kundenname, nutzer anzeigename
    """,
    "name": "name, namen",
    "middle_name": """
        zweiter vorname, weitere vornamen, mittelname, 2 vorname, vorname 2, zwischenname, weitere
        namen, vorsatzwort, namenszusatz, namensvorsatz, name 2, name2, name zusatz, adelstitel
    """,
    "name_suffix": "suffix, namenssuffix, nachgestellter titel, titel nachgestellt",
    "nickname": """
        spitzname, pseudonym, kürzel, kurzname, matchcode, alias, suchname, rufzeichen, nickname,
        kurzbezeichnung, suchbegriff
    """,
    "maiden_name": """
        geburtsname, mädchenname, geb name, geborene, name bei geburt, familienname bei geburt
    """,
    "phonetic": "phonetisch, lautschrift",
    "initials": "initialen",
    "login": "benutzername, nutzername, anmeldename, loginname, benutzerkennung, username",
    "email": """
        e mail, email, mail adresse, e mail adresse, mailadresse, emailadresse, elektronische
        post, e mailadresse, emails, mailkontakt, email adresse, e mail adressen, e mail 1, mail
        privat, emailkontakt, email1
    """,
    "mail": "mail",
    "phone": """
        telefon, telefonnummer, telefonnr, tel, fon, telephon, rufnummer, telefon nr, tel nr,
        telnr, telefon 1, telnummer, festnetznummer privat, telefonkontakt, telefone, telefon 1
        nummer, telefonisch erreichbar, hauptrufnummer, durchwahl, tel nummer, zentrale
    """,
    "landline": """
        festnetz, festnetznummer, telefon privat, telefon festnetz, tel privat, telefonprivat,
        festnetztelefon, privattelefon, telefon p
    """,
    "mobile": """
        mobil, mobiltelefon, handy, handynummer, mobilnummer, natel, mobilfunk,
        mobiltelefonnummer, mobilfunknummer, handynr, mobilnr, mobil nr, handy nr, mobiltel,
        mobiltelefonnr, mobilfunknr, telefon mobil, tel mobil, telefonmobil, mobilrufnummer, mobil
        telefon, mobile nummer, handytelefon
    """,
    "sms": "sms, kurznachricht, kurznachrichten",
    "fax": "fax, telefax, faxnummer, faxnr, telefaxnummer, fax nr, telefaxnr",
    "messaging": "whatsapp, skype, xing, soziale medien, threema",
    "street": """
        straße, strasse, str, straße und hausnummer, strasse nr, straße hausnummer, straßenname,
        anschrift straße, adresse 1, straße 1, adresszeile 1, straße nr, adresse1, anschriftzeile
        1, straße hausnr, str nr, str hausnr, adresszeile1, straße und nr, strassenname, adresse
        zeile 1, strasse1, str hausnummer, strasse hausnr, straße u hausnummer, straße und hausnr,
        gasse, straßenanschrift, straße und nummer, wohnadresse straße
    """,
    "address": """
        adresse, anschrift, adresszeile, anschriftzeile, anschriftenzeile, postanschrift,
        wohnadresse, wohnanschrift, adressen, postadresse
    """,
    "address_more": """
        adresszusatz, adresse 2, zusatz, adresszeile 2, straße 2, anschriftzusatz, adresse2,
        adresszusatz 1, stiege, stockwerk, wohnung, etage, zusatzzeile, adresse zusatz,
        adressergänzung, anschrift zusatz, adresszusatzzeile, c o, gebäude, adresszeile2,
        anschriftzeile 2, adresse zeile 2, tür, hinterhaus, straßenzusatz, straße zusatz, zusatz
        1, zusatzadresse, wohnungsnummer, adr zusatz, appartement
    """,
    "address_third": """
        adresse 3, adresszeile 3, straße 3, adresse3, adresszusatz 2, anschriftzeile 3, zusatz 2
    """,
    "zip": """
        plz, postleitzahl, plz ort nr, postleitz, postleitzahlen, plz nr, postzahl, plz privat,
        plz straße, plz code
    """,
    "city": """
        ort, stadt, wohnort, gemeinde, ortschaft, ortsname, stadt ort, ort stadt, ort name, plz
        ort, postort, städte, ort privat
    """,
    "region": """
        bundesland, kanton, region, landkreis, bundesstaat, provinz, bundesland kanton, kreis,
        bezirk, bundesland region, bundesland provinz, kantone, gebiet bundesland, region
        bundesland
    """,
    "country": """
        land, länderkennzeichen, staat, ländercode, landeskennzeichen, landescode, landkürzel,
        ländername, iso land, länderkürzel, landesname, land code, lkz, landkennzeichen,
        wohnsitzland, länderkennung, herkunftsland adresse, land region, land kürzel, iso code
        land, länderschlüssel, landname
    """,
    "house_number": """
        hausnummer, hausnr, hnr, haus nr, hausnummernzusatz, hausnummer zusatz, hausnr zusatz,
        hausnummerzusatz, haus nummer
    """,
    "po_box": "postfach, postfach plz, postfachnummer, plz postfach, postfach ort, ort postfach",
    "district": "ortsteil, stadtteil, stadtbezirk, gebiet, viertel, vertriebsgebiet, ags",
    "geo": "breitengrad, längengrad, ip adresse, geokoordinaten, browser, gerät, betriebssystem",
    "time_zone": "zeitzone",
    "location": "standort, wohnhaft in",
    "birth": "geburt, geboren, geb, geburts",
    "birth_date": """
        geburtsdatum, geburtstag, geb datum, geboren am, geb am, gebdat, geb dat, gebdatum,
        geburtsdat, geb tag, tag der geburt, geburtstage, gebtag
    """,
    "gender": "geschlecht, sex, geschlechtskennzeichen, geschl",
    "age": "alter, altersgruppe, lebensalter, altersklasse, jahrgang",
    "honorific": """
        anrede, briefanrede kurz, anredeschlüssel, anrede code, anredekennzeichen, anredekz,
        persönliche anrede kurz, anreden, herr, frau, herrn, herr frau, herrn frau
    """,
    "title": "titel",
    "letter_greeting": """
        briefanrede, grußformel, persönliche anrede, anredezeile, briefkopf, anrede brief,
        briefanschrift, anredeform, grußzeile, anredetext, anrede text, serienbrief anrede
    """,
    "language": """
        sprache, korrespondenzsprache, sprachcode, sprachen, bevorzugte sprache, muttersprache,
        sprachkennzeichen, sprachkürzel, sprachschlüssel, kommunikationssprache
    """,
    "nationality": "nationalität, staatsangehörigkeit, staatsbürgerschaft",
    "marital": """
        familienstand, kinder, anzahl kinder, haushalt, hobby, hobbys, verheiratet, konfession
        haushalt
    """,
    "job": """
        beruf, position, funktion, berufsbezeichnung, tätigkeit, stellung, jobtitel,
        stellenbezeichnung, funktionsbezeichnung, funktion position, berufstitel, position firma,
        dienststellung, rolle im unternehmen, beruf position, dienstbezeichnung, amtsbezeichnung,
        beschäftigung
    """,
    "company": """
        firma, unternehmen, firmenname, organisation, arbeitgeber, betrieb, institution,
        gesellschaft, verein, firma 1, firmenbezeichnung, unternehmensname, einrichtung, schule,
        name der firma, firma organisation, hochschule, name firma, kanzlei, konzern,
        organisationsname, firma name, firmen name, praxis, vereinsname, firma verein, name des
        unternehmens, firmierung, name der organisation, hochschule firma, behörde, universität
    """,
    "department": """
        abteilung, filiale, niederlassung, bereich, team, dienststelle, büro standort, abt,
        kostenstelle, geschäftsstelle
    """,
    "company_number": """
        ust id, umsatzsteuer id, ust idnr, handelsregisternummer, ustid, steuernummer firma,
        umsatzsteuer identifikationsnummer, uid nummer, handelsregister, ust id nr, ust nr, uid
        nr, firmennummer, handelsregisternr, debitorenkonto, fibu konto, steuernummer
    """,
    "industry": """
        branche, rechtsform, mitarbeiterzahl, umsatz, wirtschaftszweig, unternehmensgröße,
        firmengröße, jahresumsatz, anzahl mitarbeiter, organisationstyp, unternehmensart
    """,
    "id": """
        kennung, schlüssel, id, ids, laufnummer, lfd nr, lfdnr, datensatz id, laufende nummer,
        eindeutige id, interne nummer, idnr, id nr, satznummer, mitarbeiternummer, personalnummer,
        mitarbeiter nr, personal nr, personalnr, kdnr, kd nr, kundennr, knr
    """,
    "number": "nummer, nr, num",
    "code": "code, kennzeichen, kennziffer, schlüsselcode, kz",
    "reference": """
        referenz, aktenzeichen, referenznummer, vorgangsnummer, vorgang, belegnummer, belegnr,
        beleg, referenznr, vorgangsnr, zeichen
    """,
    "external": """
        extern, externe, fremd, alt, alte, import, vorherige, fremdschlüssel, migriert, altsystem
    """,
    "barcode": "strichcode, barcode, ticketcode",
    "card": """
        karte, kundenkarte, ausweis, mitgliedsausweis, kartennummer, mitgliedskarte, bonuskarte,
        ausweisnummer, kundenkartennummer, kartennr
    """,
    "line": "zeile, zeilen",
    "record": "datensatz, eintrag, satz, position zeile",
    "password": """
        passwort, kennwort, passworthash, sicherheitsfrage, zugangscode, passwort hash,
        geheimzahl, zugangsdaten
    """,
    "national_number": """
        personalausweis, ausweisnummer, reisepass, sozialversicherungsnummer, steuer id, sv
        nummer, svnr, ahv nummer, führerschein, personalausweisnummer, rentenversicherungsnummer,
        steueridentifikationsnummer, ahv nr, reisepassnummer, ahv, passnummer, ausweisnr,
        versicherungsnummer, sozialversicherungsnr
    """,
    "bank": """
        iban, bic, bank, kontonummer, blz, bankleitzahl, kontoinhaber, bankverbindung,
        kreditkarte, mandat, lastschrift, mandatsreferenz, kontonr, konto nr, kreditinstitut,
        bankname, sepa mandat, konto inhaber, karteninhaber, bankkonto, kartentyp, geldinstitut,
        einzugsermächtigung, gläubiger, name der bank, lastschriftmandat
    """,
    "health": """
        allergien, krankenkasse, behinderung, religion, konfession, blutgruppe, gesundheit,
        attest, arzt, krankenversicherung, ernährung, schwerbehindert, hausarzt,
        unverträglichkeiten, medikamente, impfung, besonderheiten gesundheit,
        essensbesonderheiten, religionszugehörigkeit, verpflegung
    """,
    "date": """
        datum, zeitstempel, zeitpunkt, datum und uhrzeit, datum uhrzeit, datum zeit, termin,
        belegdatum
    """,
    "time": "uhrzeit, zeit, stunde, dauer, uhr",
    "calendar_part": """
        jahr, monat, woche, quartal, saison, kalenderwoche, schuljahr, wochentag, jahreszahl
    """,
    "created": """
        erstellt, angelegt, anlage, erfasst, erstellt am, angelegt am, erstellungsdatum,
        anlagedatum, erfassungsdatum, eingetragen, eintragsdatum, eintragung, aufgenommen,
        aufnahmedatum, erstelldatum, erfasst am, aufgenommen am, angelegt datum, erstellung,
        eingangsdatum, neuanlage, erstellungszeitpunkt, eintragungsdatum, ersterfassung,
        erstanlage, erstkontakt, erfassung, eingetragen am, datum erstellt, anlage datum, erstmals
        erfasst, datensatz erstellt
    """,
    "added": "hinzugefügt, hinzugefügt am, aufnahme, zugefügt, aufn, aufn datum",
    "registered": """
        registriert, angemeldet, anmeldung, registrierung, anmeldedatum, registrierungsdatum,
        mitglied seit, kunde seit, beitritt, beitrittsdatum, eintritt, eintrittsdatum, seit,
        registriert am, angemeldet am, kundenseit, beigetreten, beigetreten am, eintritt am,
        abonnent seit, kunde seit datum, datum der anmeldung, spender seit, anmeldezeitpunkt,
        registriert seit, abonniert am, anmelde datum, einschreibung, eingeschrieben,
        mitgliedschaft seit, datum anmeldung
    """,
    "confirmed": """
        bestätigt, bestätigung, bestätigungsdatum, bestätigt am, double opt in,
        bestätigungszeitpunkt, doi bestätigt
    """,
    "updated": """
        geändert, änderung, letzte änderung, geändert am, änderungsdatum, aktualisiert,
        aktualisierung, letzte aktualisierung, bearbeitet, zuletzt geändert, aktualisiert am,
        mutationsdatum, änderungszeitpunkt, zuletzt geändert am, bearbeitet am, zuletzt
        bearbeitet, zuletzt aktualisiert, mutiert am, letzte bearbeitung, mutation, datum
        änderung, letzte mutation, letzte änderung am, datum der änderung, aktualisierungsdatum,
        modifiziert
    """,
    "last_seen": """
        letzter login, letzte bestellung, letzter kauf, letzte aktivität, letzter besuch, letzte
        anmeldung, letzter kontakt, letzte spende, zuletzt, letzte, letzter, erste bestellung,
        erste spende, erster kauf, letztes, letzter umsatz, letzte buchung, letztes login, zuletzt
        online, letzte rechnung, letzter einkauf, letzte öffnung, letzter klick
    """,
    "expiry": """
        ablauf, ablaufdatum, gültig bis, gültigkeit, verlängerung, läuft ab, nächste, nächster,
        wiedervorlage, gültig ab, gültig, gültig von, aboende, abo ende, ende abo, laufzeit,
        kündigungsfrist, vertragsende, nächste rechnung, nächste zahlung, mindestlaufzeit
    """,
    "start": """
        beginn, start, anfang, startdatum, einlass, vertragsbeginn, abobeginn, abo beginn,
        lieferbeginn, beginndatum, startzeit, erstlieferung, von datum, startet
    """,
    "end": """
        ende, schluss, enddatum, abgeschlossen am, austritt, austrittsdatum, endzeit, enddatum
        vertrag, bis
    """,
    "due": """
        fällig, fälligkeit, frist, geplant, erinnerung, fällig am, fälligkeitsdatum, versanddatum
    """,
    "deleted": """
        gelöscht, archiviert, storniert, storno, gekündigt, kündigung, gesperrt, verstorben,
        inaktiv, kündigungsdatum, gekündigt am, stornodatum, sperre, sperrkennzeichen,
        ausgetreten, löschkennzeichen, gekündigt zum, stornierung, deaktiviert, storniert am,
        todesdatum, gelöscht am
    """,
    "opt_in": """
        einwilligung, zustimmung, erlaubnis, erlaubt, empfängt, erhält, einverstanden, zugestimmt,
        opt in, optin, einverständnis, werbeeinwilligung, kontakterlaubnis, newsletter empfänger,
        wünscht, abonniert, newsletter abonniert, darf kontaktiert werden, bezieht, newsletter
        anmeldung, dsgvo einwilligung, kontaktaufnahme, kontaktieren, werbung erlaubt, erhalten,
        einwilligungen, newsletter erlaubt, werbeerlaubnis, newsletter erhalten, empfänger
        newsletter, werbezustimmung, empfangen, kontaktpräferenz, dsgvo zustimmung, kontakt per,
        kontakt via, kontakt über, kontaktieren per
    """,
    "opt_out": """
        abgemeldet, widerruf, widerspruch, werbesperre, robinson, keine, kein, nicht, abbestellt,
        opt out, optout, sperrliste, sperrvermerk, austragen, ausgetragen, blacklist, mailsperre,
        mailing sperre, keine werbung, kein newsletter, mailingsperre, werbewiderspruch,
        widersprochen, abmeldung, postsperre, telefonsperre, newsletter abgemeldet, emailsperre, e
        mail sperre, kontaktsperre, versandsperre, werbeverbot, keine mails, briefsperre
    """,
    "newsletter": """
        newsletter, rundbrief, infobrief, infomail, newsletterempfang, newsletterabo, newsletter
        abo, rundschreiben, infopost elektronisch, newsletteranmeldung, newsletterempfänger,
        mailingliste, verteiler newsletter, infomails, newsletter empfang
    """,
    "marketing": """
        werbung, werbemails, angebote, marketing, aktionen, e mail werbung, werbliche,
        direktmarketing, emailwerbung, email werbung, werbe
    """,
    "by_post": """
        post, briefpost, postalisch, postversand, per post, brief, postwerbung, briefwerbung,
        infopost, katalog, postzusendung, per brief, postmailing, briefe, postweg
    """,
    "by_call": """
        anruf, anrufe, telefonisch, telefonwerbung, per telefon, telefonmarketing, telefonkontakt
        erlaubt, telefonanrufe, telefonieren, anrufen, telefonisch kontaktieren
    """,
    "unsubscribed": """
        abgemeldet am, abmeldedatum, widerrufen am, abbestellt am, austragungsdatum,
        abmeldezeitpunkt, widerrufsdatum, ausgetragen am, datum abmeldung, newsletter abmeldung
        am, abmeldung am, abmeldung datum, widerruf am, opt out datum
    """,
    "refusal": "ohne, nein, keinen, keinerlei, außer",
    "partner": """
        partner, partnerangebote, dritte, sponsoren, kooperationspartner, partnerunternehmen,
        drittanbieter, weitergabe
    """,
    "terms": """
        agb, datenschutz, datenschutzerklärung, nutzungsbedingungen, bildrechte, fotoerlaubnis,
        dsgvo, teilnahmebedingungen, haftungsausschluss, cookies, rechtsgrundlage,
        fotoeinwilligung
    """,
    "order": """
        bestellung, bestellungen, auftrag, aufträge, kauf, einkauf, verkauf, warenkorb, bestell,
        auftrags, käufe, kaufvertrag, bestellt
    """,
    "invoice": "rechnung, rechnungen, angebot, gutschrift, mahnung",
    "payment": """
        zahlung, bezahlt, zahlungen, einzahlung, zahlungseingang, gezahlt, überweisung, anzahlung,
        bezahlung, zahl, scheck, bar
    """,
    "transaction": "transaktion, buchungssatz, vorgang zahlung, transaktionen, umsatz einzeln",
    "donation": "spende, spenden, zuwendung, beitrag, zuwendungen, patenschaft, zustiftung, spend",
    "ticket": """
        ticket, tickets, eintrittskarte, karten, eintrittskarten, billett, eintritt karte,
        fahrkarte, onlineticket, billet
    """,
    "booking": "buchung, buchungen, reservierung, reservierungen, gebucht, platzreservierung",
    "product": """
        produkt, produkte, artikel, ware, produktname, artikelname, artikelbezeichnung, leistung,
        artikelnummer, produktbezeichnung, zusatzleistung, position artikel, bezeichnung,
        optionen, extras, artikelnr, leistungen, paket
    """,
    "membership": """
        mitgliedschaft, mitgliedsbeitrag, mitgliedschaften, jahresbeitrag, treueprogramm
    """,
    "subscription": """
        abonnement, abo, abos, zeitschrift, ausgabe, abonnements, objekt, zeitung, bezug, vertrag,
        heft, magazin, periodikum
    """,
    "event": """
        veranstaltung, veranstaltungen, vorstellung, konzert, messe, seminar, aufführung,
        ausstellung, event, spiel, festival, tagung, workshop, kongress, stück, produktion, aktion
        veranstaltung, führung, konferenz, lauf, wettkampf, webinar, reise, vortrag, wettbewerb,
        fest
    """,
    "session": "sitzung, zeitfenster, termin veranstaltung, session, vorstellungstermin",
    "course": """
        kurs, lehrgang, schulung, training, kurse, unterricht, fortbildung, lehrveranstaltung,
        studiengang, kursname, kurstitel, fach
    """,
    "activity": """
        aktivität, aktion, aktivitäten, aufgabe, aktionen liste, verlauf, interaktion, kontaktart,
        historie
    """,
    "visit": """
        besuch, besuche, teilnahme, anwesenheit, eingecheckt, eintritt zeit, check in, anwesend,
        eingelöst, gescannt, einlasszeit, besucht, teilgenommen, ankunft, entwertet, eingecheckt
        am, einlass am
    """,
    "booking_made": """
        bestellt am, gekauft am, gebucht am, bestelldatum, kaufdatum, buchungsdatum,
        rechnungsdatum, spendendatum, auftragsdatum, abgeschickt am, teilnahmedatum, valuta,
        wertstellung, kaufzeitpunkt, bestellzeitpunkt, buchungstag, datum bestellung, datum der
        spende, datum der bestellung, eingegangen am, abgeschlossen, bestellung am,
        transaktionsdatum, datum der buchung, reservierungsdatum, buchungszeitpunkt,
        verkaufsdatum, kauf am, datum kauf, zahlungseingang am, eingereicht am, gesendet am,
        gespendet am, antwortdatum, gültigkeitsdatum vorgang, ausgefüllt am
    """,
    "category": """
        kategorie, kategorien, sparte, genre, thema, rubrik, veranstaltungsart,
        veranstaltungskategorie, veranstaltungstyp, eventtyp, unterkategorie, themengebiet,
        veranstaltungsreihe, reihe
    """,
    "kind": "typ, sorte",
    "venue": """
        veranstaltungsort, spielort, saal, spielstätte, ort der veranstaltung, location, halle,
        raum, bühne, theater, kursort, veranstaltungsstätte, treffpunkt, austragungsort, haus,
        kino, museum, stadion, venue, standort veranstaltung
    """,
    "seat": """
        platz, sitzplatz, reihe platz, block, sitz, rang, platznummer, platznr, tisch,
        sitzplatznummer, startnummer, tischnummer, eingang, reihe sitz, reihe, sektor
    """,
    "ticket_type": """
        ticketart, kartenart, tarif, preiskategorie, ticketkategorie, tickettyp, preisgruppe,
        platzkategorie, ticketname, kartenkategorie, ermäßigung, preisstufe, aboart, aboform,
        mitgliedsart, tarifgruppe, preiskategorien, abotyp, mitgliedschaftsart, art der
        mitgliedschaft, kartentyp ticket, mitgliedsgruppe, beitragsart, mitgliedschaftstyp,
        beitragsgruppe, ticketbezeichnung, tarifname, abo art, abonnementart, abonnementtyp,
        mitgliedstyp, mitgliedskategorie, beitragsklasse, aboname, tarifbezeichnung, preisart,
        ticketsorte, eintrittsart, teilnehmerkategorie, bezugsart, abovariante
    """,
    "amount": """
        betrag, gesamtbetrag, bruttobetrag, summe, gesamtpreis, gesamtsumme, spendenbetrag,
        rechnungsbetrag, zahlbetrag, endbetrag, bezahlter betrag, bestellsumme, umsatzbetrag,
        bruttopreis, gezahlter betrag, gesamt brutto, beitragshöhe, bestellwert, höhe der spende,
        auftragswert, kaufbetrag, kaufpreis, wert, betrag brutto, gesamt, gesamtwert,
        auftragssumme, betrag in euro, spendenhöhe, zahlungsbetrag, warenwert, ticketpreis,
        bruttosumme, eintrittspreis, betrag eur, preis gesamt, bestellbetrag, abopreis,
        transaktionsbetrag
    """,
    "price": """
        preis, einzelpreis, stückpreis, kartenpreis, preis pro ticket, listenpreis, preise, kosten
    """,
    "total": "gesamt, insgesamt",
    "gross": "brutto, inkl",
    "net": """
        netto, nettobetrag, exkl, zwischensumme, nettopreis, ohne mwst, nettosumme, gesamt netto
    """,
    "fee": """
        gebühr, gebühren, provision, servicegebühr, vorverkaufsgebühr, bearbeitungsgebühr,
        trinkgeld, versandkosten gebühr, systemgebühr, vvk gebühr, kommission, transaktionsgebühr
    """,
    "tax": "steuer, mwst, ust, mehrwertsteuer, steuersatz, umsatzsteuer, mwst satz, steuerbetrag",
    "discount": """
        rabatt, gutschein, rabattcode, gutscheincode, nachlass, aktionscode, punkte,
        ermäßigungscode, promocode, treuepunkte, bonuspunkte, gutscheinwert, gutscheinnummer,
        skonto, vorteilscode
    """,
    "refund": """
        erstattung, rückerstattung, rückzahlung, erstattet, rückbuchung, erstattungsbetrag,
        rücklastschrift
    """,
    "delivery_cost": """
        versandkosten, lieferart, versandart, porto, sendungsnummer, zustellart, versandmethode,
        lieferkosten, versanddienstleister, zustellung, gewicht, paketnummer
    """,
    "quantity": """
        menge, anzahl, stück, anzahl tickets, anzahl karten, stückzahl, anzahl personen, anz,
        personenanzahl, personen anzahl, plätze, ticketanzahl, anzahl plätze, anzahl teilnehmer,
        personenzahl, exemplare
    """,
    "currency": "währung, währungscode, währungskürzel, währungskennzeichen, währ, waehrungscode",
    "payment_method": """
        zahlungsart, zahlungsmethode, zahlart, zahlungsmittel, zahlweise, bezahlmethode,
        zahlungsweise, bezahlart, zahlungsanbieter, zahlungsform, zahlverfahren
    """,
    "channel": """
        kanal, vertriebskanal, vertriebsweg, bestellweg, plattform, verkaufskanal, verkaufsweg,
        bestellkanal, vertriebsstelle, verkaufsstelle, buchungskanal, buchungsweg, spendenkanal,
        vorverkaufsstelle
    """,
    "origin": """
        herkunft, lead quelle, adressquelle, kontaktquelle, akquisequelle, leadquelle,
        ursprung, datenquelle, anmeldequelle, adressherkunft, kundenherkunft
    """,
    "medium": "medium, werbemittel, anzeige, werbeträger",
    "hearing": """
        aufmerksam geworden, wie haben sie von uns erfahren, empfehlung, geworben, aufmerksam
    """,
    "campaign": """
        kampagne, spendenaufruf, kampagnenname, spendenaktion, mailingaktion, werbeaktion,
        werbecode, kampagnentitel, aktionsname, kampagnencode, aktionskennzeichen, werbekampagne
    """,
    "fund": """
        widmung, verwendungszweck, projekt, zweck, spendenzweck, zweckbindung, zuordnung, fonds,
        spendenprojekt
    """,
    "url": "url, weblink",
    "page": "seite, seitenaufruf, landingpage, zielseite, webseite url, anmeldeseite, seiten url",
    "website": """
        webseite, homepage, internet, internetseite, webadresse, internetadresse, website, web,
        www
    """,
    "status": """
        status, zustand, aktiv, stand, bearbeitungsstand, verifiziert, gültigkeitsstatus,
        zahlungsstatus, bestellstatus, kundenstatus, phase, ergebnis, freigegeben, zugelassen,
        statuscode, fehler, stufe
    """,
    "score": """
        bewertung, note bewertung, priorität, punktzahl, einstufung, rating, bonität, wichtigkeit
    """,
    "reason": """
        grund, ursache, begründung, kündigungsgrund, abmeldegrund, motivation, sperrgrund,
        stornogrund
    """,
    "note": """
        notiz, notizen, bemerkung, bemerkungen, kommentar, anmerkung, hinweis, beschreibung,
        nachricht, freitext, betreff, anmerkungen, info, kommentare, info text, memo, wunsch,
        hinweise, mitteilung, text, infotext, details, interne notiz, langtext, vermerk, sonstiges
    """,
    "tag": """
        gruppe, gruppen, liste, schlagwort, schlagworte, merkmal, merkmale, stichwort, kategorie
        kontakt, verteiler, interessen, interesse, tags, zielgruppe, segment, listen, stichwörter,
        schlagwörter, etiketten, selektion, empfängerliste, adressgruppe
    """,
    "role_name": """
        rolle, kundentyp, kundenart, kontakttyp, kundengruppe, adresstyp, adressart,
        benutzerrolle, benutzertyp, personentyp, kontaktart typ, verhältnis, beziehung,
        mitgliedsstatus, kundenkategorie, art des kontakts, rollen
    """,
    "count": """
        anzahl bestellungen, anzahl käufe, anzahl besuche, durchschnitt, häufigkeit, anzahl
        spenden, öffnungen, klicks, anzahl buchungen, öffnungsrate, klickrate, anzahl logins,
        anzahl aufträge
    """,
    "lifetime": """
        gesamtumsatz, umsatz gesamt, kontostand, saldo, spendensumme gesamt, kundenwert, offener
        betrag, gesamtspenden, guthaben, durchschnittlicher bestellwert, kreditlimit, summe
        spenden, kumuliert, summe bestellungen, spenden gesamt, umsatz kunde, offene posten,
        spendensumme, lebenszeitwert, restbetrag, jahressumme
    """,
    "photo": """
        foto, bild, datei, anhang, unterschrift, dokument, profilbild, logo, bildadresse, anlagen,
        zertifikat, passfoto
    """,
    "agent": """
        betreuer, zuständig, sachbearbeiter, bearbeiter, verkäufer, erstellt von, geändert von,
        besitzer, verantwortlich, veranstalter, kundenbetreuer, vertreter, mitarbeiter,
        eigentümer, trainer, kursleiter, außendienst, dozent, angelegt von, lehrer, referent,
        lieferant, zuständiger, betreuerin, bearbeitet von, vermittler, kassierer, händler,
        ansprechpartner intern, berater, organisator, leiter, übungsleiter, erfasst von,
        zugewiesen an, verwalter
    """,
    "relative": """
        notfallkontakt, notfall, vater, mutter, eltern, erziehungsberechtigter, ehepartner, kind,
        assistent, geworben von, ehefrau, ehemann, begleitperson, kontaktperson notfall,
        erziehungsberechtigte, sorgeberechtigter, beschenkter, vormund, lebenspartner,
        gesetzlicher vertreter, assistenz, sekretärin, vorgesetzter, partnerin, sohn, tochter,
        ehegatte, notfalltelefon, notfallnummer, elternteil, angehöriger, bevollmächtigter, name
        partner, begleitung, geschenkempfänger
    """,
    "vehicle": """
        auto, kfz, kennzeichen kfz, größe, tshirt, t shirt größe, hund, schuhgröße, fahrzeug, kfz
        kennzeichen, trikotgröße, gewicht kg
    """,
    "home": """
        privat, private, persönlich, wohn, zuhause, haus privat, privater, privates, hauptwohnsitz
    """,
    "work": """
        geschäftlich, büro, dienstlich, beruflich, geschäft, arbeit, g, geschäftliche, dienst,
        geschäfts, firmen
    """,
    "billing": """
        rechnungsempfänger, rechnungs, rechnung an, rechnungsstellung, rechnungskontakt, re
    """,
    "shipping": """
        lieferung, versand, empfänger, liefer, warenempfänger, lieferempfänger, lieferort,
        zustell, lf
    """,
    "buyer": """
        käufer, besteller, zahler, auftraggeber, käuferin, bucher, abweichender zahler,
        zahlungspflichtiger, buchender, einzahler, bestellt von, gebucht von, ticketkäufer,
        bezahler, anmelder, rechnungskunde
    """,
    "participant": """
        teilnehmer, teilnehmerin, gast, besucher, teilnehmende, schüler, karteninhaber ticket,
        ticketinhaber, läufer, gäste, spieler, student, starter, zuschauer, reisender,
        reiseteilnehmer, bewerber, begünstigter, inhaber
    """,
    "holder": """
        kunde, kunden, kontakt, mitglied, spender, abonnent, nutzer, benutzer, person, adressat,
        interessent, kundin, personen, leser, mitglieder, kontakte, spenderin, debitor, klient,
        patient, anwender, abonnentin, debitoren, unterstützer, bezieher, interessenten, gewinner,
        förderer, mandant, versicherter, endkunde, user, partnernummer inhaber, geschäftspartner,
        adressdaten
    """,
    "account": "konto, account, kundenkonto",
    "primary": "haupt, standard, bevorzugt, primär, korrespondenz, bevorzugte, aktuell, primäre",
    "other": """
        weitere, andere, zweite, alternativ, alternative, zusätzlich, weiterer, zweit,
        zusätzliche, abweichende, weiteres, sonstige, sekundär, nebenwohnsitz, abweichend, dritte
        adresse
    """,
    "booking_reference": """
        buchungsnummer, buchungscode, buchungsnr, reservierungsnummer, reservierungscode,
        buchungsreferenz, buchungs nr, buchungskennung
    """,
    "receipt": """
        quittung, spendenquittung, zuwendungsbestätigung, bescheinigung, spendenbescheinigung
    """,
    "answers": "formular, antwort, antworten, frage, fragen, umfrage, fragebogen",
    "deal": "verkaufschance, opportunity, chance, geschäftschance",
    "filler": """
        feld, wert, angabe, angaben, daten, zusatzfeld, benutzerdefiniert, pflichtfeld, freies
        feld, eingabe, kontaktdaten, stammdaten, persönliche daten, individuell, shop,
        international, onlineshop, vollständig, allgemein, neu, format, benutzerdefiniertes feld,
        personendaten, zusatzinfo, kundendaten, in euro, euro, eur
    """,
}

LOCAL: Final[dict[str, str]] = {
    "address_more": "top",
    "kind": "art",
    "family": "name 1, name1",
    "date": "am",
    "landline": "privat telefon",
    "account": "konto",
    "origin": "quelle",
}
