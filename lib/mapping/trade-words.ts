import type { SynonymBlock } from "./synonym-block";

/** Accounts, invoices and payments. */
export const moneyWords: readonly SynonymBlock[] = [
  {
    columns: `
      reference, account code, account reference, account number, a/c, a/c ref, customer code,
      customer reference, customer number, customer account, client code, client number,
      kundennummer, kundennr, kundenreferenz, debitorennummer, debitornr, debitor, supplier code,
      lieferantennummer, kreditorennummer`,
    fields: "reference, account number, account code, customer number",
    unless: "customer id, client id",
  },
  {
    columns: "customer id, client id, customer, client, kunden id, kunde",
    fields: "customer id, client id",
  },
  {
    columns: "bank, bank id, bank account, bankkonto, bank account id",
    fields: "bank id",
  },
  {
    columns: "short name, kurzname, kurzbezeichnung, suchbegriff, matchcode",
    fields: "short name",
  },
  {
    columns: `
      vat number, vat registration number, vat reg number, vat id, vat, tax id, ust id, ust idnr,
      ust id number, umsatzsteuer id, ustid, steuernummer, tax number`,
    fields: "vat number, vat id, tax number",
  },
  {
    columns: "credit limit, kreditlimit, kreditrahmen, limit",
    fields: "credit limit",
  },
  {
    columns: `
      payment terms, payment terms days, payment days, zahlungsziel, zahlungsziel tage,
      credit days, due days`,
    fields: "payment terms days, payment terms",
  },
  {
    columns: "on hold, account on hold, gesperrt, on stop",
    fields: "on hold",
  },
  {
    columns: "duns, duns number, d u n s number",
    fields: "duns code, duns number",
  },
  {
    columns: "currency, currency code, währung, währungscode",
    fields: "currency code, currency",
  },
  {
    columns: "opened, account opened, date opened, eröffnet am",
    fields: "account opened",
  },
  {
    columns: `
      date, invoice date, document date, transaction date, payment date, receipt date,
      posting date, datum, rechnungsdatum, belegdatum, buchungsdatum, zahlungsdatum, date paid,
      date received`,
    fields: "date, transaction date, document date, invoice date",
  },
  {
    columns: "due date, due, date due, fällig, fällig am, fälligkeit, fälligkeitsdatum",
    fields: "due date",
  },
  {
    columns: `
      amount, value, payment amount, amount paid, amount received, receipt amount, cheque amount,
      betrag, summe, zahlbetrag, total`,
    fields: "amount, cheque value, value, document goods value",
  },
  {
    columns: "net, net amount, goods value, net value, netto, nettobetrag",
    fields: "document goods value, goods value, net amount",
  },
  {
    columns: "vat amount, tax amount, tax value, mwst betrag, steuerbetrag, mwst",
    fields: "document tax value, tax value, tax 1 amount",
  },
  {
    columns: "exchange rate, wechselkurs, kurs",
    fields: "exchange rate",
  },
  {
    columns: "second reference, second ref, reference 2, zweite referenz",
    fields: "second reference",
  },
  {
    columns: `
      reference, referenz, invoice reference, payment reference, receipt reference,
      verwendungszweck, document reference, cheque number`,
    fields: "reference",
  },
  {
    columns: "invoice number, rechnungsnummer, rechnungsnr, beleg, belegnummer, document number",
    fields: "number, invoice number, document number",
  },
  {
    columns: "po, po number, purchase order, bestellnummer, order number, purchase order number",
    fields: "po number",
  },
  {
    columns: "discount, discount percent, rabatt, rabatt percent",
    fields: "discount, discount percent, invoice discount percent",
  },
  {
    columns: "terms, conditions, bedingungen",
    fields: "terms, trading terms",
  },
  {
    columns: "payment type, payment method, method, zahlungsart, zahlart",
    fields: "type, payment method",
  },
];

/** Products and stock. */
export const stockWords: readonly SynonymBlock[] = [
  {
    columns: `
      product code, stock code, item code, sku, article number, artikelnummer, artikelnr,
      item number, part code`,
    fields: "code, sku, product code",
  },
  {
    columns: `
      product, product name, item, item name, article, artikel, artikelname, bezeichnung,
      stock item name`,
    fields: "name, product name",
  },
  {
    columns: "description, beschreibung, details, long description, artikelbeschreibung",
    fields: "description",
  },
  {
    columns: "product group, product group id, group, warengruppe, artikelgruppe, category",
    fields: "product group id, category id",
  },
  {
    columns: `
      price, unit price, unit cost, rate, preis, einzelpreis, stückpreis, sales price,
      selling price`,
    fields: "unit cost, unit price, price",
  },
  {
    columns: "quantity, menge, anzahl, units",
    fields: "quantity",
  },
  {
    columns: "stock, in stock, stock level, on hand, bestand, lagerbestand, inventory",
    fields: "inventory, stock",
  },
  {
    columns: "standard cost, cost, cost price, einstandspreis, einkaufspreis",
    fields: "standard cost",
  },
  {
    columns: "barcode, ean, gtin, upc",
    fields: "barcode, ean",
  },
  {
    columns: "manufacturer, hersteller, brand",
    fields: "manufacturer",
  },
  {
    columns: "part number, manufacturer part number, mpn, teilenummer",
    fields: "part number",
  },
  {
    columns: "weight, gewicht",
    fields: "weight",
  },
  {
    columns: "commodity code, warennummer, zolltarifnummer, hs code",
    fields: "commodity code",
  },
  {
    columns: "tax rate, vat rate, steuersatz, mwst percent, rate",
    fields: "rate, tax 1 percent",
  },
];
