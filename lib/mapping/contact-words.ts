import type { SynonymBlock } from "./synonym-block";

/** Contacts. */
export const peopleWords: readonly SynonymBlock[] = [
  {
    columns: "email, email address, mail, mail address, primary email, work email, email 1",
    fields: "email, email address, mail",
  },
  {
    columns: "first name, given name, forename, vorname, fname, christian name",
    fields: "first name, given name, forename",
  },
  {
    columns: "last name, surname, family name, nachname, familienname, zuname, lname",
    fields: "last name, surname, family name",
  },
  {
    columns: `
      company, company name, firma, firmenname, organization, organization name, business name,
      unternehmen, account name`,
    fields: "organization, company, company name, account name, name",
    unless: "customer id, client id",
  },
  {
    columns: "customer, customer name, client, client name, kunde, kundenname, name 1",
    fields: "name, organization, company, company name",
    unless: "customer id, client id",
  },
  {
    columns: "supplier, supplier name, vendor, vendor name, lieferant, lieferantenname",
    fields: "name, organization, vendor",
    unless: "supplier id, vendor id",
  },
  {
    columns: `
      phone, telephone, phone number, telephone number, telefon, telefonnummer, business phone,
      work phone, office phone, telefon geschäftlich, main phone, rufnummer`,
    fields: `
      work phone, bus phone, business phone, phone, telephone, phone number, telephone number,
      telephone subscriber number, phone 1`,
  },
  {
    columns: "home phone, private phone, telefon privat, privat telefon",
    fields: "home phone, private phone",
  },
  {
    columns: `
      mobile, mobile phone, mobile number, cell, cell phone, cellphone, mobil, handy, handynummer,
      mobiltelefon, mobilnummer`,
    fields: "mobile, mobile phone, mobile number, cell phone",
  },
  {
    columns: "fax, fax number, telefax, faxnummer",
    fields: "fax, fax number, fax subscriber number",
  },
  {
    columns: "website, web site, web, url, homepage, webseite, internet, web address, webadresse, domain",
    fields: "website, website 1, url, web address, homepage",
  },
  {
    columns: "job title, position, role, title, berufsbezeichnung, funktion",
    fields: "job title, title, position",
  },
  {
    columns: "language, sprache",
    fields: "language",
  },
  {
    columns: `
      note, notes, comment, comments, remark, remarks, memo, notiz, notizen, bemerkung,
      bemerkungen, kommentar, anmerkung`,
    fields: "notes, note, comments, memo",
  },
  {
    columns: "user name, login, benutzername",
    fields: "username, login",
  },
];

/** Addresses. */
export const addressWords: readonly SynonymBlock[] = [
  {
    columns: `
      street, address, street address, address 1, address line 1, street 1, straße, anschrift,
      strasse und hausnummer, str, billing street, billing address`,
    fields: "street, street 1, address 1, address line 1, p street 1, address, street address",
  },
  {
    columns: "address 2, address line 2, street 2, adresszusatz, address extra, zusatz",
    fields: "address 2, address line 2, street 2, p street 2",
  },
  {
    columns: "address line 3",
    fields: "address 3",
  },
  {
    columns: "address line 4",
    fields: "address 4",
  },
  {
    columns: "city, town, ort, stadt, city town, town city, billing city, wohnort",
    fields: "city, town, p city",
  },
  {
    columns: `
      postcode, post code, postal code, zip, zip code, zip postal code, plz, postleitzahl,
      billing zip, billing postcode`,
    fields: "postcode, postal code, zip, zip code, p code",
  },
  {
    columns: "county, state, province, region, bundesland, state province, billing state",
    fields: "county, state, state prov, province, p state, region",
  },
  {
    columns: "country, land, staat, country name, billing country",
    fields: "country, p country",
  },
  {
    columns: "shipping street, delivery address, lieferadresse, shipping address",
    fields: "s street 1",
  },
  {
    columns: "shipping city, delivery city, lieferort",
    fields: "s city",
  },
  {
    columns: "shipping postcode, shipping zip, delivery postcode",
    fields: "s code",
  },
  {
    columns: "shipping state, delivery county",
    fields: "s state",
  },
  {
    columns: "shipping country, delivery country",
    fields: "s country",
  },
];
