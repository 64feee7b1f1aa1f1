"""Words that sample values are compared with, folded: lower case, no accents."""

from __future__ import annotations

from typing import Final


def _words(listed: str) -> frozenset[str]:
    return frozenset(word.strip() for word in listed.replace("\n", " ").split(",") if word.strip())


YES_NO: Final = _words("""
    yes, no, y, n, true, false, t, f, 0, 1, oui, non, o, ja, nein, j, si, s, vrai, faux, wahr,
    falsch, verdadero, falso, vero, on, off, x, subscribed, unsubscribed, optin, optout, opt-in,
    opt-out, opted_in, opted_out, opted in, opted out, opted-in, opted-out, granted, denied,
    accepted, refused, accepte, refuse, abonne, desabonne, inscrit, desinscrit, angemeldet,
    abgemeldet, pending, unknown,
    cleaned, not subscribed, not_subscribed, never subscribed, never_subscribed, suscrito, baja,
    iscritto, disiscritto, confirmed, consent given, checked, unchecked, single_opt_in,
    confirmed_opt_in, bounced, unconfirmed, non-subscribed, nonsubscribed, transactional, soft
    opt-in, explicit, implicit, opt in, opt out, allow, do not allow, erlaubt, nicht erlaubt,
    acepta, no acepta, acconsente, non acconsente, consented, withdrawn, redacted, subscriber,
    nee, nie, tak, sim, nao, da, net, ingeschreven, uitgeschreven, aangemeld, afgemeld, subscrito,
    inscrito, zapisany, wypisany, podpisan, otpisan, soglasen, akkoord, aceite, aceito, zgoda,
    bloque, blocked, blacklisted, do not email, ok, ko, -1, confirme, yes please, no thanks, email
    permission, no permission, activo, inactivo, eingetragen, ausgetragen, abonniert, abbestellt
""")

STATES: Final = _words("""
    active, inactive, enabled, disabled, invited, declined, pending, open, closed, completed,
    cancelled, canceled, paid, unpaid, refunded, processing, failed, new, archived, suspended,
    blocked, verified, unverified, draft, confirmed, unconfirmed, actif, inactif, valide, annule,
    en attente, paye, termine, active client, aktiv, inaktiv, offen, bezahlt, storniert, activo,
    inactivo, pendiente, pagado, cancelado, attivo, inattivo, annullato, pagato, in attesa, guest,
    registered, approved, rejected, deleted, subscribed, unsubscribed, lead, customer, success,
    attending, checked in, not attending, fulfilled, unfulfilled, expired, valid, won, lost, live
""")

HONORIFICS: Final = _words("""
    mr, mrs, ms, miss, mx, dr, prof, professor, sir, madam, rev, lady, lord, m, mme, mlle, madame,
    monsieur, mademoiselle, me, maitre, docteur, m et mme, mr et mme, m ou mme, herr, frau, herrn,
    divers, familie, fraulein, herr dr, frau dr, frau prof, herr prof, sr, sra, srta, don, dona,
    senor, senora, d, da, d., sig, sig.ra, signor, signora, sig.na, sigra, signorina, dott,
    dott.ssa, dottore, dottoressa, ing, avv, mister, m., mrs., eheleute, mr & mrs, mr and mrs,
    dhr, mevr, mw, mevrouw, heer, de heer, dhr./mevr, meneer, pan, pani, panstwo, senhor, senhora,
    exmo sr, exma sra, dra, g-n, g-zha, gospodin, gospozha,
    firma, ms., fr, hr, dr. med, mag, dipl.-ing, egr, spett.le, gent.ma, doctor, doctora, mstr,
    master
""")

GENDERS: Final = _words("""
    m, f, male, female, man, woman, homme, femme, h, masculin, feminin, mannlich, weiblich,
    maennlich, divers, d, w, hombre, mujer, masculino, femenino, maschio, femmina, maschile,
    femminile, other, non-binary, nonbinary, unknown, prefer not to say, undisclosed, 0, 1, 2, 3,
    9, autre, non binaire, mr, mrs, ms, mme, monsieur, madame, herr, frau, u, x, uomo, donna, v,
    vrouw, masculino, feminino, outro, mezczyzna, kobieta, k, inna, anders, muzhskoy, zhenskiy,
    muzh, zhen, muzhchina, zhenshchina, zh, muzhskoi, zhenskii,
    genderqueer, not specified, unspecified, keine angabe, garcon, fille, mixte
""")

