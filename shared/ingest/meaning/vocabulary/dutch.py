"""Dutch header words (the Netherlands and Flanders)."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = "het, een, van, uw, jouw, mijn, zijn, haar"

CONNECTORS: Final = """
    op, voor, bij, met, door, naar, te, ter, uit, aan, om, per, over, of, en, wij, u, ik, wil,
    mag, bent, heeft, wordt, wilt, gaat, welke, hoe, wat, waar, wie
"""

TERMS: Final[dict[str, str]] = {
    "given": "voornaam, voornamen, roepnaam, eerste voornaam, doopnaam, voornaam 1, vnaam, voornm",
    "family": """
        achternaam, familienaam, achternamen, famnaam, anaam, naam familie, gebruiksnaam, naam
        echtgenoot, gehuwde naam, achternm, achternaam incl tussenvoegsel, achternaam inclusief
        tussenvoegsel, achternaam met tussenvoegsel, tussenvoegsel en achternaam
    """,
    "full_name": """
        volledige naam, voor- en achternaam, voornaam en achternaam, achternaam voornaam, naam en
        voornaam, naam voornaam, voornaam achternaam, weergavenaam, naam contactpersoon, naam
        contact, naam van contactpersoon, voor en familienaam, volle naam, tenaamstelling,
        persoonsnaam, naw
    """,
    "name": "naam, namen",
    "middle_name": """
        tussenvoegsel, tussenvoegsels, tussenv, voorvoegsel, voorvoegsels, tweede voornaam,
        overige voornamen, tweede naam, middelste naam
    """,
    "name_suffix": "achtervoegsel, titel achter naam",
    "nickname": "bijnaam, schuilnaam, schermnaam, zoeknaam, korte naam, vroegere naam",
    "maiden_name": """
        meisjesnaam, geboortenaam, naam bij geboorte, achternaam bij geboorte, geslachtsnaam
    """,
    "phonetic": "fonetisch, uitspraak",
    "initials": "initialen, voorletters, voorletter",
    "login": "gebruikersnaam, inlognaam, loginnaam, aanmeldnaam",
    "email": """
        e-mailadres, emailadres, mailadres, e-mail, email, elektronisch adres, mail adres,
        e-mailadressen, elektronische post, contact e-mail
    """,
    "phone": """
        telefoon, telefoonnummer, telefoonnr, telnr, tel, tel nr, telefoon nummer, telefoon nr,
        telefoonnummers, belnummer, telefoonnummer 1, telefoon overdag, telefoon avond,
        contactnummer, contacttelefoon
    """,
    "landline": """
        vaste telefoon, vast nummer, telefoon vast, tel vast, telefoon thuis, vaste lijn, telefoon
        privé, thuisnummer, huistelefoon, vast telefoonnummer
    """,
    "mobile": """
        mobiel, mobiele telefoon, mobiel nummer, mobielnummer, gsm, gsm nummer, gsmnummer, mobiele
        nummer, telefoon mobiel, tel mobiel, mobieltje, mobiele, 06 nummer, 06nummer, gsm nr,
        mobiel telefoonnummer, mobiele telefoonnummer
    """,
    "sms": "sms, tekstbericht, tekstberichten",
    "fax": "fax, faxnummer, telefax",
    "messaging": "whatsapp, skype, sociale media, facebook",
    "street": """
        straat, straatnaam, straat en huisnummer, straat en nummer, adresregel 1, adres 1, adres
        regel 1, straat huisnummer, woonadres straat, straat 1, straat nummer, straat nr, straat
        en nr
    """,
    "address": """
        adres, adressen, postadres, woonadres, huisadres, volledig adres, adresgegevens,
        correspondentieadres, verblijfsadres
    """,
    "address_more": """
        adresregel 2, adres 2, toevoeging, huisnummertoevoeging, huisnummer toevoeging, busnummer,
        bus nr, adres toevoeging, adres regel 2, verdieping, appartement, gebouw,
        nummertoevoeging, huisletter, adrestoevoeging, extra adresregel, aanvullend adres, straat
        2, toev, huisnr toev
    """,
    "address_third": "adresregel 3, adres 3, straat 3, adres regel 3",
    "zip": "postcode, post code, postkode, postnummer, postcode woonadres, postcodes, pcode",
    "city": """
        woonplaats, plaatsnaam, stad, gemeente, dorp, plaats woonadres, stad of gemeente,
        vestigingsplaats, stad gemeente, woonpl, deelgemeente
    """,
    "region": "provincie, regio, gewest, streek, deelstaat, staat provincie",
    "country": """
        land, landcode, land code, landnaam, landen, woonland, land van verblijf, iso landcode
    """,
    "house_number": "huisnummer, huisnr, huis nr, straatnummer, huisnummers, hnr, huis nummer",
    "po_box": "postbus",
    "district": "wijk, buurt, stadsdeel, stadswijk",
    "geo": "breedtegraad, lengtegraad, ip adres, coordinaten, ip, apparaat",
    "time_zone": "tijdzone",
    "location": "vestiging locatie, geolocatie",
    "birth": "geboorte, geboren, geb",
    "birth_date": """
        geboortedatum, geb datum, geboortedag, verjaardag, datum geboorte, geboren op, gebdatum,
        geboorte datum, gebdat, geb dat, datum van geboorte
    """,
    "gender": "geslacht, sekse, gender, m v, man vrouw, geslachtscode",
    "age": "leeftijd, leeftijdsgroep, leeftijdscategorie",
    "honorific": """
        aanhef, aanspreking, aanspreektitel, aanspreekvorm, de heer mevrouw, dhr mevr, dhr mw,
        heer mevrouw, titulatuur, dhr, mevrouw, mevr
    """,
    "title": "titel, titels",
    "letter_greeting": "briefaanhef, aanhef brief, groet, begroeting, formele aanhef",
    "language": """
        taal, voorkeurstaal, taalcode, talen, moedertaal, correspondentietaal, taalvoorkeur,
        voertaal, gewenste taal
    """,
    "nationality": "nationaliteit, staatsburgerschap",
    "marital": "burgerlijke staat, kinderen, aantal kinderen, gezin, huwelijkse staat, hobby's",
    "job": """
        functie, beroep, functietitel, functieomschrijving, functienaam, werkfunctie, positie, job
        functie, functie titel, rol in bedrijf
    """,
    "company": """
        bedrijf, bedrijfsnaam, organisatie, organisatienaam, firma, firmanaam, naam bedrijf, naam
        organisatie, werkgever, instelling, vereniging, bedrijf naam, onderneming, school,
        stichting, instantie, handelsnaam, organisatie naam, naam instelling, bedrijf organisatie
    """,
    "department": "afdeling, filiaal, dienst, vestiging, divisie",
    "company_number": """
        btw nummer, btwnummer, kvk, kvk nummer, kvknummer, ondernemingsnummer, btw nr, btw id,
        rsin, btw identificatienummer, kbo nummer
    """,
    "industry": """
        branche, bedrijfstak, omzet, rechtsvorm, aantal medewerkers, bedrijfsgrootte, sector,
        bedrijfstype, soort organisatie
    """,
    "id": "kenmerk id, sleutel, identificatie, identificatienummer, volgnummer, personeelsnummer",
    "number": "nummer, nr, nummers",
    "code": "code",
    "reference": "referentie, kenmerk, ref, referentienummer, dossiernummer, uw kenmerk",
    "external": "extern, externe, oud, oude, vorig, vorige, geimporteerd",
    "barcode": "streepjescode, barcode, qr code",
    "card": "pasnummer, kaartnummer klant, klantenkaart, lidkaart, lidmaatschapskaart",
    "line": "regel, regels, rij",
    "record": "record, invoer, inzending, inzendingen",
    "password": "wachtwoord, wachtwoord hash, pincode, geheime vraag",
    "national_number": """
        bsn, burgerservicenummer, rijksregisternummer, paspoort, paspoortnummer, sofinummer,
        identiteitskaart, rijbewijs, rijbewijsnummer, rijksregisternr, documentnummer, insz,
        legitimatie, identiteitskaartnummer, kenteken, sofi nummer
    """,
    "bank": """
        iban, bankrekening, rekeningnummer, bankrekeningnummer, rekeninghouder, bank, bic,
        incasso, machtiging, creditcard, tenaamstelling rekening, banknummer
    """,
    "health": """
        allergieen, allergie, gezondheid, medisch, dieetwensen, bloedgroep, dieet, handicap,
        medicatie, huisarts, ziekenfonds, godsdienst, mutualiteit, zorgverzekering
    """,
    "date": "datum, tijdstempel, datum en tijd, datum tijd",
    "time": "tijd, tijdstip, duur, uren, starttijd",
    "calendar_part": "jaar, maand, week, kwartaal, seizoen, geboortejaar, schooljaar",
    "created": """
        aangemaakt, aanmaakdatum, aangemaakt op, datum aanmaak, gemaakt op, invoerdatum, datum
        aangemaakt, datum invoer, ingevoerd op, creatiedatum, datum creatie, aanmaak, gecreeerd,
        gemaakt, eerste contact, ingevoerd, datum van aanmaak, aanmaak datum
    """,
    "added": "toegevoegd, toegevoegd op, datum toegevoegd",
    "registered": """
        inschrijfdatum, ingeschreven, inschrijving, geregistreerd, registratie, registratiedatum,
        lid sinds, klant sinds, aangemeld, aangemeld op, datum inschrijving, ingeschreven op,
        aanmelddatum, inschrijvingsdatum, datum aanmelding, abonnee sinds, begin lidmaatschap,
        geregistreerd op, datum registratie, aanmelding, donateur sinds, lidmaatschap sinds
    """,
    "confirmed": "bevestigd, bevestiging, bevestigd op",
    "updated": """
        gewijzigd, bijgewerkt, wijzigingsdatum, laatst gewijzigd, laatste wijziging, gewijzigd op,
        bijgewerkt op, datum wijziging, mutatiedatum, laatst bijgewerkt, aangepast, aangepast op,
        datum gewijzigd, laatste update, gemuteerd, wijziging, datum laatste wijziging, mutatie
    """,
    "last_seen": """
        laatste bezoek, laatste bestelling, laatste login, laatste aankoop, laatst ingelogd,
        laatste contact, laatste gift, laatste activiteit, laatst gezien, laatste, eerste
        bestelling, eerste aankoop, laatste aanmelding, laatst actief
    """,
    "expiry": """
        vervaldatum, geldig tot, verloopt, einddatum abonnement, verlenging, vervalt op, volgende,
        geldigheid, geldig t m, verloopdatum, geldig vanaf
    """,
    "start": "begin, startdatum, begindatum, aanvang, ingangsdatum, start",
    "end": "einde, einddatum, eind, afloop",
    "due": "deadline, gepland, herinnering, leverdatum, verzenddatum, uiterste datum",
    "deleted": """
        verwijderd, gearchiveerd, geannuleerd, opgezegd, overleden, uitgeschreven lid, opzegging,
        opzegdatum, inactief, geblokkeerd, uit dienst, einde lidmaatschap, overlijdensdatum,
        annulering, opgeheven, datum uitschrijving, uitschrijfdatum
    """,
    "opt_in": """
        toestemming, akkoord, opt in, wil ontvangen, ontvangt, aangemeld nieuwsbrief, ontvangen,
        ingeschreven nieuwsbrief, inschrijving nieuwsbrief, nieuwsbrief aangemeld, gaat akkoord,
        ik wil ontvangen, toestemming avg, instemming, contact via, contact per, ingeschreven voor
        nieuwsbrief, contactvoorkeur, abonneren nieuwsbrief
    """,
    "opt_out": """
        afgemeld, geen nieuwsbrief, uitgeschreven, afmelding, opt out, niet benaderen, niet
        mailen, niet bellen, geen mailing, uitschrijven, geen contact, zwarte lijst, uitgesloten,
        bezwaar, geen reclame, afgemeld nieuwsbrief, bel me niet, geen e-mail, geen post
    """,
    "newsletter": "nieuwsbrief, nieuwsbrieven, e-nieuwsbrief, digitale nieuwsbrief, mailinglijst",
    "marketing": """
        reclame, aanbiedingen, promoties, marketing, commerciele communicatie, commercieel,
        acties, reclamemail, promotionele
    """,
    "by_post": "per post, brief, papieren post, postmailing, via post, mailing per post, brieven",
    "by_call": "bellen, telefonisch, telefoontje, telemarketing, telefonisch contact",
    "unsubscribed": """
        afgemeld op, uitgeschreven op, datum afmelding, afmelddatum, uitschrijfdatum nieuwsbrief,
        datum opt out
    """,
    "refusal": "nee, geen, niet, zonder",
    "partner": "derden, partners, sponsoren, partnerorganisaties",
    "terms": """
        voorwaarden, privacyverklaring, algemene voorwaarden, privacybeleid, reglement, avg
        verklaring, foto toestemming
    """,
    "order": "bestelling, bestellingen, aankoop, aankopen, verkoop, besteld, winkelwagen",
    "invoice": "factuur, facturen, factuurnummer, offerte, creditnota",
    "payment": "betaling, betalingen, betaald, overschrijving, voldaan, aanbetaling",
    "transaction": "transactie, transacties, boeking transactie, mutatie transactie",
    "donation": "gift, giften, donatie, donaties, schenking, bijdrage, schenkingen",
    "ticket": "ticket, kaartje, kaartjes, toegangskaart, toegangsbewijs, tickets, entreebewijs",
    "booking": "reservering, reservatie, boeking, reserveringen, reservaties, afspraak",
    "product": "product, producten, artikel, productnaam, artikelnaam, dienst, artikelen, optie",
    "membership": "lidmaatschap, lidmaatschappen, contributie, lidgeld",
    "subscription": "abonnement, abonnementen, tijdschrift, uitgave, editie, contract, krant",
    "event": """
        evenement, evenementen, voorstelling, concert, activiteit evenement, tentoonstelling,
        congres, optreden, wedstrijd, beurs, festival, titel voorstelling, show, workshop, lezing
    """,
    "session": "sessie, tijdslot, tijdvak, tijdsblok",
    "course": "cursus, opleiding, training, lessen, cursusnaam, klas",
    "activity": "activiteit, actie, interactie, taak, activiteiten",
    "visit": "bezoek, aanwezig, aanwezigheid, check in, gescand, bezoeken, ingecheckt, aankomst",
    "booking_made": """
        besteldatum, aankoopdatum, datum bestelling, besteld op, datum aankoop, orderdatum,
        transactiedatum, verkoopdatum, boekdatum, boekingsdatum, factuurdatum, datum gift, datum
        donatie, giftdatum, datum transactie, betaaldatum, datum betaling, reserveringsdatum,
        datum reservering, ontvangen op, ingezonden op, verzonden op, gekocht op, geboekt op
    """,
    "category": "categorie, categorieen, thema, soort evenement, type evenement, genre muziek",
    "kind": "soort, type, aard, soorten",
    "venue": """
        zaal, locatie, theater, evenementlocatie, schouwburg, podium, stadion, plaats van het
        evenement, locatienaam, speelplaats, zaalnaam, museum, bioscoop, speellocatie
    """,
    "seat": "stoel, rang, stoelnummer, zitplaats, tribune, startnummer, tafel",
    "ticket_type": """
        kaartsoort, tickettype, soort ticket, soort kaart, type ticket, tarief, ticketsoort,
        tickettype naam, prijscategorie, prijsklasse, abonnementsvorm, soort abonnement, type
        abonnement, soort lidmaatschap, lidmaatschapstype, type lidmaatschap, lidsoort, soort lid,
        naam ticket, abonnementstype, ticketnaam, kaarttype, lidmaatschapsvorm, tariefgroep, rang
        kaart
    """,
    "amount": """
        bedrag, totaalbedrag, orderbedrag, betaald bedrag, totaal bedrag, bedrag incl btw,
        giftbedrag, donatiebedrag, bedrag gift, factuurbedrag, totaalprijs, som, bedrag totaal,
        bestelbedrag, waarde, te betalen, transactiebedrag, bedrag donatie, kosten, totale prijs
    """,
    "price": "prijs, stukprijs, prijs per stuk, prijzen, ticketprijs, eenheidsprijs",
    "total": "totaal, totale",
    "gross": "bruto, incl btw, inclusief btw",
    "net": "netto, excl btw, exclusief btw, subtotaal",
    "fee": "servicekosten, administratiekosten, reserveringskosten, transactiekosten, fooi",
    "tax": "btw, belasting, btw bedrag, btw tarief",
    "discount": "korting, kortingscode, actiecode, punten, cadeaubon, waardebon, spaarpunten",
    "refund": "terugbetaling, terugbetaald, retour, restitutie",
    "delivery_cost": "verzendkosten, verzendmethode, levering, verzendwijze, track trace, gewicht",
    "quantity": "aantal, hoeveelheid, aantal tickets, aantal personen, aantal kaarten",
    "currency": "valuta, munteenheid, valutacode, munt",
    "payment_method": """
        betaalmethode, betaalwijze, betalingswijze, wijze van betaling, betalingsmethode,
        betaalmiddel
    """,
    "channel": "kanaal, verkoopkanaal, verkooppunt, platform, bestelkanaal, wervingskanaal",
    "origin": "bron, herkomst, afkomst, oorsprong, bron contact, herkomst contact",
    "medium": "advertentie, zoekwoord",
    "hearing": "hoe heeft u ons gevonden, hoe kent u ons, hoe gevonden, ons gevonden",
    "campaign": "campagne, campagnenaam, naam campagne, actiecode campagne, wervingsactie",
    "fund": "bestemming gift, project, doel, fonds, bestemming",
    "url": "link, url, koppeling",
    "page": "pagina, landingspagina, bezochte pagina",
    "website": "website, webpagina, webadres, site, internetadres",
    "status": """
        status, toestand, actief, geldig, fase, geverifieerd, betaalstatus, orderstatus,
        lidstatus, klantstatus, resultaat, voltooid, gepubliceerd
    """,
    "score": "beoordeling, niveau, prioriteit, waardering, tevredenheid",
    "reason": "reden, motivatie, reden afmelding, reden opzegging",
    "note": """
        opmerking, opmerkingen, notitie, notities, omschrijving, bericht, toelichting, details,
        memo, beschrijving, onderwerp, vraag opmerking, aantekening, bijzonderheden
    """,
    "tag": """
        label, labels, groep, groepen, lijst, lijsten, interesses, doelgroep, segment, trefwoord
    """,
    "role_name": """
        rol, klanttype, soort klant, type klant, klantgroep, type contact, relatietype, soort
        relatie, gebruikersrol, type relatie, soort contact, relatiesoort
    """,
    "count": """
        aantal bestellingen, aantal aankopen, gemiddelde, frequentie, aantal bezoeken, aantal
        giften, aantal orders, klikken, geopend
    """,
    "lifetime": """
        totaal besteed, saldo, totale omzet, totaal giften, totaal uitgegeven, openstaand,
        klantwaarde, tegoed, totaal aankopen, openstaand saldo
    """,
    "photo": "foto, afbeelding, bijlage, handtekening, bestand, pasfoto, certificaat",
    "agent": """
        eigenaar, verantwoordelijke, verkoper, aangemaakt door, gewijzigd door, accountmanager,
        behandelaar, medewerker, organisator, docent, contacteigenaar, trainer, adviseur,
        leverancier, beheerder, toegewezen aan, ingevoerd door, begeleider
    """,
    "relative": """
        noodcontact, contact bij nood, vader, moeder, ouder, ouders, voogd, echtgenoot,
        echtgenote, kind, zoon, dochter, ouder 1, ouder 2, verzorger, noodgeval, in geval van
        nood, begunstigde, begeleider naam, aangebracht door, in nood, relatie tot, tweede
        contactpersoon
    """,
    "vehicle": "auto, voertuig, shirtmaat, t shirt maat, hond, kledingmaat, schoenmaat",
    "home": "thuis, privé, prive, persoonlijk, particulier, woning, eigen",
    "work": "werk, zakelijk, kantoor, zakelijke, professioneel",
    "billing": """
        facturatie, facturering, factuur aan, factuurgegevens
    """,
    "shipping": """
        levering aan, bezorging, verzending, ontvanger,
        aflever, verzend, lever
    """,
    "buyer": "koper, besteller, betaler, aankoper, boeker, opdrachtgever, gekocht door",
    "participant": """
        deelnemer, deelnemers, bezoeker, gast, genodigde, cursist, leerling, student, speler,
        aanwezige, kaarthouder, tickethouder, toeschouwer, renner, loper, passagier, kandidaat
    """,
    "holder": """
        klant, klanten, relatie, relaties, lid, leden, contact, contacten, contactpersoon,
        persoon, abonnee, donateur, gebruiker, donateurs, abonnees, personen, gebruikers,
        prospect, patient, schenker, lezer, debiteur, client, vrijwilliger, contactpersonen,
        huurder
    """,
    "account": "account, accounts",
    "primary": "hoofd, primair, primaire, standaard, voorkeur, huidig, huidige",
    "other": "ander, andere, overig, overige, tweede, alternatief, secundair, alternatieve, extra",
    "booking_reference": """
        reserveringsnummer, boekingsnummer, reserveringscode, boekingscode, reservatienummer,
        boekingsreferentie
    """,
    "receipt": "ontvangstbewijs, kwitantie, kassabon",
    "answers": "formulier, antwoord, antwoorden, vraag, vragen, enquete, vragenlijst",
    "deal": "verkoopkans, verkoopkansen",
    "filler": """
        veld, waarde, gegevens, informatie, extra veld, persoonsgegevens, verplicht, optioneel,
        volledig, volledige, nieuw, nieuwe, vul in, invullen, ja nee, contactgegevens, algemeen,
        winkel, webwinkel, persoonlijke gegevens
    """,
}

LOCAL: Final[dict[str, str]] = {
    "id": """
        klantnummer, klantnr, relatienummer, relatienr, lidnummer, lidnr, debiteurnummer,
        debiteurnr, klantcode, relatiecode, contactnr, abonneenummer, donateurnummer, klant nr
    """,
    "order": "order, orders, ordernummer, bestelnummer, bestelnr, ordernr",
    "email": "mail",
    "middle_name": "tv",
    "address_more": "bus",
    "zip": "pc",
    "city": "plaats",
    "company": "zaak",
    "reference": "dossier",
    "card": "pas",
    "date": "dag",
    "time": "uur",
    "seat": "vak",
    "quantity": "stuks",
    "vehicle": "maat",
    "receipt": "bon",
    "deal": "kans",
}
