"""Polish header words, with the endings they take in headers."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = "twój, twoje, twoja, twojego, pana, pani, swój"

CONNECTORS: Final = """
    i, w, z, na, do, od, dla, przez, po, przy, ze, lub, oraz, jest, czy, jak, jaki, kto, gdzie,
    kiedy, o, się, mam, chcę, proszę
"""

TERMS: Final[dict[str, str]] = {
    "given": "imię, imiona, pierwsze imię, imie klienta, imię 1, imieniem",
    "family": """
        nazwisko, nazwiska, nazwisko rodowe męża, nazwisko 1, obecne nazwisko, nazwisko klienta
    """,
    "full_name": """
        imię i nazwisko, nazwisko i imię, imię nazwisko, nazwisko imię, pełne imię i nazwisko,
        imiona i nazwisko, pełna nazwa osoby, imię i nazwisko klienta, osoba kontaktowa, dane
        osoby, imię oraz nazwisko, imienia i nazwiska, imię i nazwisko kupującego, nazwa kontaktu
    """,
    "name": "nazwa",
    "middle_name": "drugie imię, kolejne imiona, drugie imiona, imię ojca",
    "name_suffix": "przyrostek",
    "nickname": "pseudonim, ksywa, przezwisko, alias, nick, nazwa skrócona, skrót",
    "maiden_name": "nazwisko panieńskie, nazwisko rodowe, nazwisko przy urodzeniu",
    "phonetic": "fonetyczny, wymowa",
    "initials": "inicjały",
    "login": "nazwa użytkownika, login użytkownika, nazwa uzytkownika",
    "email": """
        adres e-mail, adres email, e-mail, email, poczta elektroniczna, adres poczty
        elektronicznej, adres mailowy, adres e-mailowy, mejl, e-mail kontaktowy, poczta e-mail,
        adresu e-mail
    """,
    "phone": """
        telefon, numer telefonu, nr telefonu, tel, telefony, telefonu, nr tel, telefon kontaktowy,
        telefon 1, numer kontaktowy, numer tel, numery telefonów, telefon główny, telefoniczny
    """,
    "landline": """
        telefon stacjonarny, stacjonarny, telefon domowy, tel stacjonarny, numer stacjonarny, tel
        domowy, nr stacjonarny, telefonu stacjonarnego
    """,
    "mobile": """
        telefon komórkowy, komórka, tel komórkowy, numer komórki, nr komórki, tel kom, komórkowy,
        numer komórkowy, telefon kom, nr telefonu komórkowego, numer telefonu komórkowego,
        telefonu komórkowego, telefon mobilny, nr kom, komórki
    """,
    "sms": "sms, wiadomość tekstowa, wiadomości tekstowe, smsy",
    "fax": "faks, fax, numer faksu",
    "messaging": "whatsapp, skype, media społecznościowe, komunikator, facebook",
    "street": """
        ulica, ulica i numer, adres 1, nazwa ulicy, ulica nr, ulicy, adres linia 1, ulica i nr,
        ulica numer, linia adresu 1, ulica i numer domu, ulica nr domu, adres ulica
    """,
    "address": """
        adres, adresy, adres zamieszkania, adres pocztowy, adres korespondencyjny, adresu, pełny
        adres, adres zameldowania, miejsce zamieszkania adres, dane adresowe
    """,
    "address_more": """
        adres 2, adres cd, numer lokalu, nr lokalu, numer mieszkania, nr mieszkania, adres linia
        2, mieszkanie, piętro, budynek, linia adresu 2, uzupełnienie adresu, nr lok, klatka, adres
        dodatkowy
    """,
    "address_third": "adres 3, linia adresu 3",
    "zip": """
        kod pocztowy, kod poczt, kodu pocztowego, kodpocztowy, kod pocz, kod poczty, pocztowy kod
    """,
    "city": """
        miasto, miejscowość, miasta, miejscowości, gmina, miasto zamieszkania, miejsce
        zamieszkania, nazwa miasta, wieś, miejscowosc zamieszkania
    """,
    "region": "województwo, powiat, region, województwa, stan województwo, woj, prowincja",
    "country": "kraj, kod kraju, państwo, kraju, nazwa kraju, kraj zamieszkania, kod państwa",
    "house_number": "numer domu, nr domu, numer budynku, nr budynku, numer posesji",
    "po_box": "skrytka pocztowa, skr poczt",
    "district": "dzielnica, osiedle",
    "geo": "szerokość geograficzna, długość geograficzna, adres ip, ip, urządzenie, przeglądarka",
    "time_zone": "strefa czasowa",
    "location": "lokalizacja, położenie",
    "birth": "urodzenia, urodzony, urodzona, urodzenie, urodz",
    "birth_date": """
        data urodzenia, data ur, dzień urodzenia, urodziny, data urodz, daty urodzenia, d
        urodzenia
    """,
    "gender": "płeć, płci",
    "age": "wiek, grupa wiekowa, przedział wiekowy",
    "honorific": """
        zwrot grzecznościowy, tytuł grzecznościowy, pan pani, forma grzecznościowa, forma zwrotu,
        grzecznościowy
    """,
    "title": "tytuł",
    "letter_greeting": "powitanie, pozdrowienie, nagłówek listu, zwrot w liście",
    "language": """
        język, preferowany język, kod języka, języka, języki, język ojczysty, język komunikacji,
        język kontaktu, język korespondencji
    """,
    "nationality": "narodowość, obywatelstwo",
    "marital": "stan cywilny, dzieci, liczba dzieci, rodzina, zainteresowania",
    "job": "stanowisko, zawód, funkcja, stanowisko pracy, profesja, pozycja zawodowa, stanowiska",
    "company": """
        nazwa firmy, organizacja, przedsiębiorstwo, instytucja, spółka, pracodawca, firmy, nazwa
        organizacji, miejsce pracy, szkoła, uczelnia, stowarzyszenie, nazwa instytucji, nazwa
        podmiotu, zakład pracy, kontrahent nazwa, nazwa kontrahenta, fundacja
    """,
    "department": "dział, oddział, wydział, filia, zespół",
    "company_number": "nip, regon, krs, numer vat, numer nip, nr nip, nip firmy, vat ue",
    "industry": """
        branża, sektor, obrót, forma prawna, liczba pracowników, wielkość firmy, rodzaj
        działalności
    """,
    "id": "identyfikator, klucz, id, identyfikatora, symbol",
    "number": "numer, nr, numeru, num",
    "code": "kod, kodu",
    "reference": """
        numer referencyjny, referencja, sygnatura, oznaczenie, nr referencyjny, nr sprawy
    """,
    "external": "zewnętrzny, zewnętrzne, stary, poprzedni, zaimportowany, poprzednia",
    "barcode": "kod kreskowy, kod qr, kod paskowy",
    "card": "karta, numer karty, karta stałego klienta, karta klienta, nr karty, legitymacja",
    "line": "wiersz, pozycja zamówienia",
    "record": "rekord, wpis, zgłoszenie",
    "password": "hasło, skrót hasła, token, pytanie zabezpieczające",
    "national_number": """
        pesel, numer pesel, dowód osobisty, numer dowodu, paszport, nr dowodu, numer paszportu,
        seria i numer dowodu, prawo jazdy, nr pesel, numer dokumentu, numer dowodu osobistego
    """,
    "bank": """
        iban, numer konta, konto bankowe, numer rachunku, rachunek bankowy, bank, nr konta, nr
        rachunku, swift, karta kredytowa, numer konta bankowego
    """,
    "health": """
        alergie, zdrowie, niepełnosprawność, grupa krwi, dieta, religia, wyznanie, leki, choroby
    """,
    "date": "dnia, data i godzina, znacznik czasu, sygnatura czasowa, daty, dzień",
    "time": "godzina, czas, czas trwania, godz, godziny",
    "calendar_part": "miesiąc, tydzień, kwartał, sezon, rok urodzenia",
    "created": """
        utworzono, data utworzenia, utworzony, data dodania, data wprowadzenia, utworzenia,
        utworzone, dodany, data rejestracji konta, wprowadzono, data założenia, data założenia
        konta, data wpisu, stworzono, data stworzenia, założone, pierwszy kontakt, utworzenie
    """,
    "added": "dodano, data dodania do listy, dodana",
    "registered": """
        data rejestracji, zarejestrowany, rejestracja, zapisany, data zapisu, zapis, klient od,
        członek od, data przystąpienia, zarejestrowano, rejestracji, data zapisania, dołączył,
        data dołączenia, zarejestrowana, data wstąpienia, od kiedy, data aktywacji, subskrybent od
    """,
    "confirmed": "potwierdzono, potwierdzony, potwierdzenie, data potwierdzenia",
    "updated": """
        zmodyfikowano, data modyfikacji, data zmiany, ostatnia zmiana, aktualizacja,
        zaktualizowano, data aktualizacji, ostatnia modyfikacja, zmieniono, ostatnia aktualizacja,
        edytowano, data ostatniej zmiany, data ostatniej modyfikacji, data edycji, data ostatniej
        aktualizacji
    """,
    "last_seen": """
        ostatnie logowanie, ostatni zakup, ostatnia wizyta, ostatnie zamówienie, ostatni kontakt,
        ostatnia aktywność, ostatni, ostatnia, ostatnie, pierwszy zakup, pierwsze zamówienie, data
        ostatniego logowania, data ostatniego zakupu, data ostatniego zamówienia, ostatnia
        darowizna
    """,
    "expiry": """
        data ważności, ważny do, wygasa, termin ważności, odnowienie, następny, data wygaśnięcia,
        ważność, ważne do, następne, data odnowienia, ważna do
    """,
    "start": "początek, data rozpoczęcia, rozpoczęcie, data od, od dnia",
    "end": "koniec, data zakończenia, zakończenie, data do, do dnia",
    "due": "planowany, przypomnienie, data wysyłki, data dostawy, termin płatności",
    "deleted": """
        usunięty, usunięto, zarchiwizowany, anulowany, zmarły, nieaktywny, rezygnacja, anulowano,
        data rezygnacji, zablokowany, data śmierci, anulowane, wykreślony, data usunięcia
    """,
    "opt_in": """
        zgoda, zgody, wyraża zgodę, wyrażam zgodę, chce otrzymywać, zapisany do newslettera,
        akceptuje, zgoda marketingowa, zgoda rodo, rodo, akceptacja, zgoda na kontakt, zgoda na
        marketing, subskrypcja newslettera, zgoda na przetwarzanie, zgody marketingowe, zgoda
        handlowa, otrzymuje, zapis do newslettera, kontakt przez, zgoda na otrzymywanie
    """,
    "opt_out": """
        wypisany, rezygnacja z newslettera, nie wysyłać, sprzeciw, czarna lista, brak zgody, nie
        kontaktować, wypisany z newslettera, odwołanie zgody, cofnięcie zgody, nie dzwonić,
        wypisano, wycofanie zgody, nie chce, odmowa, wykluczony
    """,
    "newsletter": "newsletter, biuletyn, newslettera, lista mailingowa, mailing",
    "marketing": """
        reklama, oferty, promocje, informacje handlowe, marketing, informacja handlowa,
        marketingowe, oferty handlowe, marketingowa, informacji handlowych, reklamy
    """,
    "by_post": "pocztą, drogą pocztową, listownie, tradycyjną pocztą",
    "by_call": "telefonicznie, rozmowa telefoniczna, połączenie, telemarketing, drogą telefoniczną",
    "unsubscribed": """
        data wypisania, data rezygnacji z newslettera, wypisany dnia, data wypisu, data cofnięcia
        zgody
    """,
    "refusal": "nie, bez, brak, żaden",
    "partner": "partnerzy, osoby trzecie, podmioty trzecie, partnerów, podmiotom trzecim",
    "terms": "regulamin, warunki, prywatność, polityka prywatności, regulaminu, zgoda na wizerunek",
    "order": "zamówienie, zamówienia, zakup, zakupy, sprzedaż, zakupu, zamówień, koszyk, sprzedaży",
    "invoice": "faktura, faktury, rachunek, numer faktury, paragon faktura",
    "payment": """
        płatność, płatności, zapłacono, wpłata, opłacono, przelew, wpłaty, zapłata, zaliczka
    """,
    "transaction": "transakcja, transakcje, operacja, transakcji",
    "donation": "darowizna, darowizny, datek, wsparcie, darowizn, datki",
    "ticket": "bilet, bilety, wejściówka, biletu, biletów, karnet",
    "booking": "rezerwacja, rezerwacje, rezerwacji, wizyta umówiona",
    "product": "produkt, towar, nazwa produktu, usługa, produktu, artykuł, produkty, opcja, usługi",
    "membership": "członkostwo, składka, członkostwa, składka członkowska",
    "subscription": "subskrypcja, prenumerata, abonament, czasopismo, subskrypcji, wydanie, umowa",
    "event": """
        wydarzenie, wydarzenia, impreza, koncert, spektakl, wystawa, konferencja, nazwa
        wydarzenia, festiwal, targi, mecz, warsztaty, nazwa imprezy, przedstawienie, imprezy,
        bieg, wernisaż
    """,
    "session": "sesja, seans, sesji",
    "course": "kurs, szkolenie, zajęcia, kursy, lekcja, kursu, szkolenia",
    "activity": "aktywność, działanie, interakcja, zadanie, aktywności",
    "visit": "wizyta, obecność, wejście, zameldowanie, odwiedziny, obecny, przybycie",
    "booking_made": """
        data zakupu, data zamówienia, data złożenia, data rezerwacji, data transakcji, data
        sprzedaży, data płatności, data wpłaty, data darowizny, data złożenia zamówienia, data
        wystawienia, data faktury, zamówiono, zakupiono, kupiono, data operacji, wysłano, data
        otrzymania, złożono
    """,
    "category": "kategoria, rodzaj wydarzenia, typ wydarzenia, kategorie, gatunek",
    "kind": "typ, rodzaj, typu, rodzaju",
    "venue": """
        miejsce, sala, teatr, miejsce wydarzenia, obiekt, stadion, klub, muzeum, kino, miejsce
        imprezy, scena, nazwa obiektu, nazwa sali
    """,
    "seat": "rząd, fotel, numer miejsca, sektor, stolik, trybuna, krzesło, nr miejsca",
    "ticket_type": """
        rodzaj biletu, typ biletu, taryfa, kategoria biletu, rodzaj abonamentu, typ karnetu, nazwa
        biletu, rodzaj karnetu, typ członkostwa, rodzaj członkostwa, kategoria cenowa, pula
        biletów, typ subskrypcji, rodzaj wejściówki, rodzaj subskrypcji
    """,
    "amount": """
        kwota, wartość zamówienia, suma, kwota zamówienia, kwota całkowita, łączna kwota, wartość,
        zapłacona kwota, kwota wpłaty, wartość brutto, kwota darowizny, do zapłaty, kwota brutto,
        razem do zapłaty, kwota transakcji, wartość transakcji, łączna wartość, koszt, kwota
        faktury
    """,
    "price": "cena, cena jednostkowa, cena biletu, ceny, cena brutto",
    "total": "razem, łącznie, ogółem, całkowita",
    "gross": "brutto, z vat",
    "net": "netto, bez vat, suma częściowa",
    "fee": "opłata, prowizja, opłata serwisowa, opłaty, napiwek, opłata manipulacyjna",
    "tax": "podatek, vat, stawka vat, kwota vat, podatku",
    "discount": "rabat, zniżka, kod rabatowy, kupon, punkty, kod promocyjny, karta podarunkowa",
    "refund": "zwrot pieniędzy, zwrot środków, zwrócono, reklamacja, zwrot płatności",
    "delivery_cost": """
        koszt dostawy, sposób dostawy, metoda dostawy, kurier, koszt wysyłki, numer przesyłki,
        waga, metoda wysyłki
    """,
    "quantity": "ilość, liczba, sztuk, liczba biletów, liczba osób, szt, ilość biletów, ilość osób",
    "currency": "waluta, kod waluty, waluty",
    "payment_method": """
        metoda płatności, sposób płatności, forma płatności, rodzaj płatności, sposób zapłaty, typ
        płatności
    """,
    "channel": "kanał, kanał sprzedaży, platforma, punkt sprzedaży, kanał zakupu",
    "origin": "źródło, pochodzenie, źródło kontaktu, źródło pozyskania, źródło zamówienia, źródła",
    "medium": "reklama nazwa, słowo kluczowe",
    "hearing": "skąd o nas wiesz, jak się dowiedziałeś, skąd się dowiedziałeś, polecenie",
    "campaign": "kampania, nazwa kampanii, kampanii, akcja marketingowa, kampanie",
    "fund": "projekt, fundusz, cel darowizny, przeznaczenie",
    "url": "link, url, odnośnik, adres url",
    "page": "strona docelowa, odwiedzona strona, adres strony",
    "website": "strona internetowa, strona www, www, witryna, strona",
    "status": """
        status, aktywny, aktywna, zweryfikowany, etap, status zamówienia, status płatności,
        aktywne, faza, ważny, statusu, zatwierdzony, opublikowany
    """,
    "score": "ocena, poziom, priorytet, punktacja, ranking, zadowolenie",
    "reason": "powód, przyczyna, powód rezygnacji, motywacja",
    "note": """
        uwagi, notatka, notatki, opis, komentarz, wiadomość, szczegóły, komentarze, temat
        wiadomości, uwaga, dodatkowe informacje, treść, uwagi klienta, adnotacje
    """,
    "tag": "etykieta, etykiety, grupa, grupy, lista, listy dystrybucyjne, tagi, znacznik, segment",
    "role_name": """
        rola, typ klienta, rodzaj klienta, grupa klientów, typ kontaktu, typ użytkownika, typ
        konta, rodzaj kontaktu, kategoria klienta, grupa klienta
    """,
    "count": """
        liczba zamówień, liczba zakupów, średnia, częstotliwość, liczba wizyt, liczba transakcji,
        kliknięcia, otwarcia
    """,
    "lifetime": """
        suma zakupów, saldo, łączna wartość zakupów, wydano łącznie, obrót klienta, łączna suma,
        zadłużenie, suma zamówień, wartość klienta
    """,
    "photo": "zdjęcie, obraz, załącznik, podpis, plik, certyfikat, zaświadczenie",
    "agent": """
        właściciel, opiekun, sprzedawca, utworzony przez, zmodyfikowany przez, handlowiec, opiekun
        klienta, operator, organizator, trener, utworzone przez, odpowiedzialny, przypisany do,
        doradca, pracownik, nauczyciel, dostawca, prowadzący, dodany przez
    """,
    "relative": """
        kontakt alarmowy, ojciec, matka, rodzic, rodzice, opiekun prawny, małżonek, dziecko, syn,
        córka, w nagłych wypadkach, osoba do kontaktu w nagłych, żona, mąż, matki, ojca,
        polecający, imię ojca, imię matki, nazwisko panieńskie matki, beneficjent
    """,
    "vehicle": "samochód, pojazd, rozmiar, koszulka, rozmiar koszulki, pies, numer rejestracyjny",
    "home": "domowy, prywatny, zamieszkania, osobisty, domowe, prywatne, zameldowania",
    "work": "służbowy, praca, firmowy, biuro, służbowe, firmowe, biurowy",
    "billing": "rozliczeniowy, do faktury, płatnika, rozliczeniowe, fakturowy, na fakturze",
    "shipping": "dostawa, wysyłka, dostawy, odbiorca, wysyłki, odbiorcy, adresat",
    "buyer": "kupujący, nabywca, płatnik, zamawiający, kupującego, nabywcy, zamawiającego",
    "participant": """
        uczestnik, gość, uczeń, zawodnik, uczestnika, student, uczestnicy, zaproszony, pasażer,
        widz, kandydat, zwiedzający, słuchacz, gościa, odwiedzający
    """,
    "holder": """
        klient, kontakt, osoba, użytkownik, członek, subskrybent, darczyńca, klienta, kontaktu,
        osoby, użytkownika, członka, klienci, prenumerator, pacjent, kontrahent, odbiorca e-mail,
        kontakty, subskrybenta, darczyńcy, kontrahenta, wolontariusz, abonent
    """,
    "account": "konto, konta",
    "primary": "główny, domyślny, podstawowy, preferowany, główne, domyślne, główna, podstawowe",
    "other": "inny, dodatkowy, alternatywny, drugi, pozostałe, inne, dodatkowe, zapasowy, drugie",
    "booking_reference": "numer rezerwacji, kod rezerwacji, nr rezerwacji",
    "receipt": "paragon, pokwitowanie, potwierdzenie wpłaty",
    "answers": "formularz, odpowiedź, pytanie, ankieta, odpowiedzi, pytania",
    "deal": "szansa sprzedaży, szansa",
    "filler": """
        wartość pola, dane, informacja, informacje, dane osobowe, pole dodatkowe, sklep, wymagane,
        opcjonalne, pełny, pełne, podaj, wpisz, nowy, nowa, ogólne, dane kontaktowe, pełna
    """,
}

LOCAL: Final[dict[str, str]] = {
    "zip": "kod",
    "email": "mail, maila",
    "location": "miejsce",
    "mobile": "kom",
    "street": "ul",
    "address_more": "lokal",
    "city": "poczta",
    "birth": "ur",
    "honorific": "zwrot",
    "company": "firma",
    "id": "lp",
    "line": "linia",
    "date": "data",
    "calendar_part": "rok",
    "start": "start",
    "due": "termin",
    "by_post": "list, listy",
    "session": "tura",
    "category": "temat",
    "ticket_type": "plan",
    "discount": "bon",
    "fund": "cel",
    "status": "stan",
    "home": "dom",
    "filler": "pole",
}