LANGUAGE_NAMES: Final = _words("""
    english, french, german, spanish, italian, dutch, portuguese, francais, anglais, allemand,
    espagnol, italien, neerlandais, portugais, deutsch, englisch, franzosisch, spanisch,
    italienisch, espanol, ingles, frances, aleman, italiano, inglese, francese, tedesco, spagnolo,
    portugues, catalan, catala, euskera, arabic, chinese, japanese, russian, polish, turkish,
    swedish, danish, norwegian, finnish, francais (france), english (uk), english (us),
    nederlands, engels, frans, duits, spaans, italiaans, alemao, polski, angielski, niemiecki,
    francuski, hiszpanski, wloski, russkiy, angliyskiy, nemetskiy, frantsuzskiy, ukrainskiy,
    russkii, angliiskii, nemetskii, frantsuzskii,
    niederlandisch, russe, polonais, arabe, chinois
""")

COUNTRIES: Final = _words("""
    france, fr, fra, belgium, belgique, belgien, belgica, belgio, be, bel, switzerland, suisse,
    schweiz, suiza, svizzera, ch, che, luxembourg, luxemburg, lu, lux, germany, allemagne,
    deutschland, alemania, germania, de, deu, d, austria, autriche, osterreich, oesterreich, at,
    aut, spain, espagne, spanien, espana, spagna, es, esp, italy, italie, italien, italia, it,
    ita, portugal, pt, prt, netherlands, pays-bas, pays bas, niederlande, paises bajos, paesi
    bassi, nl, nld, united kingdom, uk, gb, gbr, great britain, royaume-uni, royaume uni, england,
    scotland, wales, grossbritannien, reino unido, regno unito, vereinigtes konigreich, ireland,
    irlande, irland, irlanda, ie, irl, united states, united states of america, usa, us,
    etats-unis, etats unis, estados unidos, stati uniti, vereinigte staaten, canada, kanada, ca,
    can, australia, australie, australien, au, aus, new zealand, nz, nzl, mexico, mexique, mexiko,
    messico, mx, mex, argentina, ar, arg, colombia, co, col, chile, cl, chl, peru, pe, brazil,
    bresil, brasil, brasilien, brasile, br, bra, morocco, maroc, marruecos, marokko, ma, mar,
    algeria, algerie, dz, tunisia, tunisie, tn, senegal, sn, cote d'ivoire, ci, poland, pologne,
    polen, polonia, pl, pol, sweden, suede, schweden, se, swe, denmark, danemark, dk, dnk, norway,
    norvege, no, nor, finland, finlande, fi, fin, greece, grece, gr, grc, czech republic, czechia,
    cz, hungary, hu, romania, ro, bulgaria, bg, croatia, hr, japan, jp, china, cn, india, in,
    monaco, mc, andorra, andorre, ad, reunion, re, guadeloupe, gp, martinique, mq, guyane,
    liechtenstein, li, south africa, za, turkey, turquie, tr, russia, ru, ukraine, ua, israel, il,
    singapore, sg, hong kong, hk, venezuela, ecuador, uruguay, san marino, the netherlands,
    belgie, duitsland, frankrijk, nederland, spanje, zwitserland, oostenrijk, luxemburgo, italie,
    verenigd koninkrijk, ierland, alemanha, espanha, franca, belgica, suica, holanda, irlanda,
    paises baixos, polska, niemcy, francja, hiszpania, wlochy, portugalia, belgia, holandia,
    szwajcaria, czechy, wielka brytania, ukraina, litwa, slowacja, szwecja, norwegia, rossiya,
    germaniya, frantsiya, belarus, kazakhstan, polsha, ispaniya, italiya, rossiiskaya federatsiya,
    rossiyskaya federatsiya, rf, angola, mozambique, mocambique, cabo verde,
    holland, f, b, e, i, l, a, p
""")
