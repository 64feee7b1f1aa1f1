"""English header words, with the abbreviations that files of every language use."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = "the, of, a, an, and, your, my, our, their, his, her, this, that, s"

CONNECTORS: Final = """
    to, in, on, at, by, for, is, are, was, has, have, had, do, does, did, you, we, with, from,
    via, per, be, if, or, as, will, would, please, i, it, us, any, who, which, what, when, where,
    how, why
"""

TERMS: Final[dict[str, str]] = {
    "given": """
        first name, firstname, fname, f name, given name, givenname, given names, forename,
        forenames, christian name, first names, name first, fore name, first nm, preferred first
        name, legal first name, known as first name, name given
    """,
    "family": """
        last name, lastname, lname, l name, surname, surnames, family name, familyname, sur name,
        name last, second name, last names, last nm, legal last name, sname, secondname,
        name family
    """,
    "full_name": """
        full name, fullname, display name, displayname, complete name, first and last name, name
        and surname, first last name, first name last name, given name family name, formatted
        name, name formatted, name full, person name, contact name, real name, name surname,
        names, full nm, mailing name, addressee name
    """,
    "name": "name, nm",
    "first": "first",
    "last": "last",
    "middle_name": """
        middle name, middlename, middle initial, middle names, additional name, patronymic, mname,
        mi, middle, second given name, other names, other given names
    """,
    "name_suffix": """
        name suffix, suffix, generation, post nominals, honorific suffix, postnominals,
        credentials
    """,
    "nickname": """
        nickname, nick name, alias, pseudo, pseudonym, preferred name, short name, known as, goes
        by, handle, screen name, screenname, file as, informal name, calling name, sort name,
        former name, previous name, former surname, previous surname
    """,
    "maiden_name": """
        maiden name, birth name, name at birth, birth surname, surname at birth, family name at
        birth, last name at birth, birth last name, maiden surname
    """,
    "phonetic": "phonetic, yomi, furigana, kana, pronunciation, transliteration",
    "initials": "initials, initial",
    "login": """
        username, user name, login, user login, login name, screen login, user nicename, nicename,
        account login, slug, permalink, vanity
    """,
    "email": """
        email, e mail, emails, mailaddress, mail address, email address, emailaddress, e mail
        address, email id, emailid, email addr, eml, e mails, emladdr, electronic mail, email
        primary, contact email, smtp address, primary smtp address, email add
    """,
    "mail": "mail, mails",
    "phone": """
        phone, telephone, tel, phones, phone number, telephone number, tel number, tel no, phone
        no, telephone no, phone num, contact number, contact no, contact phone, call number,
        phonenumber, telno, ph, ph no, phone nr, telephone numbers, daytime phone, evening phone,
        day phone, best phone, preferred phone, tele, voice, ddi, direct dial, direct line, phone
        main, main phone, calling number, tel day, day tel, day phone, daytime phone, daytime tel,
        daytime telephone, phone day, telephone day, phone daytime
    """,
    "landline": """
        landline, land line, home phone, phone home, home telephone, fixed line, house phone,
        landline number, hphone, homephone, home tel, home number
    """,
    "mobile": """
        whatsapp, whatsapp number, mobile, mobile phone, cell, cell phone, cellphone, cellular,
        gsm, mobilephone, mobile
        number, mobile no, mobile tel, mob, cell number, smartphone, mobile telephone, phone
        mobile, phone cell, cellular phone, mobiles, wireless phone, mobile num, cell no, mphone,
        text number, mobile phone number, phone number mobile
    """,
    "sms": """
        sms, text message, text messages, texts, texting, text, sms number, sms phone, mms, nosms,
        no sms
    """,
    "fax": "fax, fax number, telefax, facsimile, fax no, pager, telex, beeper, telecopy",
    "messaging": """
        whatsapp, skype, messenger, telegram, wechat, viber, line id, im, imaddress, icq, aim,
        jabber, facebook, twitter, linkedin, instagram, tiktok, youtube, social, facebook id,
        twitter handle, linkedin url, xing, pinterest, snapchat, mastodon, google plus, klout,
        ringcentral, slack, signal
    """,
    "street": """
        street, street address, streetaddress, address street, street name, address line 1,
        address line1, addressline1, address1, address 1, addr1, addr 1, address line one, street
        1, street1, street line 1, line 1, line1, thoroughfare, road, mailing street, st address,
        address first line, first line address, house number and street, street and number,
        streetname, adr1, add1, add 1, street address 1, street address line 1, street line1,
        address1 line1
    """,
    "address": """
        address, addr, adr, addresses, postal address, mailing address, addy, residential address
    """,
    "address_more": """
        address line 2, address line2, addressline2, address2, address 2, addr2, addr 2, street2,
        street 2, street line 2, line 2, line2, extended address, address extended, address
        complement, address extra, apartment, apt, suite, unit number, building, floor, flat,
        address line two, apartment number, street address 2, street address line 2, additional
        address, address additional, address supplement, additional street, street additional, apt
        suite, apartment suite, second line address, adr2, add2, add 2, supplemental address 1,
        supplemental address, unit, address details, address continued, apartment suite unit,
        street line2, apt number, care of, c o, address1 line2, supplemental address1, house name,
        building, apartment, flat, unit, floor, suite number, flat number, apartment number, unit
        number, property name, dwelling
    """,
    "address_third": """
        address line 3, address line3, addressline3, address3, address 3, addr3, street3, street
        3, line 3, address line 4, address line4, address4, address 4, supplemental address 2,
        line3, line4, address line 5, supplemental address 3, address1 line3, street line 3
    """,
    "zip": """
        zip, zip code, zipcode, postal code, postalcode, post code, postcode, postal, zip postal
        code, postal zip code, zip postcode, postal zip, zip postal, pin code, pincode, eircode,
        zip5, zip 5, zip4, zippostal, address postal code, postalzip, pcode, post cd, zip cd,
        postal cd, zip or postal code, postcode zip, zip plus 4, postal code zip, zippostalcode,
        zip royal mail
    """,
    "city": """
        city, town, locality, city town, town city, municipality, suburb, village, post town,
        posttown, city name, cityname, city or town, address locality, addresslocality, city
        suburb, township, hometown, home town, city locality, suburb city
    """,
    "region": """
        state, region, province, county, state province, stateprovince, state region, state or
        province, administrative area, state code, province code, region code, state county,
        province state, territory, prefecture, address region, addressregion, us state,
        provincestate, administrativearea, state abbr, state abbreviation, state name, region
        name, admin area, subdivision, state territory, county state, state county region,
        department region
    """,
    "country": """
        country, nation, country code, countrycode, country name, countryname, country region,
        country iso, iso country, address country, addresscountry, iso country code, country iso
        code, country iso2, iso2 country, ctry, cntry, country abbreviation, country residence,
        country territory, countries, country of residence
    """,
    "house_number": """
        house number, house no, street number, street no, building number, house nr, civic number
    """,
    "po_box": "po box, p o box, pobox, post office box, box",
    "district": """
        district, neighborhood, neighbourhood, borough, quarter, area, zone, ward, parish,
        constituency
    """,
    "geo": """
        latitude, longitude, lat, lon, lng, geo, geolocation, geocode, gps, ip, ip address,
        ipaddress, ip city, ip country, ip state, ip region, coordinates, ip timezone, user agent,
        browser, os, device, gmtoff, dstoff, operating system, ip addr, useragent, remote addr,
        geopoint, map, ip number, ip code, geoip, ip lookup
    """,
    "time_zone": "time zone, timezone, tz, iana time zone, utc offset",
    "location": "location, loc, lives in, based in, live in, do you live",
    "birth": "birth, born, bday",
    "birth_date": """
        birth date, birthdate, date birth, dob, d o b, birthday, date born, dateofbirth, born on,
        birth day, date of birth, b day, birthdays, bdate, birth dt, birth date full
    """,
    "gender": "gender, sex, gender identity, gender code",
    "age": "age, age group, age range, age band, age bracket, birth decade, generation group",
    "honorific": """
        salutation, honorific, honorific prefix, name prefix, courtesy title, prefix, mr mrs, mr
        ms, namecol prefix, title prefix, civility, form address, nameprefix, individual prefix,
        titles id, mr mrs ms, personal title, mr, mrs, ms, miss
    """,
    "title": "title, titles",
    "letter_greeting": """
        greeting, dear, letter salutation, mail salutation, addressee, postal greeting, email
        greeting, envelope, envelope name, letter greeting, formal greeting
    """,
    "language": """
        language, locale, preferred language, lang, language code, preferredlanguage, spoken
        language, languages, lang code, communication language, correspondence language, language
        preference, default language, user language, native language, mother tongue, mailing
        language, language name, interface language
    """,
    "nationality": "nationality, citizenship, citizen, ethnicity, race",
    "marital": """
        marital status, marital, married, children, number children, kids, household, civil
        status, hobby, hobbies
    """,
    "job": """
        job title, jobtitle, job, position, occupation, profession, job position, job role, job
        function, professional title, position title, role title, organization title, organisation
        title, job name, company title, work title, title position, title role, business title,
        employment title, designation, job description, company position, position company, title
        job
    """,
    "company": """
        company, company name, companyname, organization, organisation, organization name,
        organisation name, employer, business name, works for, worksfor, affiliation, corporation,
        institution, company organization, org name, org, firm, account name, accountname,
        associated company, parent account name, school, company organisation, organization
        company, current employer, employer name, business entity, university, institute, company
        or organization, organization or company, workplace, institution name, corporate name,
        legal entity, agency name, company account, organizations, companies, related company,
        enterprise, company school, school name, current organization
    """,
    "department": """
        department, dept, division, team, business unit, service, office location, branch, unit
        team
    """,
    "company_number": """
        vat, vat number, tax number, tax id, vat id, siret, siren, ein, company number,
        registration number, duns, abn, company registration, company id, organization id,
        organisation id, naf, ape, org id, tax code, vat no, acn, company registration number, tax
        exempt, vat registration number
    """,
    "industry": """
        industry, sector, company size, employees, number employees, annual revenue, revenue,
        turnover, company type, organization type, business type, seniority, sic, company domain,
        domain, company website, assets, ticker, ownership, company revenue, naics, job level,
        company industry, legal form, company status
    """,
    "id": """
        id, ids, identifier, uid, guid, uuid, rowid, pk, key, recordid, ident, objectid, object
        id, euid, leid, oid, employee id, employee number, employee no, employee code, staff id,
        staff number, payroll number, personnel number
    """,
    "number": "number, no, nr, num, nbr, n, numero",
    "code": "code, cd",
    "reference": """
        reference, ref, ref no, ref number, reference number, reference no, reference id,
        reference code
    """,
    "external": """
        external, ext, legacy, old, foreign, remote, third party, other system, import, imported,
        migrated
    """,
    "barcode": "barcode, bar code, qr code, qrcode, ticket barcode, scan code, qr",
    "card": "card, membership card, loyalty card, card number, badge, badge number",
    "line": "line, lines",
    "record": """
        record, row, entry, object, hs object, node, seq, sequence, serial, response, submission,
        responses, submissions, survey response
    """,
    "password": """
        password, passwd, pass, pwd, password hash, passwordhash, hash, salt, secure key, secret,
        token, api key, access token, auth token, reset token, user pass, rp token, last passwd
        gen, password salt, hashed password, passphrase, pin, otp, security question, security
        answer, secret key, activation key, user activation key, session token, credential,
        encrypted password, reset password token, confirmation token, remember token, public
        token, private key, auth key, mfa secret, totp secret, persistence token, verification
        code, confirmation key, magic link
    """,
    "national_number": """
        ssn, social security number, social security, national id, national insurance number,
        nino, passport, passport number, identity card, id card, id number, driver license,
        driving licence, drivers license, license plate, personal id, national identification
        number, government id, tin, sin, nhs number, national identity number, citizen id,
        aadhaar, pan number, personal identity number, national number, identity document,
        document number, social insurance number, driver licence number, drivers license number
    """,
    "bank": """
        iban, bic, swift, bank account, bank account number, account iban, sort code, routing
        number, bank, bank name, credit card, credit card number, cardholder, card holder, card
        type, card brand, iin, masked card number, cvv, expiry month, expiry year, card expiry,
        mandate, sepa, rib, direct debit, card fingerprint, card exp month, card exp year, cc
        number, cc type, bin, card expiration, bank code, card id, cc exp, card funding
    """,
    "health": """
        medical, medical certificate, allergies, allergy, dietary, dietary requirements,
        disability, health, blood group, blood type, medication, doctor, physician, diet,
        religion, accessibility, accessibility needs, special needs, vaccination, insurance
        number, health insurance, religious, political party, union member, sexual orientation,
        vaccine, dietary restrictions, wheelchair, medical notes, medical conditions
    """,
    "date": "date, dt, day of, datetime, date time, timestamp, time stamp, date and time, ts",
    "time": "time, hour, hours, minute, duration, clock",
    "calendar_part": "year, month, day, week, weekday, quarter year, season, yyyy, mm, dd",
    "created": """
        created, creation, create, createdate, date created, created date, created time, created
        at, created on, date entered, create date, create time, creation date, createdat,
        createdon, create at, record created, date add, datecreated, first created, account
        created, creation time, added at, date of entry, opened at, account creation, createtime,
        created utc, created timestamp, inserted, insert date, inserted at, entered, entered on,
        entry date, date inserted, create timestamp, create ts, first seen, first seen at, date
        first seen, first contact date, date of first contact, firstseen, record creation date,
        profile created, cdate, ctime, creationdate, submitted via form at
    """,
    "added": """
        added, added time, add time, added on, date added, add date, addedat, list added,
        added to list, added date
    """,
    "registered": """
        registered, registration, joined, sign up, signup, signed up, joined at, joined on, member
        since, customer since, join, join date, enrolled, enrollment, enrolment, subscribed at,
        subscribed on, user since, user registered, date joined, since, subscribe date, date
        subscribed, connected on, registered at, subscription created, became customer, sign up
        date, subscribed date, subscriber since, registered on, signed up at, joindate,
        signupdate, sign-up, registrationdate, became a customer date, became a lead date, donor
        since, activated at, activation date, date of registration, activation, joining date, date
        of joining, joining, doj
    """,
    "confirmed": """
        confirmed, confirm, confirmation, confirm time, confirmed at, confirmation time,
        confirmation date, double optin, double opt in, doi, verified at, email verified at,
        verified on, confirmed on, confirmation timestamp
    """,
    "updated": """
        updated, modified, changed, last changed, last modified, last updated, update,
        lastmodified, lastmodifieddate, last update, date updated, date modified, modified time,
        edited, last edited, updatedat, date upd, modification, modify, modify date, last modified
        date, updated at, updated on, revised, last change, lastupdated, modified at, modified on,
        changed at, changed on, systemmodstamp, last modified at, update date, update time, system
        modstamp, upd, last edited time, last sync, last saved, lastchanged, last modification,
        profile updated, last update date, last updated at, udate, mdate, mtime
    """,
    "last_seen": """
        last active, last seen, last login, last visit, last activity, last access, last login at,
        last contacted, last logged in, last sign in, last connection, last open, last click, last
        opened, last clicked, last sent, last activity date, last order date, last purchase, last
        order, last viewed, last donation, last gift, last engagement, last attended, last event,
        last payment, last referenced, previous, latest, lastlogin, last contact, last
        transaction, current sign in, last booking, last visited, last purchased, last seen at,
        last ordered, lastvisit, last contribution, most recent, first order, first purchase,
        first gift, first visit, first donation, largest gift, last stay, last campaign, last
        donated, last paid, last email
    """,
    "expiry": """
        expiry, expires, expiration, expire, valid until, valid to, valid from, validity, renewal,
        renew, expires at, paid through, period end, trial end, expiry date, expired, term, end of
        term, next, next renewal, next payment, reminder, next billing, next charge, renews,
        current period end, valid through, expiration date, paid until
    """,
    "start": """
        start, starts, begin, begins, starting, beginning, from date, start date, doors, doors
        open, started
    """,
    "end": "end, ends, ending, finish, finished, close, closed, to date, end date, closing, ended",
    "due": """
        due, deadline, due date, due time, follow up, follow up date, scheduled, planned, send
        date, pending
    """,
    "deleted": """
        deleted, archived, removed, is deleted, merged, deactivated, suspended, disabled,
        cancelled, canceled, cancellation, cancelled at, canceled at, trashed, deceased, is
        deceased, date deceased, deactivation, churned, cancellation date, cancel, termination,
        terminated, archive, closed at, resigned, inactive since, frozen
    """,
    "opt_in": """
        optin, opt in, opted in, subscribed, is subscribed, accepts marketing, accepts, accept,
        agree, agrees, agreed, consent, consents, permission, allow, allows, allowed, wants,
        receives, receive, receive emails, would like, marketing consent, gdpr consent, ok to,
        okay to, may contact, contactable, can contact, mailable, consented, opt ins, authorised,
        authorized, agree to, may we contact, happy to, interested in receiving, marketing
        permission, accepted, yes to, contact permission, contact preference, email permission
        status, communication preference, ok to email, subscribe to, marketing status, gdpr
        permission, can be contacted, marketing opt in, email status, emailable, textable, keep me
        informed, keep me updated, keep in touch, stay in touch, marketing preference,
        promotional, subscribed to emails, marketing optin, gdpr optin, subscribed to marketing,
        email opt in, subscribe, contact by, contact via, contact me by, contact per, ok, okay,
        want, want to receive, may email, may text, may call, may phone, may mail, may post
    """,
    "opt_out": """
        optout, opt out, opted out, unsubscribed, unsubscribe, unsub, blacklisted, blacklist,
        blocklist, blocklisted, do not, dont, don t, donot, no mail, no email, no emails,
        suppressed, black list, block list, deny list, suppression, email optout, unsubscribe
        flag, suppress, excluded, is opt out, is unsubscribed, refuses, refused, no contact, no
        marketing, do not email, opt outs, objection, has opted out, unsubscribes, donotemail,
        donotphone, donotpostalmail, donotbulkemail, do not contact, donotcall, denylist, stop,
        remove from list, unsubscribed from emails, unsubscribed from all email, opted out of
        email, email blacklisted, never, marketing suppressed, email disabled, email opt out, do
        not subscribe, not subscribed, withdrawn, withdrew consent, no bulk email, is opted out,
        no solicitation, global unsubscribe, global opt out, do not mail, no bulk emails, no
        emails please, excluded from, excluded from campaigns, do not allow, disallow, nomail,
        noemail, nophone, nosms, nocall, nopost, not contactable, no calls, no sms, no post, no
        phone calls, no telephone
    """,
    "newsletter": """
        newsletter, newsletters, news letter, mailing list, mailinglist, mailing list member, e
        newsletter, enewsletter, email list, emailing, mailings, e news, bulletin, news, email
        newsletter, newsletter subscriber
    """,
    "marketing": """
        marketing, promotion emails, promo emails, commercial, advertising, offers, special
        offers, promotions email, updates by email, direct marketing, bulk email
    """,
    "by_post": """
        post, postal mail, direct mail, by mail, do not mail, paper mail, snail mail, letter,
        letters, by post, mailshot, catalog, catalogue, physical mail, postal marketing, postal
        opt in, regular mail, postal contact, donotpostalmail, print, trade mail, nomail, nopost,
        no post
    """,
    "by_call": """
        call, calls, phone call, phone calls, telemarketing, calling, cold call, by phone, phone
        marketing, telephone marketing, call me, callable, phonecall, donotcall, donotphone,
        phoning, ring, nophone, nocall, no calls
    """,
    "unsubscribed": """
        unsub time, unsubscribed at, unsubscribe date, unsubscribe time, unsubscribed on, opt out
        date, optout date, optout time, opt out time, unsubscribed date, date unsubscribed,
        unsubscription date, opted out at, opt out at, unsubscribe timestamp, unsubdate, unsub
        date, unsubscribed time, date of unsubscription, opted out on, opt out timestamp,
        unsubscribed timestamp, consent withdrawn at, unsubscription
    """,
    "refusal": "not, non, without, exclude, except",
    "partner": """
        partner, partners, third parties, sponsors, sponsor, affiliates, affiliate, other
        companies, partner offers, third party marketing, exhibitor, exhibitors, data sharing,
        share with
    """,
    "terms": """
        terms, terms conditions, privacy policy, privacy, conditions, gdpr, rules accepted,
        waiver, liability, legal basis, data processing, lawful basis, consent text, terms and
        conditions, cookie, cookies, legal, processing, processing reason, code of conduct, photo
        consent, image rights, media release
    """,
    "order": """
        order, orders, purchase, purchases, sale, sales, checkout, basket, cart, bought,
        purchased, ordering, buy, salesorder, sales order, sold, webshop order, shop order
    """,
    "invoice": """
        invoice, invoices, bill, billed, credit note, quote, estimate, statement of account,
        charge
    """,
    "payment": """
        payment, payments, paid, pay, payout, settlement, instalment, installment, remittance,
        charged, captured, payment intent, cash, cheque, check number
    """,
    "transaction": """
        transaction, transactions, txn, trx, trans, operation, transfer, transact, balance
        transaction
    """,
    "donation": """
        donation, donations, gift, gifts, contribution, contributions, pledge, pledges,
        fundraising, offering, donated, gave, giving, hard credit
    """,
    "ticket": "ticket, tickets, entry ticket, e ticket, eticket, admission, admissions, tkt",
    "booking": """
        booking, bookings, reservation, reservations, booked, reserved, appointment, rsvp, rsvped,
        reserve
    """,
    "product": """
        product, products, item, items, sku, line item, lineitem, variant, article, articles,
        product name, goods, item name, service name, plan, plans, addon, add on, add ons,
        merchandise, lineitems, line items, offer, offer name, package, packages, extra, extras,
        options, option, product title, item title, menu item, merch
    """,
    "membership": """
        membership, memberships, loyalty, loyalty program, club membership, membership term,
        member plan
    """,
    "subscription": """
        subscription, subscriptions, subs, magazine, publication, issue, issues, edition, title
        code
    """,
    "event": """
        event, events, show, shows, performance, performances, concert, concerts, festival,
        exhibition, conference, webinar, meeting, meetup, match, game, workshop, happening, gala,
        fixture, screening, play, occasion, production, productions, seminar, race, tour, gig,
        eventname, exhibit, summit
    """,
    "session": """
        session, sessions, slot, time slot, timeslot, occurrence, showtime, schedule, lecture
    """,
    "course": """
        course, courses, class, classes, lesson, lessons, training, program, programme,
        curriculum, module, camp
    """,
    "activity": """
        activity, activities, interaction, interactions, action, actions, engagement, touchpoint,
        page view, pageview, task, event type name, log, history, note type
    """,
    "visit": """
        visit, visits, attendance, attended, checked in, check in, checkin, check ins, scanned,
        scan, arrival, entry time, check in time, checked in at, admitted, scanned at, arrived
    """,
    "booking_made": """
        placed, placed at, order placed, purchased at, ordered at, ordered on, booked on, booked
        at, purchased on, submitted, submitted at, submitted on, submission date, submit date,
        submit time, completed, completed at, completed on, processed, processed at, received
        date, placed on, received at, date received, occurred at, occurred, occurred on, happened,
        responded, response date, transacted, bought at, sent at, event time, sale date, entry
        created, date of purchase, date of sale, transaction date, order placed at, order date,
        orderdate, booking date, purchase date, date placed, tap time, respondent date, submission
        time, submission timestamp, complete date, pledged, pledged at, pledge date, date pledged,
        placed, placed at, placed on, order placed at, date placed, contributed at
    """,
    "category": """
        category, categories, event genre, event category, topic, subject area, theme, event type,
        sub category
    """,
    "kind": "type, kind, types, typ, sort of, nature",
    "venue": """
        venue, venues, venue name, hall, theatre, theater, stage, arena, stadium, event location,
        location name, auditorium, event venue, room, club venue, event place, facility, building
        name, store location, site name
    """,
    "seat": """
        seat, seats, seat number, row number, section, block, gate, table, table number, seating,
        aisle, door, zone seat, stand, seat row, row seat, bib, bib number, lane, wave
    """,
    "ticket_type": """
        ticket type, ticket name, ticket category, ticket class, ticket title, ticket level, price
        type, price tier, price category, rate name, ticket option, admission type, ticket
        description, pass type, pass, pass name, tickettype, membership type, membership level,
        membership category, membership plan, tier, tier name, registration type, reg type, entry
        type, package name, fare, fare type, subscription type, subscription plan, plan name,
        price level, price name, ticket types, price band, registration category, delegate type,
        ticket group name, attendee type, price list name, rate plan, rate plan name, membership
        name, product type, offer type, level name, seat category, subscription product,
        concession, registrant type, reward title, reward tier, reward name, reward level, perk,
        perk name, ticket type desc, product tier
    """,
    "amount": """
        amount, amounts, amt, sum, value paid, donation amount, amount paid, total amount, amount
        total, order amount, transaction amount, payment amount, gift amount, order value, amount
        gross, gross amount, order total, total paid, ordertotal, totalamount, total price, price
        total, total cost, total inc tax, total charge, grand total, total value, amount charged,
        amount received, total payment, cost, amount incl tax, amount captured, price paid, total
        incl tax, total including tax, transaction value, purchase amount, sale amount, revenue
        amount, contribution amount, base grand total, total order value, invoice amount, invoice
        total, grandtotal, paid amount, amount due, pledge amount, booking total, total donated
        amount, pledge, pledged amount, gift amount paid, total charged, amount collected, total
        collected, order sum, payment total
    """,
    "price": """
        price, prices, unit price, item price, ticket price, price each, pricing, unit cost, list
        price, charge amount, unit amount, face value
    """,
    "total": "total, totals, grand",
    "gross": "gross, incl, inclusive, including tax, inc vat, incl vat, with tax",
    "net": """
        net, net amount, excl, exclusive, excluding tax, ex vat, excl vat, subtotal, sub total,
        without tax, net total, net price, ex tax
    """,
    "fee": """
        fee, fees, commission, processing, service charge, surcharge, booking fee, cost price,
        handling, payment processing, processing fee, transaction fee, platform fee, service fee,
        tip, tips
    """,
    "tax": """
        tax, taxes, vat amount, sales tax, gst, tax amount, taxable, vat rate, tax rate, hst, gift
        aid, giftaid, tax status, tax deductible
    """,
    "discount": """
        discount, discounts, promo, promo code, coupon, voucher, promotion, discount code, gift
        card, coupon code, voucher code, promocode, access code, rebate, redemption, promotion
        code, coupons, reward, rewards, points, loyalty points, discount amount, gift certificate,
        store credit
    """,
    "refund": """
        refund, refunds, refunded, refund amount, chargeback, dispute, amount refunded, refunded
        amount, reversed, returned
    """,
    "delivery_cost": """
        freight, shipping cost, delivery cost, shipping total, shipping amount, shipping method,
        delivery method, fulfillment, fulfilment, tracking, carrier, tracking number, delivery
        type, weight, shipment
    """,
    "quantity": """
        quantity, qty, count, units, number tickets, tickets count, number of, how many, guests,
        guest count, party size, pax, ticket quantity, item count, total tickets, num tickets,
        quantities, ticket count, covers, number guests, places
    """,
    "currency": """
        currency, currency code, ccy, cur, curr, iso currency, currencycode, currency iso code,
        currencyisocode, presentment currency, payment currency, order currency, money unit
    """,
    "payment_method": """
        payment method, payment type, payment mode, paid by, method payment, payment gateway,
        gateway, payment processor, tender, pay method, payment provider, paymentmethod, method of
        payment, payment instrument, tender type
    """,
    "channel": """
        channel, sales channel, channels, order channel, booking channel, order source, point
        sale, pos, acquisition channel, sales source, channel name, order origin, platform, sale
        channel, marketing channel, source channel, device type, touch channel
    """,
    "origin": """
        source, origin, lead source, source name, signup source, utm source, traffic source,
        original source, referral source, customer source, subscription source, contact source,
        record source, leadsource, optin source, signup method, acquisition source, registration
        source, entry point
    """,
    "medium": """
        medium, utm medium, utm term, utm content, media, ad, ads, adset, ad set, keyword,
        creative, utm
    """,
    "hearing": """
        how did you hear, heard about, referred from, hear about us, how did you find, referral,
        referer, refer, how heard
    """,
    "campaign": """
        campaign, campaigns, campaign name, utm campaign, appeal, campaign title, appeal name,
        mailing name campaign, campaignname, marketing campaign, fund campaign, appeal code,
        solicitation, package appeal
    """,
    "fund": """
        fund, designation fund, allocation, purpose, earmark, project, dedication, restriction,
        fund name, in memory of, tribute, fund code
    """,
    "url": "url, uri, link, href, permalink url, web link, weblink, urls",
    "page": """
        page, landing page, page url, current url, page path, conversion page, request url, page
        link, referring url, entry page, landing site, visited url, event url, page location,
        conversion url, landing url, target page, content url, article url
    """,
    "website": """
        website, web site, homepage, home page, web page, webpage, web, site, blog, personal url,
        web address, company url, www, sites
    """,
    "status": """
        status, state of, stage, phase, active, is active, enabled, lifecycle, lifecycle stage,
        lifecyclestage, verified, valid, is valid, blocked, locked, bounced, bounce, lead status,
        account status, is verified, live, open, opened, won, result, outcome, rsvp status,
        approved, validated, success, error, financial status, attendee status, order status,
        payment status, ticket status, quality, deliverability, email verified, verified email,
        existing, current status, is test, test, published, condition, membership status, lost,
        closed won, approval status, workflow, visibility, error code, error message, status code,
        is primary, is default, default flag, indicator, hard bounced, soft bounced, has hard
        bounced
    """,
    "score": """
        score, rating, rank, points score, member rating, engagement score, lead score, priority,
        grade, probability, level, stars, weight score, importance, percentile, sensitivity,
        mileage, capacity, nps
    """,
    "reason": """
        reason, cause, why reason, reason code, unsubscribe reason, reason other, feedback,
        motivation, explanation
    """,
    "note": """
        note, notes, comment, comments, remark, remarks, description, details, memo, message,
        messages, text body, body, bio, about, biography, internal notes, subject, private notes,
        note attributes, remarks internal, annotation, special requests, request, requests,
        summary, order notes, additional comments, customer note
    """,
    "tag": """
        tag, tags, label, labels, group, groups, list, lists, segment, segments, category tag,
        interest, interests, tag list, audience, keywords, groupings, group membership, mailing
        lists, cluster, distribution list, group name, list name, groups name, collection,
        preferences, preference
    """,
    "attribute": "attribute, attributes, meta, metadata, property, trait, custom property",
    "role_name": """
        role, roles, permission level, user role, user type, customer type, contact type, client
        type, customer group, account type, record type, person type, member type, usertype,
        relationship, contact category, role name, profile type, relation
    """,
    "count": """
        orders count, total orders, login count, visits count, number orders, opens, clicks,
        clicked, sends, page views, sessions count, count orders, number visits, tickets bought,
        total tickets sold, sum of, average, avg, number donations, number gifts, times contacted,
        open rate, click rate, total visits, frequency, attempts, attempt count, visit count,
        order count, total events, num visits, sign in count
    """,
    "lifetime": """
        lifetime, ltv, clv, lifetime value, total spent, total spend, total revenue, amount spent,
        aov, average order value, total donations, total given, total purchases, balance, credit,
        total donated, accumulated, cumulative, to date total, outstanding, credit limit, arr,
        mrr, spend, spent, total gifts, customer lifetime value, expected value, predicted, money
        spent, total giving, rfm, historic, year to date, ytd, total sales, total contributions,
        total amount spent, outstanding balance, account balance, total billed
    """,
    "photo": """
        photo, picture, image, avatar, logo, file, attachment, document, signature, upload, pdf,
        photo url, image url, profile picture, thumbnail, icon, color, colour, certificate,
        attestation, download, gravatar, picture url, badge image
    """,
    "agent": """
        owner, assigned to, assigned, salesperson, sales rep, account manager, created by,
        modified by, agent, staff, operator, seller, sales agent, representative, updated by,
        contact owner, assigned user, assigned to user, organizer, organiser, instructor, teacher,
        coach, sales person, host, vendor, added by, responsible, cashier, lead owner, account
        owner, record owner, entered by, consultant, promoter, box office, broker, speaker, user
        owner, service agent, advisor, supplier, processed by, sold by, created user, scanned by,
        checked in by, assignee, merchant, approver, requester, trainer, event host, organizer
        name, manager, changed by, collaborator, last modified by, reports to, supervisor,
        ownerid, by user, booked by staff
    """,
    "relative": """
        mother's maiden name, emergency, emergency contact, ice, parent,
        parents, mother, father, guardian, spouse,
        wife, husband, child, kin, next of kin, son, daughter, assistant, secretary, asst, manager
        name, referred by, referrer, referring, recommended by, family contact, sibling,
        caregiver, legal guardian, in case of emergency, referred, friend, beneficiary, honoree,
        gift recipient, companion, plus one, partner name, tributee, dependent, donor advised,
        head household, soft credit, notify, other contact, second contact, additional contact,
        secondary contact, co applicant, joint
    """,
    "vehicle": """
        car, vehicle, plate, pet, dog, shirt, shirt size, t shirt, size, height, weight, shoe
        size, tshirt, colour hair
    """,
    "home": "home, personal, private, residence, residential, house, permanent, own",
    "work": "work, business, office, professional, corporate, job site, employment, biz",
    "billing": """
        billing, bill to, billto, billing contact, invoice to, invoicing, billing information,
        bill, accounts payable, billing details, sold to, soldto
    """,
    "shipping": """
        shipping, ship to, shipto, delivery, deliver to, recipient, ship, consignee, receiver,
        delivered to, shipment to, despatch, dispatch
    """,
    "buyer": """
        buyer, purchaser, payer, ticket buyer, booker, buyers, paid by name, booking contact,
        order contact, lead booker, account holder, payor, ordered by, booked by, lead guest,
        purchased by, bought by, contact person order
    """,
    "participant": """
        attendee, attendees, participant, participants, guest, delegate, ticket holder,
        ticketholder, registrant, invitee, visitor, passenger, player, student, competitor,
        athlete, runner, rider, entrant, attendee details, pupil, nominee, audience member,
        spectator, ticket contact, respondent
    """,
    "holder": """
        customer, customers, client, clients, contact, contacts, member, members, user, users,
        person, people, donor, donors, subscriber, subscribers, lead, leads, individual, profile,
        constituent, patron, reader, account holder name, cust, consumer, prospect, recipient
        email, supporter, shopper, winner, patient, applicant, fan, alumni, volunteer, party, crm,
        supporter record, nationbuilder, candidate, owner record, citizen name, buyer account,
        advertiser, household member, audience profile, civicrm, signup user, giver, backer,
        backers, mem, memb, pledger, follower, contributor, ticketholder account, enquirer,
        householder
    """,
    "account": "account, accounts, acct",
    "primary": """
        primary, main, default, preferred, principal, best, current, mailing, correspondence,
        legal
    """,
    "other": """
        other, secondary, alternate, alternative, additional, alt, backup, second, further, extra
        contact, temporary, spare
    """,
    "booking_reference": """
        booking reference, booking ref, booking code, confirmation number, confirmation code, pnr,
        reservation code, reservation number, booking number, confirmation no, order confirmation
        number
    """,
    "answers": """
        answer, answers, form, forms, survey, surveys, question, questions, questionnaire, form
        response
    """,
    "deal": "deal, deals, opportunity, opportunities, quote deal, pipeline, case, cases, issue key",
    "receipt": "receipt, receipts, tax receipt",
    "filler": """
        field, value, information, info, details of, data, custom field, contact details, custom,
        fields, additional field, personal details, personal information, general, basic, string,
        formatted, standard, raw, optional, required, enter, correct, valid value, provided, given
        as, national format, e164, international, format, formatted value, new, latest value,
        normalized, original, input, wp, hs, sf, mc, wc, woo, merge, shop, store, webshop, online,
        public, display, self, real, actual, utf8, x
    """,
}

LOCAL: Final[dict[str, str]] = {
    "job": "function",
    "category": "genre",
    "venue": "place",
    "city": "place",
    "given": "fn",
    "family": "ln",
}
