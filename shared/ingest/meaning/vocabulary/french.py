"""French header words."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = """
    le, la, les, l, de, du, des, d, un, une, et, votre, vos, notre, son, sa, ses, ce, cette, mon,
    ma
"""

CONNECTORS: Final = """
    au, aux, en, par, pour, sur, dans, avec, est, sont, a, ou, où, si, je, vous, nous, il, elle,
    qui, que, quel, quelle, quels, quelles, comment, y, avez, etes, êtes, souhaitez, merci,
    veuillez, habitez, vivez, résidez, indiquez, précisez, donnez, afin, chez, vers, sous, ne, pas
    trop
"""

TERMS: Final[dict[str, str]] = {
    "given": """
        prénom, prénoms, petit nom, nom de baptême, prénom usuel, prenom client, premier prénom,
        pnom
    """,
    "family": """
        nom de famille, nom famille, patronyme, nom usuel, nom d'usage, nom marital, nom
        patronymique, nom usage, nom d'épouse, nom d'époux, nom de mariage, nom de femme mariée,
        nom d'alliance, nom de famille d'usage, nom de famille usuel, nom marital ou d'usage
    """,
    "full_name": """
        nom complet, nom et prénom, prénom et nom, nom prénom, prénom nom, identité, nom affiché,
        nom à afficher, nom du contact, nom et prénoms, nom public, dénomination, libellé client,
        nom client complet, nom entier, noms et prénoms, prénoms et nom, nom de l'abonné complet,
        nom d'affichage, nom affichage, nom de l'acheteur complet, nom abrégé complet
    """,
    "name": "nom, noms",
    "middle_name": """
        deuxième prénom, second prénom, autres prénoms, deuxieme nom, prénom 2, prénom 3, prénoms
        suivants, particule
    """,
    "name_suffix": "suffixe, suffixe nom",
    "nickname": """
        surnom, pseudo, pseudonyme, alias, nom abrégé, diminutif, nom court, nom de scène,
        sobriquet
    """,
    "maiden_name": """
        nom de jeune fille, nom de naissance, nom naissance, nom jeune fille, née, nom de famille
        de naissance, nom de famille à la naissance, nom à la naissance, nom né, nom de fille
    """,
    "phonetic": "phonétique, furigana, prononciation",
    "initials": "initiales",
    "login": """
        identifiant de connexion, nom d'utilisateur, nom utilisateur, identifiant connexion,
        pseudo connexion
    """,
    "email": """
        email, e mail, adresse email, adresse e mail, courriel, adresse mail, adresse
        électronique, mél, mel, adresse de courriel, adresse courriel, boîte mail, courrier
        électronique, adel, emails, adresse de messagerie, messagerie, mails, couriel, adresse
        email principale, e mails, adresse de courrier électronique, adresse messagerie
    """,
    "mail": "mail",
    "phone": """
        téléphone, tél, tel, numéro de téléphone, téléphones, téléphone 1, telephone contact,
        numéro tél, no tél, num tél, tph, coordonnées téléphoniques, tel contact, numero de tel,
        numero tel, téléphone principal, phone, joignable au, standard, numéro d'appel, telephonne
    """,
    "landline": """
        téléphone fixe, fixe, tél fixe, téléphone domicile, tel domicile, téléphone maison, numéro
        fixe, ligne fixe, tél dom, numéro de téléphone fixe, tel maison, téléphone personnel fixe,
        teldom, tél domicile
    """,
    "mobile": """
        mobile, portable, téléphone portable, tél portable, téléphone mobile, tél mobile, gsm,
        natel, cellulaire, numéro de portable, numéro portable, numéro de mobile, numéro mobile,
        tel port, port, numéro de téléphone mobile, numéro de téléphone portable, téléphone
        cellulaire, tél cell, telmob, mob, numéro gsm, mobile 1, telmobile, telport, portable 1,
        téléphone 2 portable, téléphone gsm
    """,
    "sms": "sms, texto, textos, mms, numéro sms",
    "fax": "fax, télécopie, télécopieur, numéro de fax, télécopies, tél fax",
    "messaging": """
        whatsapp, skype, facebook, twitter, réseaux sociaux, messagerie instantanée, instagram,
        réseau social
    """,
    "street": """
        rue, adresse rue, nom de rue, voie, nom de la voie, adresse ligne 1, adresse 1, adresse1,
        ligne 1, libellé voie, libellé de la voie, adr1, adresse ligne1, numéro et rue, n° et
        voie, numéro et libellé de voie, n et rue, adresse ligne une, rue et numéro, numéro et nom
        de rue, numéro et voie, adr 1, adresse domicile 1, ligne adresse 1, adresse numéro et rue,
        type et nom de voie, numéro de rue et rue, adresse postale ligne 1, adresse rue 1, rue
        ligne 1, rue 1, n° et nom de rue, rue domicile
    """,
    "address": """
        adresse, adr, adresse postale, adresses, adresse complète, coordonnées postales,
        domicilié, adresse physique, adresse principale
    """,
    "address_more": """
        complément, complément d'adresse, complément adresse, adresse 2, adresse2, adresse ligne
        2, adresse ligne2, ligne 2, compl adresse, appartement, bâtiment, étage, résidence
        bâtiment, complément adresse 1, suite adresse, escalier, lieu dit, adresse complémentaire,
        compl adr, adr2, adr 2, adresse suite, complément de l'adresse, adresse complément, cplt
        adresse, résidence, immeuble, ligne adresse 2, appt, bat, informations complémentaires
        adresse, complément géographique, étage appartement, complément destinataire, adresse
        supplément, adresse bis, rue 2, rue ligne 2, adresse supplémentaire, cplt, batiment
        résidence, lieudit, ligne d'adresse 2, bâtiment étage, point de remise, étage appartement
        escalier
    """,
    "address_third": """
        adresse 3, adresse3, adresse ligne 3, ligne 3, adresse 4, adresse4, adr3, adr4, complément
        adresse 2, ligne 4, complément d'adresse 2, ligne 5, ligne 6, complément 2, ligne 7
    """,
    "zip": """
        code postal, cp, codepostal, c p, code post, cpostal, npa, codepost, cod postal, code
        postale, adresse code postal, code zip, codes postaux, cpos, cpost, codpost, copost, cdpost
    """,
    "city": """
        ville, commune, localité, bureau distributeur, municipalité, nom de ville, village, nom
        commune, ville résidence, commune de résidence, agglomération, bureau distrib, libellé
        commune, libellé ville, acheminement, nom de la ville
    """,
    "region": """
        région, département, province, état province, canton, territoire, code département, état
        région, région état, état département, province état, région administrative,
        region administrative, dép, nom département, numéro département, wilaya, comté, code
        région
    """,
    "country": """
        pays, code pays, nom du pays, pays de résidence, pays résidence, code iso pays, pays iso,
        libellé pays, pays région, iso pays, pays nom
    """,
    "house_number": """
        numéro de rue, numéro de voie, n° de rue, n° voie, numéro rue, numéro voie, type de voie,
        type voie, no rue, num voie, indice de répétition, numéro dans la voie, bis ter, num rue
    """,
    "po_box": "boîte postale, bp, case postale, cedex, cs, bp cs, boite aux lettres",
    "district": """
        arrondissement, quartier, zone, secteur géographique, intercommunalité, code insee, insee,
        circonscription, code commune, agence secteur, epci, zone géographique, iris
    """,
    "geo": """
        latitude, longitude, adresse ip, ip, géolocalisation, coordonnées gps, géocodage,
        navigateur, appareil, système d'exploitation
    """,
    "time_zone": "fuseau horaire, fuseau, décalage horaire",
    "location": "localisation, emplacement géographique, situation géographique",
    "birth": "naissance, né, née le, né le, natif, naiss",
    "birth_date": """
        date de naissance, né le, née le, né e le, date anniversaire, anniversaire, date naiss, dt
        naissance, jour de naissance, date naissance, ddn, dat naissance, date d'anniversaire,
        jour anniversaire, dnaiss, dnais, dtnais, dtnaiss, datnais, datnaiss, né(e) le
    """,
    "gender": "sexe, identité de genre, sexe contact",
    "age": "âge, tranche d'âge, tranche age, catégorie d'âge, génération",
    "honorific": """
        civilité, civ, titre de civilité, code civilité, titre civilité, libellé civilité, formule
        d'appel, appellation, politesse, formule de politesse, civilite client, qualité civilité,
        m mme, mme, mlle, mr, m mme mlle, monsieur, madame
    """,
    "title": "titre, titres",
    "letter_greeting": "salutation, salutations, formule, en tête courrier, entête courrier",
    "language": """
        langue, langue préférée, langue parlée, code langue, langue de correspondance, langue de
        communication, langue maternelle, langues, langue correspondance, langue du contact,
        langue utilisateur
    """,
    "nationality": "nationalité, pays de nationalité, citoyenneté, pays d'origine",
    "marital": """
        situation familiale, état civil, statut marital, nombre d'enfants, enfants, situation
        maritale, situation matrimoniale, loisirs, foyer, régime matrimonial, marié
    """,
    "job": """
        fonction, poste, profession, métier, titre du poste, intitulé de poste, intitulé du poste,
        qualité, emploi, activité professionnelle, fonctions, poste occupé, titre professionnel,
        fonction contact, fonction exercée, libellé fonction, occupation, csp, fonction
        principale, titre fonction, fonction titre, titre de poste, prof, corps de métier,
        catégorie professionnelle, domaine professionnel
    """,
    "company": """
        société, entreprise, organisme, raison sociale, organisation, employeur, nom de la
        société, nom de l'entreprise, structure, établissement, nom société, nom entreprise, nom
        de l'organisation, compagnie, association, nom de l'association, nom structure, société
        nom, nom établissement, dénomination sociale, nom de la structure, entité, nom organisme,
        collectivité, nom organisation, sociétés, école, établissement scolaire, société
        organisme, entreprise organisation, organisme employeur, cabinet, nom commercial, nom de
        l'organisme, nom de l'établissement, raison sociale ou nom, institution, libellé société,
        nom raison sociale, enseigne, entreprise nom, université, ste, soc, société entreprise,
        collectivité association, nom association, nom du compte client, compte rattaché,
        organisme, organisme de rattachement, structure de rattachement, nom de la structure,
        établissement de rattachement, nom de l'organisation, nom de l'établissement
    """,
    "department": """
        service, département service, direction, pôle, équipe, division, filiale, agence, unité
    """,
    "company_number": """
        siret, siren, tva, numéro de tva, n° tva, tva intracommunautaire, numéro siret, rcs, code
        naf, code ape, ape, naf, numéro siren, n° siret, rna, numéro rna, tva intra, n° tva
        intracommunautaire, numero tva intracommunautaire, capital social, compte comptable, code
        comptable, numéro de compte client, code tva
    """,
    "industry": """
        secteur, secteur d'activité, effectif, chiffre d'affaires, ca, forme juridique, taille
        entreprise, branche, type d'entreprise, statut juridique, type de structure, type
        organisme, type d'organisation, nature juridique, domaine d'activité, type de société,
        effectifs, type établissement, nombre de salariés
    """,
    "id": """
        identifiant, identifiants, ident, id, clé, cle, idclient, identifiant unique, identifiant
        technique, réf unique, id unique, idf, numéro de salarié, numéro d'agent, id salarié
    """,
    "number": "numéro, numéros, num, no, nº, nr, n",
    "code": "code, matricule",
    "reference": """
        référence, réf, ref, références, numéro de référence, numéro de dossier, dossier, n°
        dossier, numéro dossier, code référence, n° de référence
    """,
    "external": """
        externe, ancien, ancienne, origine externe, précédent, tiers externe, import, importé,
        migration
    """,
    "barcode": "code barre, code barres, codebarre, code à barres, code barres billet",
    "card": """
        carte, carte de fidélité, numéro de carte, carte d'adhérent, badge, carte fidélité, carte
        de membre, n° carte, carte abonné
    """,
    "line": "ligne, lignes, partie",
    "record": "enregistrement, fiche, inscription fiche, rang, ordre, fiche client",
    "password": """
        mot de passe, mdp, motdepasse, mot de passe crypté, jeton, clé secrète, clé api, question
        secrète, réponse secrète, mot passe, code secret, code confidentiel
    """,
    "national_number": """
        numéro de sécurité sociale, sécurité sociale, numéro sécu, nir, passeport, numéro de
        passeport, carte d'identité, pièce d'identité, cni, numéro insee personne, permis de
        conduire, n° sécurité sociale, numéro de licence, licence, n° de licence, n° licence,
        numéro licence, numéro national, numéro de pièce d'identité, registre national, ine,
        numéro d'identité, numéro ine, titre de séjour, immatriculation, numéro d'allocataire,
        carte nationale identité
    """,
    "bank": """
        iban, bic, rib, compte bancaire, banque, numéro de compte bancaire, identifiant bancaire,
        numéro de carte bancaire, carte bancaire, cb, mandat, titulaire du compte, domiciliation,
        prélèvement, rum, type de carte, code banque, carte bleue, porteur de la carte, titulaire
        carte, titulaire de la carte, numéro cb, mandat sepa, établissement bancaire, titulaire
    """,
    "health": """
        certificat médical, médecin, allergies, allergie, régime alimentaire, handicap, santé,
        groupe sanguin, traitement, attestation de santé, mutuelle, situation de handicap, pmr,
        vaccination, vaccin, religion, médical, médicale, questionnaire de santé, problèmes de
        santé, régime, attestation santé, informations médicales, personne à mobilité réduite
    """,
    "date": """
        date, dates, date et heure, horodatage, horodateur, dt, date heure, jour et heure, date
        jour, jour
    """,
    "time": "heure, heures, horaire, durée, minutes, horaires",
    "calendar_part": """
        année, mois, jour semaine, semaine, trimestre, saison, exercice, millésime, aaaa, jj, mm,
        an, jour mois, semestre, année scolaire
    """,
    "created": """
        création, créé, créée, créé le, date de création, crée le, créée le, date création, crée,
        date de saisie, saisie, saisi le, date d'entrée, date de création du compte, date creation
        fiche, ouverture de compte, date saisie, créé à, entrée, date de création de la fiche,
        création du compte, saisi, collecté, premier contact, date de premier contact, date du
        premier contact, date de 1er contact, datecreation, horodatage création, dtcreation, dt
        création, date de collecte, collecté le, crea, date crea, ajout fiche, fiche créée le,
        entrée en base, date d'entrée en base, date d'import initial
    """,
    "added": "ajouté, ajout, date d'ajout, ajouté le, date ajout, importé le",
    "registered": """
        inscrit, inscrit le, inscription, date d'inscription, date inscription, enregistré,
        enregistré le, enregistrement, date d'enregistrement, membre depuis, client depuis, abonné
        depuis, depuis, adhérent depuis, date première adhésion, première adhésion, date de
        première adhésion, première inscription, date de l'inscription, inscrite, inscrits,
        inscriptions, date d'entrée client, date de première inscription, date enregistrement,
        donateur depuis, inscrit depuis, 1ère adhésion, date première inscription, entrée dans
        l'association, activation
    """,
    "confirmed": """
        confirmé, confirmation, confirmé le, date de confirmation, double opt in, double optin
    """,
    "updated": """
        modifié, modification, mis à jour, mise à jour, modifié le, date de modification, date de
        mise à jour, dernière modification, dernière mise à jour, maj, date maj, date de dernière
        modification, modifiée, date modif, modif, actualisé, date de dernière mise à jour,
        actualisation, mise à jour le, date modification, date der modif, der modif, mis à jour
        le, derniere maj, dtmodif, dernier changement, date dernière modification
    """,
    "last_seen": """
        dernière connexion, dernière visite, dernier achat, dernière commande, dernière activité,
        dernier don, date dernier achat, dernier contact, dernière ouverture, dernier clic,
        dernier passage, dernière venue, dernière adhésion, dernière relance, date dernière
        commande, dernière participation, date dernier don, premier achat, première commande,
        premier don, dernière action, dernière réservation, dernier email, dernière interaction,
        date du dernier achat, dernière facture, première visite, dernier, dernière, premier don
        date, dernier paiement, dernière campagne, dernière session, dernière date, date de
        dernière activité, dernier don montant, dernière cotisation, dernière inscription, dernier
        accès
    """,
    "expiry": """
        expiration, expire, expirera, échéance, fin de validité, valable jusqu'au, validité,
        renouvellement, date d'échéance, péremption, expire le, date limite, jusqu'au, prochain,
        prochaine, relance, date de fin d'abonnement, fin d'abonnement, fin abonnement, date
        d'expiration, fin adhésion, fin d'adhésion, dernier numéro, fin de contrat, fin
        d'engagement, date de renouvellement, prochaine échéance, prochain prélèvement,
        reconduction, valide jusqu'au
    """,
    "start": """
        début, commence, date de début, ouverture, démarrage, date début, à partir du, prise
        d'effet, premier numéro, date d'effet, date de prise d'effet, débute, du, deb, dt deb,
        date deb
    """,
    "end": "fin, termine, date de fin, clôture, date fin, fermeture, clôturé, terminé",
    "due": """
        date limite de paiement, prévu, planifié, à relancer, rappel, date de relance, date de
        rappel, date prévue, date d'envoi
    """,
    "deleted": """
        supprimé, archivé, annulé, annulation, désactivé, résilié, résiliation, suppression,
        décédé, décès, date de décès, supprimée, radié, radiation, bloqué, date d'annulation,
        suspendu, inactif, date de résiliation, démission, date de sortie, sortie, motif
    """,
    "opt_in": """
        accepte, accepte de recevoir, j'accepte, souhaite recevoir, consentement, consent,
        autorise, autorisation, accord, abonné newsletter, opt in, optin, recevoir, accepte les,
        inscrit newsletter, inscrit à la newsletter, inscription newsletter, abonnement
        newsletter, inscription à la newsletter, droit de contact, contactable, souhaite être
        contacté, acceptez vous de recevoir, consentement rgpd, rgpd, accepte d'être contacté,
        souhaite être informé, être recontacté, démarchable, optin rgpd, préférence de contact,
        mode de contact, accepte emailing, joignable, opt ins, consentements, reçoit, souhaitez
        vous recevoir, je souhaite recevoir, abonné à la newsletter, abonné e newsletter, je
        souhaite m'inscrire à la newsletter, sollicitation, acceptation, autorise à, contacter
        par, contact par, contacté par, être contacté par
    """,
    "opt_out": """
        désabonné, désinscrit, désinscription, désabonnement, opposition, ne pas, stop, refuse,
        refus, blacklist, liste noire, opt out, optout, ne souhaite pas, ne plus, npai, liste
        rouge, désabonnée, désinscrite, pas de, sans, blacklisté, exclu, refuse de recevoir,
        désinscrits, robinson, blacklistée, bloctel, ne veut pas, ne pas contacter, ne pas
        solliciter, stop sms, désabo, ne pas envoyer, opposé, interdit, mis en liste noire, npe,
        ne pas téléphoner, exclure, exclue, exclus, ne plus contacter, ne plus appeler, ne plus
        envoyer, ne pas relancer, ne pas démarcher, ne souhaite plus, opposition commerciale,
        bloqué marketing
    """,
    "newsletter": """
        newsletter, newsletters, lettre d'information, infolettre, lettre d'info, actualités,
        lettre d'informations, bulletin, lettres d'information, nl, info lettre, abo newsletter,
        lettre électronique, newsletter hebdo, newsletter hebdomadaire, newsletter quotidienne
    """,
    "marketing": """
        marketing, offres, offres commerciales, promotionnel, publicité, prospection, commercial,
        bons plans, informations commerciales, communication commerciale, prospection commerciale,
        offres promotionnelles, communications, sollicitations commerciales, emailing, offre
        commerciale, e mailing, mailing
    """,
    "by_post": """
        courrier, courrier postal, voie postale, postal, par courrier, poste courrier, envoi
        postal, mailing postal, courriers, papier, par la poste, envoi courrier, par voie postale,
        catalogue papier, publipostage
    """,
    "by_call": """
        appel, appels, démarchage, phoning, par téléphone, démarchage téléphonique, appel
        téléphonique, téléprospection, télémarketing, appels téléphoniques, prospection
        téléphonique, téléphoner, appeler, contacter par téléphone, ne pas téléphoner
    """,
    "unsubscribed": """
        désabonné le, date de désabonnement, date désinscription, date de désinscription,
        désinscrit le, date désabonnement, désinscription le, date d'opposition, date opt out,
        date optout, date de désabo, date de retrait du consentement, retrait du consentement,
        date désinscription newsletter
    """,
    "refusal": "non, pas, sauf, hors, aucun, aucune",
    "partner": """
        partenaire, partenaires, tiers, offres partenaires, nos partenaires, sponsor, sponsors,
        offre partenaire, autres sociétés, exposant
    """,
    "terms": """
        cgv, cgu, conditions générales, règlement, politique de confidentialité, mentions légales,
        droit à l'image, conditions, règlement intérieur, décharge, conditions générales de vente,
        base légale, finalité, statuts, charte, cookies, image
    """,
    "order": """
        commande, commandes, achat, achats, vente, panier, cmd, cde, acquisition, commandé, bon de
        commande, acheté
    """,
    "invoice": "facture, factures, devis, avoir, avis",
    "payment": """
        paiement, paiements, règlement paiement, payé, règlement, versement, encaissement, réglé,
        payée, encaissé, chèque, acompte, prélevé
    """,
    "transaction": """
        transaction, transactions, opération, mouvement, opérations, virement, écriture
    """,
    "donation": """
        don, dons, donation, contribution, promesse de don, générosité, libéralité, legs,
        promesse, mécénat, parrainage don
    """,
    "ticket": """
        billet, billets, entrée billet, e billet, place de spectacle, contremarque, titre d'accès,
        ticket, tickets, coupon billet, ebillet
    """,
    "booking": "réservation, réservations, résa, réservé, rendez vous, rdv, résas",
    "product": """
        produit, produits, article, articles, désignation, prestation, options, option, don
        supplémentaire, libellé produit, nom du produit, libellé article, prestations, forfait,
        marchandise, lot, produit acheté, offre, nom offre, nom de l'offre, gamme, objet de la
        vente, code article, code produit, code offre, extra
    """,
    "membership": "adhésion, adhésions, cotisation, cotisations, fidélité, programme de fidélité",
    "subscription": """
        abonnement, abonnements, revue, titre de presse, publication, parution, magazine, journal,
        abo, code titre, édition, contrat
    """,
    "event": """
        événement, évènement, manifestation, spectacle, spectacles, concert, séminaire,
        exposition, festival, conférence, atelier, salon, rencontre, représentation, match,
        soirée, événements, évènements, spectacle nom, film, pièce, congrès, animation, sortie
        culturelle, oeuvre, rencontre sportive, compétition, course à pied, épreuve, evenementiel,
        colloque, webinaire, visite guidée, stage
    """,
    "session": """
        séance, séances, session, créneau, créneaux, représentation date, horaire de visite, date
        de représentation
    """,
    "course": """
        cours, formation, leçon, module, programme, parcours, stage formation, formations,
        discipline, activité, section
    """,
    "activity": "activité, action, actions, interaction, interactions, tâche, historique, suivi",
    "visit": """
        visite, visites, fréquentation, présence, scanné, scan, contrôle d'accès, émargement,
        présent, passage, check in, entrée contrôlée, date de scan, heure d'arrivée, validé à
        l'entrée, contrôlé, heure de passage, date contrôle, date d'entrée événement, venue
    """,
    "booking_made": """
        soumis, effectué, passée, réalisé, finalisé, soumission, passée le, commandé le, acheté
        le, réservé le, date d'achat, date de réservation, date de commande, date de transaction,
        date de vente, date d'opération, soumis le, effectué le, date de participation, date de
        participation au jeu, date du don, reçu le, date de réception, date réservation, date
        vente, date de l'achat, date de la réservation, date de la vente, date de la transaction,
        date de soumission, date de réponse, envoyé le, date achat, date opération, date de
        valeur, date encaissement, date d'encaissement, date de versement don, complété le, date
        validation, validé le, finalisé le, date heure opération
    """,
    "category": """
        catégorie, catégories, thème, thématique, rubrique, famille produit, sous catégorie,
        thématiques, type d'événement, type événement, type de spectacle, type de manifestation,
        genre de spectacle, genre spectacle, catégorie événement, catégorie de spectacle, genre
        musical
    """,
    "kind": "type, types, nature, sorte, typologie",
    "venue": """
        lieu, salle, théâtre, site, lieu de l'événement, nom du lieu, nom de la salle, lieu
        événement, lieux, espace, complexe, lieu de représentation, nom salle, lieu du spectacle,
        cinéma, stade, musée, établissement d'accueil, lieu de retrait, équipement, point de vente
        lieu
    """,
    "seat": """
        siège, rang, rangée, place numérotée, numéro de place, porte, zone salle, placement,
        numéro de siège, bloc, tribune, gradin, dossard, numéro dossard, n° dossard, accès,
        travée, fauteuil, numéro de table, vague, sas
    """,
    "ticket_type": """
        tarif, type de billet, type billet, catégorie de place, type de tarif, formule, nom du
        tarif, catégorie de tarif, catégorie de prix, formule d'abonnement, type d'abonnement,
        type d'adhésion, nature du billet, libellé tarif, catégorie de billet, catégorie
        tarifaire, type d'entrée, nom du billet, type de place, type adhésion, type d'adhérent,
        catégorie de membre, offre tarifaire, tarifs, type d'inscription, type abonnement,
        intitulé tarif, libellé du tarif, formule choisie, billet nom, nom billet, type de pass,
        pass, forfait type, catégorie d'adhérent, nom de la formule, formule adhésion, type de
        cotisation, type de produit, type tarif, libellé formule, catégorie adhérent, tarif
        appliqué, libellé abonnement, nom abonnement, nom de l'abonnement, type de titre
    """,
    "amount": """
        montant, montants, montant total, montant ttc, montant payé, total ttc, prix total, prix
        payé, montant de la commande, montant du don, somme, montant réglé, prix ttc, total payé,
        total commande, montant don, montant paiement, montant commande, montant tarif, valeur,
        montant règlement, montant brut, total réglé, coût, somme versée, montant versé, montant
        transaction, montant encaissé, montant de la transaction, montant du paiement, avant
        commission, montant de l'adhésion, montant adhésion, montant cotisation, montant de la
        cotisation, montant ticket, montant billet, prix du billet, brut, montant de la vente,
        chiffre
    """,
    "price": """
        prix, prix unitaire, tarif unitaire, prix du billet, pu, prix unitaire ttc, valeur
        faciale, prix billet, prix de vente, prix place
    """,
    "total": "total, totaux",
    "gross": "ttc, brut",
    "net": """
        net, ht, hors taxe, montant ht, hors taxes, montant net, total ht, net perçu, prix ht, net
        à verser, sous total
    """,
    "fee": """
        frais, commission, frais de gestion, frais de service, frais de dossier, pourboire, frais
        de location, droits de location, frais de port, contribution helloasso
    """,
    "tax": """
        taxe, tva montant, taux de tva, montant tva, taxes, impôt, taux tva, déduction fiscale,
        fiscal
    """,
    "discount": """
        remise, code promo, réduction, code promotionnel, bon de réduction, code de réduction,
        promotion, bon d'achat, carte cadeau, points fidélité, promo, code avantage, points,
        chèque cadeau, code réduction, avantage, remises, ristourne, bon cadeau
    """,
    "refund": """
        remboursement, remboursé, rembourse, montant remboursé, avoir montant, remboursements,
        impayé, rejet
    """,
    "delivery_cost": """
        frais de port, frais de livraison, mode de livraison, transporteur, port et emballage,
        numéro de suivi, mode de retrait, mode d'obtention, mode d'expédition, statut livraison,
        colis, poids
    """,
    "quantity": """
        quantité, quantités, qté, nombre, nb, nombre de places, nombre de billets, nb places, nb
        billets, nombre de personnes, nbre, nombre d'invités, nb personnes, effectif groupe, nb de
        places, nb de billets, exemplaires, nombre exemplaires, nbr, nombre de participants
    """,
    "currency": "devise, monnaie, code devise, devises, devise paiement",
    "payment_method": """
        moyen de paiement, mode de paiement, mode de règlement, type de paiement, source de
        paiement, moyen paiement, mode paiement, moyen de règlement, mode règlement, type
        règlement, type de règlement, modalité de paiement, moyens de paiement, mode
        d'encaissement, mode de versement
    """,
    "channel": """
        canal, canal de vente, canal d'acquisition, point de vente, provenance commande, canaux,
        plateforme, canal vente, origine de la vente, canal de recrutement, canal d'achat, canal
        de distribution, source de vente, guichet, réseau de vente, origine commande, canal
        réservation, filière de vente, canal de réservation
    """,
    "origin": """
        source, origine, provenance, origine du contact, source d'acquisition, origine contact,
        origine de l'inscription, source du contact, support, code origine, origine client, source
        contact, origine du client, source inscription, origine fiche, formulaire d'origine
    """,
    "medium": "média, support publicitaire, mot clé, publicité nom",
    "hearing": """
        comment nous avez vous connu, connu par, comment avez vous connu, parrainage, comment avez
        vous entendu parler, avez vous connu, prescripteur, entendu parler, connu comment
    """,
    "campaign": """
        campagne, nom de la campagne, opération commerciale, nom campagne, code campagne nom,
        opération marketing, campagnes, code média, code action, campagne de collecte, appel à
        don, campagne marketing, titre de la campagne, code campagne, action commerciale
    """,
    "fund": """
        affectation, projet, destination du don, affecté à, projet soutenu, fonds, cause soutenue,
        affectation du don, cause
    """,
    "url": "url, lien, adresse url, liens",
    "page": """
        page, page d'atterrissage, page visitée, page d'inscription, url de la page, page de
        collecte, adresse de la page, url page, page vue
    """,
    "website": "site web, site internet, site, web, adresse web, page web, site www, url du site",
    "status": """
        statut, état, etat, situation, actif, active, validé, valide, qualification, étape, npai
        statut, vérifié, payé statut, phase, ouvert, visible, publié, etat du compte, statut de la
        commande, étape du cycle de vie, en cours, traité, client actif, etat commande, retour,
        résultat, email invalide, invalide, erreur
    """,
    "score": """
        score, note globale, notation, niveau, priorité, classement, appréciation, évaluation,
        satisfaction, scoring, échelle
    """,
    "reason": """
        raison, motif, cause, motif de désabonnement, raison de désinscription, motivation, motif
        refus, raisons
    """,
    "note": """
        remarque, commentaire, commentaires, observations, notes, description, message, détail,
        mémo, observation, remarques, bloc notes, objet, détails, libellé, précisions, historique
        notes, biographie, informations complémentaires, note interne, note, infos, bloc note,
        précision, complément d'information, sujet, demande, question libre, intitulé
    """,
    "tag": """
        étiquette, étiquettes, groupe, groupes, liste, listes, segment, segments, mots clés,
        centres d'intérêt, centre d'intérêt, tags, ciblage, listes de diffusion, public, cible,
        thème d'intérêt, préférences, intérêts, regroupement, libellés
    """,
    "role_name": """
        rôle, type de contact, type de client, profil, catégorie client, type client, type
        utilisateur, type tiers, statut client, type de tiers, type contact, type de compte, type
        de personne, catégorie de contact, qualité du contact, famille client, rôles, type profil,
        catégorie contact, groupe client, nature client, type de profil, lien de parenté, relation
    """,
    "count": """
        nombre de commandes, nombre d'achats, nb commandes, nombre de visites, nb visites,
        moyenne, fréquence, nombre de dons, nb achats, nb dons, nombre de connexions, nombre de
        tickets, nb clics, nb ouvertures, ouvertures, clics, ouvreur, cliqueur, taux, nombre de
        réservations, ancienneté, total billets, nombre adhésions
    """,
    "lifetime": """
        ca total, total dépensé, cumul, montant cumulé, total des achats, total dons, panier
        moyen, solde, chiffre d'affaires total, encours, ca cumulé, cumul des dons, total achats,
        montant total dépensé, total des dons, valeur client, cumul achats, montant cumulé dons,
        ca client, total cumulé, plafond, montant total des achats, crédit, montant total dons,
        montant moyen, avoirs, impayés, solde dû, reste à payer, restant dû, porte monnaie,
        ventes, total des ventes
    """,
    "photo": """
        photo, image profil, fichier, pièce jointe, logo, attestation, document, signature, photo
        d'identité, avatar, carte pdf, certificat, pièces jointes, justificatif fichier,
        télécharger, lien facture, lien billet
    """,
    "agent": """
        propriétaire, responsable, vendeur, conseiller, créé par, modifié par, gestionnaire,
        attribué à, opérateur, organisateur, commercial attitré, animateur, professeur, caissier,
        chargé de compte, utilisateur modif, saisi par, référent, suivi par, agent, encadrant,
        intervenant, collaborateur, utilisateur création, commercial responsable, enseignant,
        fournisseur, chargé d'affaires, revendeur, apporteur, apporteur d'affaires, validé par,
        contrôlé par, traité par, nom organisateur, billetterie, auteur, propriétaire du contact,
        assigné à, recruteur, hôte, coach, guide, bénévole référent, auteur création
    """,
    "relative": """
        personne à prévenir, urgence, contact d'urgence, en cas d'urgence, accident, père, mère,
        parent, tuteur, représentant légal, conjoint, conjointe, enfant, parrain, filleul,
        assistant, assistante, responsable légal, à prévenir, ami, bénéficiaire cadeau,
        accompagnant, accompagnateur, personne à contacter, parents, époux, épouse, autre parent,
        famille, legal, représentant, parent 1, parent 2, secrétaire, marraine, destinataire
        cadeau, co emprunteur, contact secondaire, frère, soeur, payeur tiers, personne contact
        urgence, adhérent lié, membre associé, invité par
    """,
    "vehicle": """
        voiture, véhicule, taille, t shirt, pointure, animal, chien, maillot, taille t shirt,
        marque, modèle, couleur, poids kg
    """,
    "home": """
        domicile, personnel, personnelle, privé, privée, perso, maison, particulier, foyer
        adresse, résidence principale, habitation
    """,
    "work": """
        bureau, professionnel, professionnelle, pro, travail, entreprise adresse, siège social,
        société adresse, siege, lieu de travail
    """,
    "billing": "facturation, facturé, facturé à, client facturé, fact",
    "shipping": "livraison, expédition, destinataire, livré à, envoi, livr, liv, livré, expédié",
    "buyer": """
        acheteur, payeur, commanditaire, souscripteur, acquéreur, réservataire, donneur d'ordre,
        acheteuse, titulaire de la commande, payé par, contact commande, contact facturation,
        client payeur, réservé par, souscripteurs, tiers payeur
    """,
    "participant": """
        participant, participants, participante, bénéficiaire, invité, visiteur, spectateur,
        inscrit participant, élève, licencié, porteur du billet, détenteur, joueur, stagiaire,
        coureur, convive, porteur, détenteur du billet, titulaire du billet, passager, étudiant,
        apprenant, candidat, équipier, concurrent, sportif
    """,
    "holder": """
        client, clients, contact, contacts, adhérent, adhérents, membre, membres, abonné, abonnés,
        donateur, donateurs, utilisateur, usager, personne, personnes, prospect, tiers, lecteur,
        internaute, contributeur, sociétaire, donatrice, cliente, adhérente, abonnée,
        utilisateurs, pers, interlocuteur, individu, sympathisant, gagnant, patient, locataire,
        demandeur, répondant, consommateur, partenaire tiers, destinataire email, compte client,
        famille adhérent, bénévole, volontaire, alumni, foyer, mécène, consommatrice, joueur
        concours, déclarant, preneur, assuré, administré, titulaire, souscripteur, souscriptrice,
        mécène, parrainé, allocataire, ayant droit, foyer, parraineur
    """,
    "account": "compte, comptes",
    "primary": """
        principal, principale, par défaut, défaut, préféré, préférée, actuel, actuelle,
        correspondance, courante
    """,
    "other": """
        autre, autres, secondaire, supplémentaire, alternatif, bis, deuxième, second, seconde,
        temporaire, vacances, résidence secondaire, précédente, troisième, alternative
    """,
    "booking_reference": """
        numéro de réservation, n° de réservation, code de réservation, référence de réservation,
        référence réservation, dossier de réservation, numéro de dossier de réservation, code
        réservation, numéro réservation
    """,
    "receipt": "reçu, reçu fiscal, quittance, justificatif, reçus, cerfa",
    "answers": """
        formulaire, réponse, réponses, question, questions, questionnaire, votre réponse, enquête,
        sondage
    """,
    "deal": "affaire, affaires, opportunité, opportunités, devis affaire",
    "filler": """
        champ, champ additionnel, valeur, information, informations, coordonnées, donnée, données,
        champ personnalisé, champ libre, renseignements, info, indiquer, renseigner, format,
        saisir, état civil champ, obligatoire, facultatif, boutique, site boutique, complet,
        additionnel, personnalisé, usuel, nouveau, nouvelle, postale, postaux, général, générale,
        participants infos, format international, unique
    """,
}

LOCAL: Final[dict[str, str]] = {
    "gender": "genre",
    "category": "genre",
    "city": "lieu de résidence, lieu d'habitation",
    "seat": "place",
    "date": "le",
    "street": "domicile",
    "region": "dpt, dept",
}
