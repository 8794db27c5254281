import type { SynonymBlock } from "./synonym-block";

/** Accounts, invoices and payments. */
export const moneyWords: readonly SynonymBlock[] = [
  {
    columns: `
      reference, account code, account reference, account number, a/c, a/c ref, customer code,
      customer reference, customer number, customer account, client code, client number,
      customer account number, account, account ref, account no, konto, kontonummer, card code,
      kundennummer, kundenreferenz, debitorennummer, debitornr, debitor, debitorenkonto, supplier code,
      supplier account, supplier reference, vendor code, lieferantennummer, kreditorennummer, kreditor`,
    fields: "reference, account number, account code, customer number",
    unless: "customer id, client id",
  },
  {
    columns: "customer id, client id, kunden id, customer account id, customer internal id",
    fields: "customer id, client id",
  },
  {
    columns:
      "customer, client, kunde, debitor, customer number, client number, kundennummer, debitorennummer",
    fields: "customer id, client id",
    isGuess: true,
  },
  {
    columns: "bank, bank id, bank account, bankkonto, bank account id, bank code",
    fields: "bank id",
  },
  {
    columns: "short name, kurzname, kurzbezeichnung, suchbegriff, matchcode",
    fields: "short name",
  },
  {
    columns: `
      vat number, vat registration number, vat registration, vat id, vat, vat id number, tax id, tax id number, ust id,
      ust idnr, ust id number, umsatzsteuer id, umsatzsteuer identifikationsnummer, ustid, ustidnr, eu ustid,
      eu ust idnr, ust ident number, eu vat number, ec vat number, steuernummer, tax number, tax registration number, sales tax registration number, federal tax id,
      business vat id, abn, gst number, company vat number, vat reg, tax reg, uid, uid number`,
    fields: "vat number, vat id, tax number",
  },
  {
    columns: "credit limit, credit limit amount, kreditlimit, kreditrahmen, limit, kreditlinie, credit line",
    fields: "credit limit",
  },
  {
    columns: `
      payment terms, payment terms days, payment terms in days, default payment terms in days, payment days,
      payment due days, zahlungsziel, zahlungsziel tage, zahlungsziel in tagen, zahlungsfrist, fälligkeit in tagen,
      credit days, due days, net days, credit terms, credit terms days, nettotage, zahlungstage`,
    fields: "payment terms days, payment terms",
  },
  {
    columns: "on hold, hold, account on hold, gesperrt, on stop, credit hold, account hold, liefersperre",
    fields: "on hold",
  },
  {
    columns: "duns, duns number, d u n s number",
    fields: "duns code, duns number",
  },
  {
    columns:
      "settlement due days, settlement days, settlement discount days, discount days, skonto tage, skontotage",
    fields: "early settlement discount days, settlement discount days, discount days",
  },
  {
    columns: `
      settlement discount, settlement discount rate, settlement discount percent, early payment discount,
      early settlement discount, skonto, skonto percent, skonto in percent, skontosatz`,
    fields: "early settlement discount percent, settlement discount percent",
  },
  {
    columns: "settlement discount, settlement discount amount, skonto, skontobetrag, discount taken",
    fields: "settlement discount value",
  },
  {
    columns: "nominal code, default nominal code, default nominal, nominal, n/c",
    fields: "default nominal code reference, nominal reference, nominal analysis items code",
  },
  {
    columns: "tax code, default tax code, vat code, steuerschlüssel, steuercode",
    fields: "tax code id, default tax code id",
  },
  {
    columns: "currency id",
    fields: "currency id, cheque currency id",
  },
  ...Array.from({ length: 20 }, (_, index) => ({
    columns: `analysis ${index + 1}`,
    fields: `analysis code ${index + 1}`,
  })),
  {
    columns:
      "currency, currency code, währung, währungscode, währungskennzeichen, currency name, iso currency",
    fields: "currency code, currency",
  },
  {
    columns:
      "opened, account opened, date opened, date account opened, eröffnet am, customer since, kunde seit",
    fields: "account opened",
  },
  {
    columns: `
      date, created date, invoice date, order date, issue date, date of issue, expense date, document date, transaction date, payment date, receipt date,
      posting date, datum, rechnungsdatum, belegdatum, buchungsdatum, buchungstag, zahlungsdatum, date paid,
      date received, date issued, issued on, charge date, timestamp`,
    fields: "date, transaction date, document date, invoice date",
  },
  {
    columns: "due date, payment due date, due, date due, fällig, fällig am, fälligkeit, fälligkeitsdatum",
    fields: "due date",
  },
  {
    columns: `
      amount, value, total amount, payment amount, received amount, paid amount, zahlungsbetrag, amount paid, amount received, receipt amount, cheque amount,
      betrag, summe, zahlbetrag, total`,
    fields: "amount, cheque value, value, document goods value",
  },
  {
    columns:
      "net, net amount, net total, subtotal, sub total, goods value, net value, netto, nettobetrag, nettosumme",
    fields: "document goods value, goods value, net amount",
  },
  {
    columns:
      "vat amount, vat, tax, tax total, total tax, tax amount, tax value, mwst betrag, steuerbetrag, mwst",
    fields: "document tax value, tax value, tax 1 amount",
  },
  {
    columns: "exchange rate, wechselkurs, kurs",
    fields: "exchange rate",
  },
  {
    columns: "gross, gross amount, brutto, bruttobetrag",
    fields: "amount, cheque value",
    unless: "document goods value",
    isGuess: true,
  },
  {
    columns: "merchant, payee, händler",
    fields: "vendor",
  },
  {
    columns: "number, code",
    fields: "reference, account number, code",
    unless: "customer id, client id",
    isGuess: true,
  },
  {
    columns: "number",
    fields: "number, document number, document no, reference",
    unless: "invoice id, bank id, code, account number",
    isGuess: true,
  },
  {
    columns:
      "second reference, second ref, reference 2, ref 2, zweite referenz, external document number, externe belegnummer",
    fields: "second reference",
  },
  {
    columns: `
      reference, referenz, invoice reference, payment reference, receipt reference,
      verwendungszweck, document reference, cheque number, check number, transaction reference, external reference`,
    fields: "reference",
  },
  {
    columns: `
      invoice number, invoice, rechnungsnummer, beleg, belegnummer, document number, order number,
      sales order number, estimate number, auftragsnummer`,
    fields: "number, invoice number, document number, document no, reference",
    unless: "invoice id",
  },
  {
    columns: "order number, sales order number, auftragsnummer",
    fields: "document no",
  },
  {
    columns:
      "customer order number, customer order, their reference, your reference, kundenbestellnummer, bestellnummer kunde",
    fields: "customer document no, po number",
  },
  {
    columns: "requested date, requested delivery, delivery date, wunschtermin, liefertermin, lieferdatum",
    fields: "requested delivery date, delivery date",
  },
  {
    columns: "promised date, promised delivery, zugesagter termin",
    fields: "promised delivery date",
  },
  {
    columns: "priority, priorität",
    fields: "order priority",
  },
  {
    columns: "warehouse, warehouse name, lager, lagerort",
    fields: "warehouse id",
  },
  {
    columns:
      "po, po number, purchase order, bestellnummer, order number, purchase order number, customer po, customer po number",
    fields: "po number, customer document no",
  },
  {
    columns:
      "discount, discount percent, discount rate, entity discount percent, rabatt, rabatt percent, rabatt in percent",
    fields: "discount, discount percent, document discount percent, invoice discount percent",
  },
  {
    columns: `
      terms, conditions, terms conditions, terms and conditions, bedingungen, zahlungsbedingung, zahlungsbedingungen,
      payment terms`,
    fields: "terms, trading terms",
  },
  {
    columns:
      "payment type, payment method, payment mode, mode, mode of payment, method, zahlungsart, zahlart, zahlungsmethode",
    fields: "type, payment method",
  },
];

