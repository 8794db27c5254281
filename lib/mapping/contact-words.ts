import type { SynonymBlock } from "./synonym-block";

/** Contacts. */
export const peopleWords: readonly SynonymBlock[] = [
  {
    columns: "email, email address, emails, mailadresse, email 1, email id, email adresse",
    fields: "email, email address, mail",
  },
  {
    columns: "mail, mail address, email for invoices, invoice email, accounts email, rechnungsmail",
    fields: "email, email address, mail",
    isGuess: true,
  },
  {
    columns: `
      first name, given name, forename, vorname, fname, christian name, vorname adressattyp natuerl person,
      vorname adressattyp natürliche person`,
    fields: "first name, given name, forename",
  },
  {
    columns: "last name, surname, family name, nachname, familienname, zuname, lname, second name",
    fields: "last name, surname, family name",
  },
  {
    columns: "middle name, middle initial, zweiter vorname",
    fields: "middle name",
  },
  {
    columns: "salutation, title, anrede, name prefix, courtesy title, honorific",
    fields: "salutation",
  },
  {
    columns: `
      company, company name, firma, firmenname, organization, organization name, business name,
      unternehmen, unternehmensname, account name, customer company, card name, trading name, legal name,
      name adressattyp unternehmen, name 1, kontobezeichnung`,
    fields: "organization, company, company name, account name",
    unless: "customer id, client id",
  },
  {
    columns: `
      name, customer, customer name, client, client name, customer full name, kunde, kundenname, business partner,
      geschäftspartner, partner name`,
    fields: "organization, company, company name, account name",
    unless: "customer id, client id",
    isGuess: true,
  },
  {
    columns: `
      company, company name, firma, firmenname, organization, organization name, business name,
      unternehmen, unternehmensname, account name, card name, trading name, legal name, name adressattyp unternehmen,
      name 1, kontobezeichnung, customer, customer name, client, client name, customer full name, kunde, kundenname, business partner,
      geschäftspartner, partner name`,
    fields: "name",
    unless: "customer id, client id, organization, code, unit cost",
  },
  {
    columns:
      "company, company name, firma, organization, customer name, client name, kundenname, bill to name",
    fields: "organization, company name",
    isGuess: true,
  },
  {
    columns: "display name, contact name, kontakt, kontaktname, contact, associated company",
    fields: "organization, name",
    unless: "unit cost, code",
    isGuess: true,
  },
  {
    columns: "supplier, supplier name, vendor, vendor name, lieferant, lieferantenname",
    fields: "name, organization, vendor",
    unless: "supplier id, vendor id, code, unit cost",
  },
  {
    columns: `
      phone, telephone, phone number, telephone number, telefon, telefonnummer, telefon geschäftlich, rufnummer,
      phone 1, phone number 1, telephone 1, telefon 1, telefonnummer 1, landline, contact number, contact phone, tel`,
    fields: "phone, telephone, phone number, telephone number, telephone subscriber number, phone 1",
  },
  {
    columns: "home phone, private phone, telefon privat, privat telefon, phone home, private telephone",
    fields: "home phone, private phone",
  },
  {
    columns: `
      mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cellphone, cellular, mobil, handy,
      handynummer, mobiltelefon, mobilnummer, mobilfunk, mobiltel, phone mobile, mobile telephone, cell number, cell phone number,
      telefon mobil`,
    fields: "mobile, mobile phone, mobile number, cell phone",
  },
  {
    columns:
      "fax, fax number, telefax, faxnummer, facsimile, telefaxnummer, fax 1, phone fax, fax phone, telephone fax",
    fields: "fax, fax number, fax subscriber number",
  },
  {
    columns: `
      website, web site, web, url, www, homepage, webseite, internet, web address, web page, webadresse,
      website url, website link, website 1, web page 1, company website, internetadresse`,
    fields: "website, website 1, url, web address, homepage",
  },
  {
    columns: "domain, domain name, company domain, company domain name",
    fields: "website, website 1, url",
    isGuess: true,
  },
  {
    columns: "job title, position, role, title, berufsbezeichnung, funktion",
    fields: "job title, title, position",
  },
  {
    columns:
      "language, sprache, preferred language, language code, locale, korrespondenzsprache, sprachcode, sprachkennzeichen",
    fields: "language",
  },
  {
    columns: `
      note, notes, comment, comments, remark, remarks, memo, notiz, notizen, bemerkung,
      bemerkungen, kommentar, anmerkung, anmerkungen, internal notes, customer notes, message`,
    fields: "notes, note, comments, memo",
  },
  {
    columns: "user name, login, user login, login name, benutzername",
    fields: "username, login",
  },
];

/** Addresses. Whose address it is ("Billing", "Ship to") is read off the names before they are looked up here. */
export const addressWords: readonly SynonymBlock[] = [
  {
    columns: `
      street, address, street address, address 1, address line 1, address line, street 1, straße, anschrift, line 1,
      strasse und hausnummer, straße hausnummer, straße nr, str, adresse, adresse 1, adresszeile 1, address street,
      address street 1, street address 1, street address line 1, street line 1, mailing address, postal address`,
    fields: "street, street 1, address 1, address line 1, address, street address",
  },
  {
    columns: `
      address 2, address line 2, street 2, street line 2, line 2, adresszusatz, adresszeile 2, address extra, zusatz,
      straße 2, adresse 2, apartment, suite, address street 2, street address 2, street address line 2`,
    fields: "address 2, address line 2, street 2",
  },
  {
    columns: "address line 3, address 3, street 3, line 3, adresszeile 3, address street 3",
    fields: "address 3, street 3",
  },
  {
    columns: "address line 4, address 4, street 4, line 4, adresszeile 4",
    fields: "address 4, street 4",
  },
  {
    columns:
      "city, town, ort, stadt, city town, town city, wohnort, suburb, locality, city name, address city",
    fields: "city, town",
  },
  {
    columns: `
      postcode, post code, postal code, zip, zip code, zip postal code, plz, plz code, postleitzahl, postcode zip,
      postal zip code, address postcode, address zip`,
    fields: "postcode, postal code, zip, zip code, zip postal",
  },
  {
    columns: `
      county, state, province, region, bundesland, state province, province state, state region, province region state,
      state county, county state, address state, state code, province code`,
    fields: "county, state, state prov, province, region",
  },
  {
    columns:
      "country, land, staat, country name, country region, address country, ländercode, länderkennzeichen",
    fields: "country",
  },
  {
    columns: "country code",
    fields: "country",
    isGuess: true,
  },
];
