"""Italian header words."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = """
    il, lo, la, i, gli, le, di, del, dello, della, dei, degli, delle, dell, un, uno, una, ed, suo,
    sua, tuo, tua, mio, mia
"""

CONNECTORS: Final = """
    a, e, al, allo, alla, ai, alle, da, dal, dalla, in, nel, nella, con, su, per, tra, è, sono,
    ha, hai, o, se, che, chi, quale, come, si, ti, ci, vuoi, desidera, desideri, vorrei, presso
"""

TERMS: Final[dict[str, str]] = {
    "given": "nome di battesimo, nome proprio, nomi, primo nome",
    "family": "cognome, cognomi, nome di famiglia",
    "full_name": """
        nome completo, nome e cognome, cognome e nome, nominativo, cognome nome, nome cognome,
        intestatario, nome visualizzato, nome contatto, nome del contatto, denominazione cliente,
        nominativi, nome cliente completo, intestazione
    """,
    "name": "nome",
    "middle_name": "secondo nome, altri nomi, secondo cognome",
    "name_suffix": "suffisso",
    "nickname": "soprannome, pseudonimo, alias, nome breve, nomignolo, nick",
    "maiden_name": """
        cognome da nubile, cognome da ragazza, cognome di nascita, cognome alla nascita
    """,
    "phonetic": "fonetico, fonetica",
    "initials": "iniziali",
    "login": "nome utente, nome utente login, utente login",
    "email": """
        email, e mail, posta elettronica, indirizzo email, indirizzo e mail, indirizzo di posta
        elettronica, casella email, indirizzo mail, mail, recapito email, posta elettronica
        ordinaria, email principale, indirizzo posta elettronica, email 1
    """,
    "phone": """
        telefono, tel, numero di telefono, recapito telefonico, telefono 1, numero telefono,
        recapito, numero telefonico, telefono principale, recapiti telefonici, n telefono, tel 1,
        telefoni, recapito tel
    """,
    "landline": """
        telefono fisso, fisso, telefono casa, telefono abitazione, tel casa, tel abitazione,
        numero fisso, tel fisso, linea fissa, telefono di casa
    """,
    "mobile": """
        cellulare, telefono cellulare, telefono mobile, numero di cellulare, cell, numero
        cellulare, tel cellulare, cellulari, telefonino, tel cell, cellulare 1, n cellulare, tel
        mobile, recapito cellulare, numero cell
    """,
    "sms": "sms, messaggio di testo, messaggi di testo",
    "fax": "fax, telefax, numero di fax",
    "messaging": "whatsapp, skype, social, facebook, social network",
    "street": """
        indirizzo 1, nome via, via e numero, indirizzo riga 1, via piazza, indirizzo1, via e
        numero civico, via n civico, indirizzo linea 1, indirizzo via, via piazza numero, riga 1,
        strada, indirizzo e numero civico, indirizzo di residenza, via numero, toponimo, via
        residenza, indirizzo residenza
    """,
    "address": """
        indirizzo, indirizzo postale, domicilio, recapito postale, indirizzi, indirizzo completo,
        indirizzo abitazione
    """,
    "address_more": """
        indirizzo 2, complemento indirizzo, interno, scala, piano, presso, indirizzo riga 2,
        indirizzo2, indirizzo linea 2, appartamento, edificio, riga 2, informazioni aggiuntive
        indirizzo, scala interno, palazzina, indirizzo supplementare, indirizzo aggiuntivo,
        dettagli indirizzo
    """,
    "address_third": "indirizzo 3, riga 3, indirizzo3, indirizzo riga 3",
    "zip": """
        cap, codice postale, codice avviamento postale, c a p, codice di avviamento postale, cod
        postale, codpostale, cap residenza
    """,
    "city": """
        città, comune, località, citta residenza, comune di residenza, città residenza, paese
        città, comune residenza, cittadina, città comune, municipio, località residenza, residenza
    """,
    "region": """
        provincia, regione, prov, sigla provincia, provincia residenza, stato provincia, prov
        residenza, provincia di residenza, stato regione, sigla prov
    """,
    "country": """
        nazione, codice nazione, paese, stato estero, codice paese, stato di residenza, nazione
        residenza, paese di residenza, codice iso paese, nazione di residenza, stato residenza,
        nome paese, paese residenza
    """,
    "house_number": "numero civico, civico, n civico, nr civico, num civico",
    "po_box": "casella postale",
    "district": "quartiere, frazione, zona, circoscrizione, rione",
    "geo": "latitudine, longitudine, indirizzo ip, ip, coordinate, dispositivo",
    "time_zone": "fuso orario",
    "location": "posizione geografica, localizzazione, ubicazione",
    "birth": "nascita, nato, nata",
    "birth_date": """
        data di nascita, data nascita, compleanno, nato il, nata il, data nasc, nato a il, nato a
        il data, data di nasc, dt nascita, nato a in data, giorno di nascita, datanascita
    """,
    "gender": "sesso, genere",
    "age": "età, fascia d'età, fascia età, fascia di età",
    "honorific": """
        titolo di cortesia, appellativo, titolo cortesia, sig sigra, sig sig ra, trattamento,
        formula di cortesia, appellativi, sig, sig ra, signor, signora, dott
    """,
    "title": "titolo",
    "letter_greeting": "saluto, intestazione lettera, saluti",
    "language": """
        lingua, lingua preferita, codice lingua, lingue, lingua madre, lingua parlata, lingua
        comunicazione, lingua di comunicazione
    """,
    "nationality": "nazionalità, cittadinanza",
    "marital": "stato civile, figli, coniugato, nucleo familiare, numero figli",
    "job": """
        professione, ruolo aziendale, mansione, qualifica, posizione, occupazione, lavoro,
        posizione lavorativa, incarico, titolo professionale, carica, attività lavorativa,
        qualifica professionale, mestiere, funzione, posizione aziendale, ruolo in azienda
    """,
    "company": """
        azienda, ragione sociale, società, ditta, ente, organizzazione, impresa, nome azienda,
        denominazione, nome società, datore di lavoro, associazione, istituto, scuola, nome
        dell'azienda, ente di appartenenza, nome ditta, nome organizzazione, nome della società,
        istituzione, azienda ente, ente azienda, università, denominazione sociale, denominazione
        azienda, azienda società, nome ente, studio, attività commerciale
    """,
    "department": """
        reparto, ufficio, divisione, filiale, dipartimento, sezione, team, area aziendale, agenzia
    """,
    "company_number": """
        partita iva, p iva, piva, rea, codice univoco, codice sdi, pec aziendale, partitaiva,
        numero partita iva, sdi, codice destinatario, iva numero, pec, part iva, cod univoco,
        iscrizione rea
    """,
    "industry": """
        settore, fatturato, forma giuridica, numero dipendenti, settore attività, settore di
        attività, dipendenti, ateco, codice ateco, tipo azienda, natura giuridica, tipo di
        azienda, comparto
    """,
    "id": "identificativo, id, chiave, codice identificativo, progressivo, prog, id univoco",
    "number": "numero, num, nr, n",
    "code": "codice, cod, matricola",
    "reference": "riferimento, rif, protocollo, numero di riferimento, codice riferimento",
    "external": "esterno, vecchio, precedente, esterna, importato",
    "barcode": "codice a barre, codice barre, sigillo fiscale, sigillo",
    "card": """
        tessera, numero tessera, carta fedeltà, carta soci, tesserino, badge, fidelity card,
        tessera numero, carta fidelity, n tessera, numero di tessera, nr tessera, carta cliente
    """,
    "line": "riga, righe, linea",
    "record": "scheda, record, posizione riga",
    "password": """
        password, parola chiave, parola d'ordine, codice segreto, token, domanda di sicurezza
    """,
    "national_number": """
        codice fiscale, cod fiscale, cf, c f, passaporto, carta d'identità, documento d'identità,
        numero documento, codicefiscale, patente, documento, tessera sanitaria, tipo documento,
        cod fisc, carta identità, codfiscale, numero carta d'identità, targa, documento identità,
        cie
    """,
    "bank": """
        iban, banca, conto corrente, intestatario conto, carta di credito, bic, c c, numero conto,
        conto bancario, intestatario carta, mandato, istituto bancario, swift, rid
    """,
    "health": """
        allergie, disabilità, certificato medico, medico, salute, gruppo sanguigno, intolleranze,
        religione, patologie, scadenza certificato medico, visita medica, esigenze alimentari,
        disabile, data certificato medico, invalidità, idoneità
    """,
    "date": "data e ora, giorno, dt, informazioni cronologiche, data ora",
    "time": "ora, orario, durata, ore, minuti",
    "calendar_part": """
        anno, mese, settimana, trimestre, stagione, anno sociale, anno scolastico, anno di nascita
    """,
    "created": """
        creazione, creato, creata, data creazione, data di creazione, inserito, inserimento, data
        inserimento, data di inserimento, creato il, data caricamento, inserito il, data ingresso,
        data di ingresso, data registrazione scheda, censimento, data censimento, data
        acquisizione, data di acquisizione, primo contatto, data primo contatto, data immissione
    """,
    "added": "aggiunto, data aggiunta, aggiunto il, aggiunta",
    "registered": """
        iscritto, iscrizione, data iscrizione, registrato, registrazione, data registrazione,
        membro dal, cliente dal, socio dal, data di iscrizione, data di registrazione, adesione,
        data adesione, tesseramento, data tesseramento, iscritto il, iscritto dal, registrato il,
        data di adesione, abbonato dal, ammissione, data ammissione, data prima iscrizione, prima
        iscrizione, data di ammissione, donatore dal, attivazione, data attivazione, affiliazione,
        data di tesseramento, utente dal
    """,
    "confirmed": """
        confermato, conferma, data conferma, confermato il, data di conferma, doppio opt in
    """,
    "updated": """
        modificato, modifica, aggiornato, aggiornamento, ultima modifica, ultimo aggiornamento,
        data modifica, data aggiornamento, data di modifica, modificato il, aggiornato il, data
        ultima modifica, data ultimo aggiornamento, data di aggiornamento, variazione, data
        variazione, ultima variazione
    """,
    "last_seen": """
        ultimo accesso, ultimo acquisto, ultimo ordine, ultima visita, ultimo contatto, ultima
        donazione, ultimo, ultima, primo acquisto, ultimo login, ultima attività, primo ordine,
        data ultimo acquisto, ultima prenotazione, prima donazione, ultimo pagamento, ultima
        apertura, ultimo click, data ultimo ordine, ultimo rinnovo, prima visita
    """,
    "expiry": """
        scadenza, scade, valido fino al, data scadenza, rinnovo, prossimo, prossima, data di
        scadenza, validità, scadenza quota, fine validità, scadenza abbonamento, data rinnovo,
        fine abbonamento, scadenza tessera, valida fino al, prossimo rinnovo, termine
    """,
    "start": """
        inizio, data inizio, apertura, data di inizio, decorrenza, data decorrenza, comincia,
        inizio validità
    """,
    "end": "fine, data fine, chiusura, data di fine, termine data, conclusione, finisce",
    "due": """
        scadenza pagamento, previsto, promemoria, pianificato, data invio, data consegna, data di
        consegna
    """,
    "deleted": """
        cancellato, eliminato, archiviato, annullato, disattivato, dimesso, deceduto, data
        dimissioni, sospeso, data cancellazione, disdetta, dimissioni, annullamento, bloccato,
        inattivo, data disdetta, recesso, data decesso, cessazione, cessato, data cessazione, data
        annullamento
    """,
    "opt_in": """
        consenso, autorizza, acconsente, accetta, acconsento, consenso privacy, riceve,
        autorizzazione, iscritto newsletter, accetto, desidera ricevere, ricevere, consenso
        newsletter, iscrizione newsletter, consenso marketing, autorizzo, iscritto alla
        newsletter, consensi, iscrizione alla newsletter, opt in, accetta marketing, consenso
        trattamento, consenso al trattamento, vuole ricevere, contattabile, consenso
        comunicazioni, desidero ricevere, preferenze di contatto, permesso, consenso gdpr,
        contatto via, contatto per, contattare via, contatto tramite
    """,
    "opt_out": """
        disiscritto, cancellazione newsletter, non desidera, non inviare, opt out, disiscrizione,
        revoca, revocato, lista nera, rifiuta, nega, non contattare, nessun, non acconsente,
        negato, rifiuto, opposizione, non autorizza, rifiutato, non iscritto, disiscritta, annulla
        iscrizione, esclusione, escluso, non chiamare, non vuole, nega consenso, revoca consenso
    """,
    "newsletter": "newsletter, bollettino, notiziario, news letter, lista newsletter, mailing list",
    "marketing": """
        pubblicità, promozioni, marketing, comunicazioni commerciali, offerte, comunicazioni,
        comunicazioni promozionali, materiale pubblicitario, offerte commerciali, comunicazioni di
        marketing, informazioni commerciali, iniziative, promozionali, promozionale
    """,
    "by_post": """
        posta, posta cartacea, lettera, posta ordinaria, per posta, cartaceo, invio postale, posta
        tradizionale, corrispondenza cartacea, comunicazioni cartacee, catalogo
    """,
    "by_call": """
        chiamata, telefonata, chiamate, telefonicamente, contatto telefonico, telemarketing,
        telefonate, chiamare, telefonare
    """,
    "unsubscribed": """
        data disiscrizione, disiscritto il, data cancellazione newsletter, data di disiscrizione,
        data revoca, data revoca consenso, data opt out, data disiscrizione newsletter, revocato
        il
    """,
    "refusal": "no, non, senza, nessuno, eccetto",
    "partner": """
        terzi, sponsor, soggetti terzi, terze parti, società terze, comunicazione a terzi, aziende
        partner, cessione a terzi, cessione dati, profilazione, consenso profilazione
    """,
    "terms": """
        privacy, condizioni, termini, regolamento, informativa, trattamento dati, termini e
        condizioni, informativa privacy, liberatoria, utilizzo immagini, trattamento dati
        personali, statuto, diritti immagine, base giuridica, cookies
    """,
    "order": """
        ordine, ordini, acquisto, acquisti, vendita, vendite, carrello, acquistato, ordinato,
        comanda
    """,
    "invoice": "fattura, fatture, preventivo, ddt, nota credito",
    "payment": """
        pagamento, pagamenti, pagato, versamento, incasso, bonifico, incassato, quota versata,
        acconto, rata
    """,
    "transaction": "transazione, operazione, transazioni, movimento, operazioni, movimenti",
    "donation": """
        donazione, donazioni, offerta liberale, contributo, erogazione, offerta donazione,
        liberalità, erogazione liberale, contributi, erogazioni, sostegno, 5x1000
    """,
    "ticket": """
        biglietto, biglietti, ingresso, titolo di ingresso, titolo d'accesso, titolo di accesso,
        ticket, tagliando, ingressi
    """,
    "booking": "prenotazione, prenotazioni, appuntamento, prenotato",
    "product": """
        prodotto, prodotti, articolo, servizio, nome prodotto, descrizione articolo, articoli,
        sku, opzione, opzioni, servizi, voce, pacchetto, extra, causale prodotto
    """,
    "membership": """
        quota associativa, tessera associativa, quota sociale, quota, iscrizione socio, tessera
        sociale, programma fedeltà, quota tessera, quote
    """,
    "subscription": """
        abbonamento, rivista, testata, abbonamenti, edizione, contratto, pubblicazione,
        quotidiano, periodico
    """,
    "event": """
        evento, spettacolo, concerto, manifestazione, mostra, convegno, conferenza, partita,
        eventi, titolo evento, laboratorio, spettacoli, festival, fiera, incontro, gara, corso
        evento, rassegna, film, seminario, rappresentazione, congresso, opera, competizione,
        webinar, visita guidata, torneo, attività evento
    """,
    "session": "sessione, turno, replica, fascia oraria, spettacolo orario, recita",
    "course": """
        corso, lezione, formazione, corsi, classe, programma, disciplina, modulo, materia,
        attività sportiva
    """,
    "activity": "attività, azione, interazione, compito, azioni, storico, attività svolta",
    "visit": """
        visita, presenza, accesso, presenze, check in, visite, ingresso effettuato, validato, data
        ingresso evento, convalida, accessi, partecipazione, arrivo, data accesso, ora ingresso,
        presente
    """,
    "booking_made": """
        data acquisto, data ordine, acquistato il, data prenotazione, data donazione, data
        vendita, data di acquisto, data dell'ordine, prenotato il, data operazione, data
        transazione, data versamento, data emissione, data incasso, data fattura, data di vendita,
        data di emissione, ordinato il, effettuato il, data della donazione, data dell'acquisto,
        inviato il, data di prenotazione, data offerta, data compilazione, data risposta, ricevuto
        il, data valuta, data movimento, data partecipazione, data bonifico, data ricevuta,
        completato il
    """,
    "category": """
        categoria, categorie, tematica, tema, genere evento, genere spettacolo, tipo evento,
        tipologia evento, tipo spettacolo, tipo di evento, genere musicale, sottocategoria,
        tipologia spettacolo, categoria evento
    """,
    "kind": "tipo, tipologia, natura, tipi",
    "venue": """
        sala, luogo, teatro, sede, luogo evento, locale, impianto, struttura, sede evento, nome
        sala, luogo dell'evento, stadio, museo, cinema, palazzetto, spazio, location, nome
        location, auditorium, sede corso, centro
    """,
    "seat": """
        posto, poltrona, fila, settore posto, tavolo, posto a sedere, numero posto, palco,
        pettorale, numero pettorale, tribuna, gradinata, settore
    """,
    "ticket_type": """
        tipo biglietto, tariffa, tipologia biglietto, tipo di biglietto, tipo abbonamento, tipo
        tessera, tipologia socio, categoria socio, riduzione, tipo tariffa, tipo socio, tipologia
        abbonamento, tipologia ingresso, tipo ingresso, tipo quota, tipologia tessera, tipo
        iscrizione, formula, tipologia di biglietto, tipologia quota, nome tariffa, tipo di
        abbonamento, tipologia iscrizione, tipologia tariffa, categoria biglietto, piano, nome
        biglietto, qualifica socio, tipo titolo, formula abbonamento, categoria soci, nome
        abbonamento
    """,
    "amount": """
        importo, importo totale, totale pagato, totale ordine, importo pagato, importo donazione,
        somma, totale, prezzo totale, valore, importo versato, totale fattura, importo lordo,
        totale complessivo, quota pagata, totale euro, importo quota, importo ordine, totale
        ivato, importo donato, importo biglietto, importo incassato, importo in euro, somma
        versata, importo transazione, totale acquisto, costo, spesa, importo offerta, totale da
        pagare, prezzo pagato
    """,
    "price": "prezzo, prezzo unitario, prezzo biglietto, prezzi, prezzo vendita, costo biglietto",
    "total": "totale, totali, complessivo",
    "gross": "lordo, iva inclusa, ivato, con iva",
    "net": "netto, imponibile, iva esclusa, subtotale, importo netto, senza iva, totale netto",
    "fee": """
        commissione, commissioni, spese, diritti di prevendita, prevendita, mancia, spese di
        spedizione, diritti di segreteria, diritto di prevendita, spese di gestione, oneri
    """,
    "tax": """
        iva, imposta, tassa, aliquota, imposte, tasse, aliquota iva, importo iva, deducibile,
        detraibile
    """,
    "discount": """
        sconto, codice promozionale, coupon, codice sconto, buono, punti, promozione, buono
        sconto, voucher, sconti, punti fedeltà, gift card, buono regalo, codice promo, carta
        regalo
    """,
    "refund": "rimborso, rimborsato, reso, storno, rimborsi, importo rimborsato, resi",
    "delivery_cost": """
        metodo di spedizione, corriere, costo spedizione, modalità di consegna, spese spedizione,
        numero tracking, modalità consegna, modalità di ritiro, peso, tipo spedizione
    """,
    "quantity": """
        quantità, qta, numero biglietti, numero di biglietti, numero persone, pezzi, q tà, qtà, n
        biglietti, numero di persone, posti, n persone, numero partecipanti, num biglietti, numero
        ospiti, copie, quante
    """,
    "currency": "valuta, divisa, codice valuta, moneta",
    "payment_method": """
        metodo di pagamento, modalità di pagamento, metodo pagamento, modalità pagamento, tipo
        pagamento, mezzo di pagamento, forma di pagamento, pagamento tramite, tipo di pagamento,
        modo pagamento, metodi di pagamento, strumento di pagamento
    """,
    "channel": """
        canale, canale di vendita, piattaforma, canale vendita, punto vendita, punto di vendita,
        canale acquisto, canali, canale di acquisto, canale acquisizione, biglietteria, canale di
        acquisizione, canale prenotazione
    """,
    "origin": """
        origine, fonte, provenienza, origine contatto, fonte contatto, fonte acquisizione, fonte
        lead, origine lead, origine del contatto, provenienza contatto, sorgente
    """,
    "medium": "mezzo, annuncio, inserzione",
    "hearing": """
        come ci hai conosciuto, come ci ha conosciuto, come sei venuto a conoscenza, conosciuto,
        passaparola, come hai saputo
    """,
    "campaign": """
        campagna, nome campagna, nome della campagna, campagne, appello, codice campagna, campagna
        raccolta fondi, iniziativa campagna
    """,
    "fund": """
        destinazione, progetto, causale, finalità, fondo, progetto sostenuto, destinazione
        donazione, causa
    """,
    "url": "url, collegamento, indirizzo url",
    "page": "pagina, pagina di destinazione, url pagina, pagina di atterraggio, pagina visitata",
    "website": "sito web, sito, sito internet, pagina web, web, indirizzo web",
    "status": """
        stato, attivo, situazione, verificato, validità stato, attiva, stato ordine, stato
        pagamento, stato socio, fase, esito, valida, risultato, stato iscrizione, in regola,
        abilitato, blocco, errore, approvato, pubblicato
    """,
    "score": """
        punteggio, livello, priorità, valutazione, voto, classifica, gradimento, soddisfazione
    """,
    "reason": "motivo, motivazione, ragione, motivo disiscrizione, motivo annullamento",
    "note": """
        nota, note, commento, commenti, osservazioni, descrizione, messaggio, annotazioni,
        oggetto, dettagli, commento libero, dettaglio, testo, informazioni aggiuntive, richieste,
        annotazione, memo, segnalazioni, descrizione libera, richiesta
    """,
    "tag": """
        etichetta, etichette, gruppo, gruppi, lista, liste, interessi, segmento, segmenti, tag,
        parole chiave, target, liste di distribuzione, preferenze, aree di interesse, interesse
    """,
    "role_name": """
        ruolo, tipo cliente, tipo utente, tipologia cliente, profilo, tipologia contatto, tipo
        contatto, tipologia utente, ruoli, categoria cliente, tipo anagrafica, tipologia
        anagrafica, parentela, relazione, tipo persona, gruppo clienti, classe cliente, tipo
        soggetto
    """,
    "count": """
        numero ordini, numero acquisti, media, frequenza, numero visite, aperture, clic, numero
        donazioni, totale ordini, n ordini, totale biglietti, volte, numero accessi, numero
        presenze, n acquisti, media acquisti
    """,
    "lifetime": """
        totale speso, saldo, totale acquisti, spesa totale, fatturato cliente, totale donato,
        cumulato, valore cliente, totale fatturato, scontrino medio, totale donazioni, residuo,
        credito, debito, dovuto, importo totale speso, fido, importo totale donazioni, insoluto,
        spesa media, residuo da pagare, totale versato
    """,
    "photo": """
        foto, immagine, allegato, firma, file, fotografia, logo, attestato, certificato, avatar,
        documento allegato
    """,
    "agent": """
        proprietario, responsabile, venditore, commerciale, creato da, modificato da, assegnato a,
        operatore, agente, organizzatore, docente, referente commerciale, istruttore, gestore,
        addetto, incaricato, insegnante, inserito da, fornitore, cassiere, utente creazione,
        referente, consulente, rivenditore, relatore, allenatore, promotore, operatore
        inserimento, proprietario contatto, utente modifica, collaboratore, tecnico
    """,
    "relative": """
        contatto di emergenza, emergenza, padre, madre, genitore, tutore, coniuge, figlio, figlia,
        accompagnatore, presentato da, socio presentatore, contatto emergenza, genitori, moglie,
        marito, genitore 1, genitore 2, esercente potestà, legale rappresentante, familiare,
        rappresentante legale, amico, beneficiario regalo, destinatario regalo, assistente,
        capofamiglia, parente, emergenze, presentatore, delegato, in caso di emergenza,
        famigliare, tutor
    """,
    "vehicle": """
        auto, taglia, maglietta, cane, veicolo, taglia maglietta, taglia t shirt, altezza, numero
        scarpe
    """,
    "home": "casa, abitazione, personale, residenza, privato, privata, domicilio privato",
    "work": "aziendale, professionale, lavorativo, lavorativa",
    "billing": """
        fatturazione, dati di fatturazione, fatturare a, intestatario fattura, dati fatturazione,
        fatt
    """,
    "shipping": """
        spedizione, consegna, destinatario, spedire a, invio, sped, recapitare, consegnare
    """,
    "buyer": """
        acquirente, pagante, ordinante, compratore, intestatario ordine, intestatario
        prenotazione, pagatore, acquistato da, prenotato da, versante
    """,
    "participant": """
        partecipante, ospite, spettatore, allievo, iscritto partecipante, partecipanti,
        visitatore, studente, atleta, giocatore, invitato, passeggero, titolare biglietto,
        titolare del biglietto, alunno, bambino, corsista, concorrente, nominativo biglietto,
        vincitore, candidato, tesserato atleta, viaggiatore
    """,
    "holder": """
        cliente, clienti, contatto, socio, soci, utente, donatore, abbonato, persona, membro,
        iscritto, associato, lettore, tesserato, contatti, utenti, donatori, abbonati, persone,
        iscritti, anagrafica, sostenitore, interessato, paziente, sottoscrittore, aderente,
        destinatario email, volontario, benefattore, consumatore, soggetto, assistito,
        richiedente, contraente, debitore
    """,
    "account": "conto, account",
    "primary": """
        principale, predefinito, preferito, corrispondenza, predefinita, preferita, attuale
    """,
    "other": """
        altro, altra, secondario, alternativo, aggiuntivo, secondo, secondaria, altri, altre,
        alternativa, seconda, temporaneo
    """,
    "booking_reference": """
        numero prenotazione, codice prenotazione, numero di prenotazione, pratica, numero pratica,
        rif prenotazione, codice di prenotazione
    """,
    "receipt": "ricevuta, scontrino, ricevuta fiscale, ricevute",
    "answers": "modulo, risposta, risposte, domanda, domande, questionario, sondaggio",
    "deal": "opportunità, trattativa",
    "filler": """
        campo, valore campo, dato, dati, informazione, informazioni, campo personalizzato, dati
        personali, dati anagrafici, anagrafici, campo aggiuntivo, inserire, inserisci, indicare,
        negozio, obbligatorio, facoltativo, completo, completa, recapiti, euro, eur, formato,
        personalizzato, nuovo, nuova, generale
    """,
}

LOCAL: Final[dict[str, str]] = {
    "date": "data, il",
    "birth_date": "nato il",
    "street": "via",
    "country": "stato",
    "email": "posta",
    "work": "lavoro, ufficio",
}