/** Products and stock. */
export const stockWords: readonly SynonymBlock[] = [
  {
    columns: `
      product code, stock code, item code, sku, article number, artikelnummer, artikelnr,
      item number, part code, artikelcode, stock number, item id, product id, product number, internal reference,
      interne referenz`,
    fields: "code, sku, product code",
  },
  {
    columns: `
      product, product name, item, item name, article, artikel, artikelname, bezeichnung,
      stock item name, artikelbezeichnung, product service name, product service, service, item product service`,
    fields: "name, product name",
  },
  {
    columns: `
      description, beschreibung, details, long description, artikelbeschreibung, langtext, body, body html,
      sales description, product description, item description`,
    fields: "description",
  },
  {
    columns: "item name, product name, lineitem name, line item name",
    fields: "description",
    isGuess: true,
  },
  {
    columns: "description, details, narrative, beschreibung",
    fields: "notes",
    unless: "description, lines line description",
    isGuess: true,
  },
  {
    columns:
      "product group, product group id, group, warengruppe, artikelgruppe, category, kategorie, stock category",
    fields: "product group id, category id",
  },
  {
    columns: `
      price, unit price, unit cost, unit amount, rate, preis, einzelpreis, stückpreis, sales price, sales rate,
      sales unit price, sales price rate, list price, regular price, selling price, retail price, verkaufspreis, vk,
      item price, item rate, preis netto, verkaufspreis netto, einzelpreis netto, stückpreis netto, vk netto, nettopreis, net price`,
    fields: "unit cost, unit price, selling unit price, price",
  },
  {
    columns: "quantity, menge, anzahl, units, stück, item quantity, hours, quantity ordered",
    fields: "quantity, line quantity",
  },
  {
    columns: `
      stock, in stock, stock level, on hand, stock on hand, bestand, lagerbestand, inventory, quantity on hand, units in stock,
      stock quantity, inventory quantity, current stock, current quantity, available quantity`,
    fields: "inventory, stock",
  },
  {
    columns: `
      standard cost, cost, cost price, unit cost price, cost per item, purchase price, purchase cost, einstandspreis,
      einkaufspreis, ek`,
    fields: "standard cost",
  },
  {
    columns: "title",
    fields: "name",
    unless: "short name, organization, email, salutation",
  },
  {
    columns: "purchases unit price, average cost, average buying price",
    fields: "average buying price",
  },
  {
    columns: "barcode, bar code, ean, ean code, gtin, upc, isbn",
    fields: "barcode, ean",
  },
  {
    columns: "manufacturer, hersteller, brand, marke, make, vendor, manufacturer code, manufacturer name",
    fields: "manufacturer",
  },
  {
    columns:
      "part number, manufacturer part number, manufacturer catalog number, catalog number, catalogue number, vendor item number, supplier part number, mpn, teilenummer, herstellernummer, hersteller artikelnummer",
    fields: "part number",
  },
  {
    columns: "weight, unit weight, net weight, gewicht, nettogewicht",
    fields: "weight",
  },
  {
    columns: "commodity code, warennummer, zolltarifnummer, hs code, tariff number, tariff code",
    fields: "commodity code",
  },
  {
    columns: "tax rate, vat rate, steuersatz, mwst percent, rate",
    fields: "rate, tax 1 percent",
  },
];
