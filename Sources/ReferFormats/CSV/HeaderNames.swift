/// Every header that is known, of LinkedIn, Google, Outlook, Thunderbird, HubSpot, Zoho, BNI, and of tables that people
/// make themselves. Of several columns for one field an earlier line's wins, then the one further to the left.
enum HeaderNames {
  static let all: [HeaderName] = [
    HeaderName(.text("id"), "record id; uid"),
    HeaderName(
      .text("name"),
      "display name; full name; contact name; contact; complete name; member name; member",
      de: "anzeigename; vollständiger name; ganzer name; kontakt; vor- und nachname; ansprechpartner; kontaktname",
      fr: "nom complet; nom à afficher; nom affiché; nom et prénom; prénom et nom; contact",
      es: "nombre completo; nombre para mostrar; nombre y apellidos; nombre mostrado; contacto"),
    HeaderName(.anyName, "name", de: "name", fr: "nom", es: "nombre"),
    HeaderName(
      .text("first_name"), "first name; given name; first; forename; firstname; givenname; christian name",
      de: "vorname; rufname", fr: "prénom; prenom", es: "nombre de pila; primer nombre; nombres"),
    HeaderName(
      .text("last_name"), "last name; family name; last; surname; lastname; familyname",
      de: "nachname; familienname; zuname", fr: "nom de famille; nom de naissance",
      es: "apellidos; apellido; primer apellido"),
    HeaderName(
      .text("nickname"), "nickname; nick name; nick", de: "spitzname", fr: "surnom; pseudonyme", es: "apodo; alias"),
    // Behind the names: it is one only where they are missing.
    HeaderName(.fileAs, "file as", de: "speichern unter", fr: "classer sous", es: "archivar como"),

    HeaderName(
      .email,
      "email; e-mail; email address; e-mail address; primary email; primary e-mail; mail; "
        + "e-mail # - value; "
        + "email # - value; e-mail # address; email # address; e-mail address #; email address #; email #; e-mail #",
      de: "e-mail-adresse; e-mailadresse; primäre e-mail-adresse; e-mail #: adresse; e-mail # adresse; "
        + "e-mail-adresse #; mailadresse; mail-adresse; email-adresse; emailadresse",
      fr: "adresse de messagerie; adresse de messagerie #; adresse e-mail; adresse électronique; courriel; "
        + "adresse électronique principale; adresse mail; adresse email; mél; adresse de courriel",
      es: "correo electrónico; correo; dirección de correo electrónico; dirección de correo electrónico #; "
        + "dirección de correo; dirección electrónica; correo electronico; correo electrónico principal"),
    HeaderName(
      .email,
      "work email; business email; work e-mail; personal email; home email; home e-mail; secondary email; "
        + "secondary e-mail; other email; alternate email; additional email addresses; emails",
      de: "sekundäre e-mail-adresse; e-mail geschäftlich; e-mail privat; weitere e-mail-adresse; e-mail dienstlich",
      fr: "adresse électronique secondaire; e-mail professionnel; e-mail personnel; courriel professionnel",
      es: "correo electrónico secundario; correo electrónico del trabajo; correo electrónico personal"),
    HeaderName(.emailLabel, "e-mail # - label; e-mail # - type; email # - label; email # - type"),
    HeaderName(
      .phone,
      "phone; phone number; telephone; mobile phone; mobile; mobile number; mobile phone number; cell; "
        + "cell phone; business phone #; work phone #; home phone #; primary phone; phone # - value; phone #; "
        + "other phone; company main phone; car phone; home mobile; work mobile; phones; telephone number; "
        + "work number; home number; cell number; main phone; direct phone",
      de: "telefon; telefonnummer; mobiltelefon; handy; mobil; mobilnummer; telefon geschäftlich #; "
        + "telefon privat #; "
        + "haupttelefon; weiteres telefon; autotelefon; telefon firma; tel. dienstlich; tel. privat; mobil-tel.-nr.; "
        + "tel; tel.; handynummer; rufnummer; telefon #; telefon dienstlich; telefon mobil",
      fr: "téléphone; numéro de téléphone; téléphone #; téléphone (bureau); téléphone # (bureau); "
        + "téléphone (domicile); téléphone # (domicile); tél. mobile; téléphone mobile; portable; mobile; "
        + "téléphone principal; téléphone (autre); téléphone (voiture); tél. professionnel; tél. personnel; "
        + "tél; tél.; "
        + "téléphone portable; téléphone société",
      es: "teléfono; número de teléfono; móvil; teléfono móvil; celular; teléfono celular; teléfono #; "
        + "teléfono del trabajo #; teléfono del trabajo; teléfono particular #; teléfono particular; "
        + "teléfono principal; otro teléfono; teléfono principal de la compañía; teléfono de casa; telefono"),

    HeaderName(
      .text("organization"),
      "company; organization; organisation; organization name; company name; account name; "
        + "associated company; employer; business name; organization # - name; business; work company; firm",
      de: "firma; unternehmen; organisation; arbeitgeber; firmenname; betrieb",
      fr: "société; entreprise; organisation; employeur; nom de l'entreprise; raison sociale; organisme",
      es: "empresa; organización; compañía; organizacion; nombre de la empresa; compañia"),
    HeaderName(
      .text("title"),
      "job title; position; organization title; organization # - title; role; job; work title; "
        + "job position",
      de: "position; berufsbezeichnung; funktion; stellenbezeichnung; stelle; rolle",
      fr: "fonction; poste; titre du poste; profession; intitulé du poste",
      es: "puesto; cargo; posición; puesto de trabajo; título del puesto"),
    HeaderName(.honorific, "title", de: "titel", fr: "titre", es: "título; tratamiento"),
    HeaderName(
      .text("profession"),
      "profession; occupation; classification; specialty; trade; seat; bni category; "
        + "professional classification; speciality",
      de: "beruf; fachgebiet; gewerk; fachgebiet/beruf", fr: "métier; spécialité",
      es: "profesión; "
        + "ocupación; oficio"),
    HeaderName(
      .text("industry"), "industry; sector; line of business", de: "branche; wirtschaftszweig; industrie",
      fr: "secteur; secteur d'activité; industrie", es: "sector; industria; ramo"),
    HeaderName(
      .text("group"), "group; chapter; chapter name", de: "chapter", fr: "chapitre", es: "capítulo"),
    HeaderName(
      .text("url"),
      "url; website; web site; web page; web page #; website # - value; website #; website url; "
        + "linkedin url; linkedin; linkedin profile; profile url; homepage; personal web page; business web page",
      de: "webseite; webseite #; website; internetseite; homepage; internet",
      fr: "site web; site web #; page web; site internet", es: "página web; sitio web; página web #; web; sitio"),
    HeaderName(
      .texts("tags"), "tags; tag; labels; categories; category; group membership; groups",
      de: "kategorien; kategorie; schlagwörter; labels; gruppen; gruppe; stichwörter",
      fr: "catégories; catégorie; libellés; étiquettes; groupes", es: "categorías; categoría; etiquetas; grupos"),
    HeaderName(
      .text("notes"), "notes; note; description; comments; remarks; info",
      de: "notizen; notiz; bemerkungen; bemerkung; anmerkungen; kommentar; info",
      fr: "notes; remarques; commentaires", es: "notas; observaciones; comentarios; nota"),

    HeaderName(
      .day("birthday"), "birthday; date of birth; birth date; birthdate; dob", de: "geburtstag; geburtsdatum",
      fr: "anniversaire; date de naissance", es: "cumpleaños; fecha de nacimiento"),
    HeaderName(
      .day("anniversary"), "anniversary; wedding anniversary", de: "jahrestag; hochzeitstag",
      fr: "anniversaire de mariage; anniversaire de mariage ou fête", es: "aniversario; aniversario de boda"),
    HeaderName(.birthYear, "birth year", de: "geburtsjahr", fr: "année de naissance", es: "año de nacimiento"),
    HeaderName(.birthMonth, "birth month", de: "geburtsmonat", fr: "mois de naissance", es: "mes de nacimiento"),
    HeaderName(.birthDay, "birth day", de: "tag der geburt", fr: "jour de naissance", es: "día de nacimiento"),
    HeaderName(
      .time("met_at"), "connected on; met on; date met; connected; first met",
      de: "kennengelernt am; kennengelernt; verbunden am", fr: "rencontré le; en relation depuis",
      es: "conocido el; conectado el"),
    HeaderName(
      .named("introduced_by"), "referred by; introduced by; referrer",
      de: "empfohlen von; vorgestellt von; empfohlen durch",
      fr: "recommandé par; présenté par; parrain", es: "referido por; presentado por; recomendado por"),
    HeaderName(
      .named("met_event"), "met at event; where we met; where met", de: "kennengelernt bei; wo kennengelernt",
      fr: "rencontré à", es: "conocido en"),
    HeaderName(
      .yesno("do_not_contact"), "email opt out; unsubscribed from all email; do not email; do not call; opted out",
      de: "nicht kontaktieren; kein kontakt", fr: "ne pas contacter", es: "no contactar"),

    HeaderName(
      .place(.city, .business), "business city; work city; company city",
      de: "ort geschäftlich; dienstlich: ort; stadt geschäftlich", fr: "ville (bureau)",
      es: "ciudad del trabajo; población del trabajo; ciudad de trabajo"),
    HeaderName(
      .place(.region, .business), "business state; work state; business state/province",
      de: "dienstlich: bundesland; bundesland/kanton geschäftlich", fr: "dép/région (bureau)",
      es: "provincia o estado de trabajo; provincia o estado del trabajo"),
    HeaderName(
      .place(.country, .business), "business country/region; business country; work country",
      de: "dienstlich: land; land/region geschäftlich", fr: "pays/région (bureau)",
      es: "país o región del trabajo; país/región del trabajo; país del trabajo"),
    HeaderName(.germanRegion(.business), "", de: "region geschäftlich"),
    HeaderName(.germanLand(.business), "", de: "land geschäftlich"),
    HeaderName(
      .place(.city, .plain), "city; mailing city; town; locality", de: "ort; stadt; wohnort", fr: "ville; localité",
      es: "ciudad; localidad; población"),
    HeaderName(
      .place(.region, .plain), "state; region; state/region; mailing state; province; county; state/province",
      de: "bundesland; kanton", fr: "région; département; province", es: "estado; provincia; región; comunidad"),
    HeaderName(
      .place(.country, .plain), "country; country/region; mailing country", de: "staat; land/region",
      fr: "pays; pays/région",
      es: "país; país/región; pais"),
    HeaderName(.germanRegion(.plain), "", de: "region"),
    HeaderName(.germanLand(.plain), "", de: "land"),
    HeaderName(.place(.city, .numbered), "address # - city"),
    HeaderName(.place(.region, .numbered), "address # - region"),
    HeaderName(.place(.country, .numbered), "address # - country"),
    HeaderName(.placeLabel, "address # - label; address # - type"),
    HeaderName(
      .place(.city, .home), "home city", de: "ort privat; privat: ort", fr: "ville (domicile)",
      es: "ciudad de residencia; ciudad particular; ciudad de domicilio"),
    HeaderName(
      .place(.region, .home), "home state", de: "privat: bundesland; bundesland/kanton privat",
      fr: "dép/région (domicile)", es: "provincia o estado de residencia; provincia o estado de domicilio"),
    HeaderName(
      .place(.country, .home), "home country/region; home country",
      de: "privat: land; land/region privat", fr: "pays/région (domicile)",
      es: "país o región de residencia; país/región de residencia; país o región de domicilio"),
    HeaderName(.germanRegion(.home), "", de: "region privat"),
    HeaderName(.germanLand(.home), "", de: "land privat"),
    HeaderName(
      .place(.city, .other), "other city", de: "weiterer ort", fr: "ville (autre)", es: "otra ciudad"),
    HeaderName(
      .place(.region, .other), "other state", de: "weiteres/r bundesland/kanton",
      fr: "dép/région (autre)", es: "otra provincia o estado; otro estado o provincia"),
    HeaderName(
      .place(.country, .other), "other country/region; other country", de: "weitere/s land/region",
      fr: "pays/région (autre)", es: "otro país o región; otro país/región"),
    HeaderName(.germanRegion(.other), "", de: "weitere region"),
    HeaderName(.germanLand(.other), "", de: "weiteres land"),

    HeaderName(.slipFrom, "from"),
    HeaderName(.slipTo, "to"),
    HeaderName(.slipType, "slip type"),
  ]
}
