import { expect, test } from "vitest";
import { suggestMapping } from "./suggest-mapping";
import type { TargetField } from "./target-field";

const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  path,
  label: path,
  type: "string",
  required: null,
  readOnly: null,
  ...more,
});
const fieldsOf = (paths: string): TargetField[] =>
  paths
    .split(" ")
    .map((path) => (path.endsWith("~") ? field(path.slice(0, -1), { readOnly: true }) : field(path)));

// Field names as the Open Connectors reference lists them, sections 9 and 10.
const sageCustomers = fieldsOf(
  "id~ reference name short_name balance~ on_hold status_reason currency_id exchange_rate_type telephone_country_code telephone_area_code telephone_subscriber_number fax_country_code fax_area_code fax_subscriber_number website credit_limit country_code_id default_tax_code_id vat_number duns_code account_type early_settlement_discount_percent early_settlement_discount_days payment_terms_days payment_terms_basis terms_agreed trading_terms credit_reference account_opened order_priority default_nominal_code_reference invoice_discount_percent main_address.address_1 main_address.address_2 main_address.address_3 main_address.address_4 main_address.city main_address.county main_address.postcode analysis_code_1 analysis_code_2 date_time_created~ date_time_updated~",
);
const freshbooksCustomers = fieldsOf(
  "client_id~ first_name last_name email organization username password work_phone home_phone mobile fax language currency_code notes p_street1 p_street2 p_city p_state p_country p_code s_street1 s_street2 s_city s_state s_country s_code vat_name vat_number contacts.contact[*].username contacts.contact[*].first_name contacts.contact[*].last_name contacts.contact[*].email contacts.contact[*].phone1 contacts.contact[*].phone2 credit~ folder~ updated~",
);
const sageReceipts = fieldsOf(
  "id~ urn~ customer_id bank_id cheque_value cheque_currency_id exchange_rate reference second_reference transaction_date settlement_discount_value",
);
const freshbooksInvoices = fieldsOf(
  "invoice_id~ client_id number status date po_number discount notes terms currency_code language first_name last_name organization p_street1 p_city lines.line[*].name lines.line[*].description lines.line[*].unit_cost lines.line[*].quantity amount~",
);
const sageProducts = fieldsOf(
  "id~ code name product_group_id description barcode allow_sales_order free_stock_quantity~ tax_code_id manufacturer part_number standard_cost commodity_code weight",
);
const eloquaContact = fieldsOf(
  "C_EmailAddress C_FirstName C_LastName C_Title C_BusPhone C_Company C_Website1 C_Address1 C_City C_Zip_Postal C_Country C_MobilePhone",
);

function suggested(headers: string[], fields: TargetField[]): Record<string, string> {
  const columns = headers.map((header, index) => ({ index, header }));
  const pairs = suggestMapping(columns, fields).entries.map(({ field: path, source }) => [
    source.kind === "column" ? headers[source.column] : "",
    path,
  ]);
  return Object.fromEntries(pairs);
}

const truths: [string, TargetField[], Record<string, string | null>][] = [
  [
    "the sample of the reference",
    eloquaContact,
    {
      C_EmailAddress: "C_EmailAddress",
      C_FirstName: "C_FirstName",
      C_LastName: "C_LastName",
      C_Title: "C_Title",
      C_BusPhone: "C_BusPhone",
      C_Company: "C_Company",
      C_Website1: "C_Website1",
    },
  ],
  [
    "English accounting headers",
    sageCustomers,
    {
      "Account code": "reference",
      "Customer name": "name",
      "VAT no": "vat_number",
      "Credit limit": "credit_limit",
      "Address line 1": "main_address.address_1",
      "Address line 2": "main_address.address_2",
      Town: "main_address.city",
      County: "main_address.county",
      Postcode: "main_address.postcode",
      Telephone: "telephone_subscriber_number",
      Fax: "fax_subscriber_number",
      "Web site": "website",
      "Payment terms": "payment_terms_days",
      "Favourite colour": null,
      Balance: null,
      "Short name": "short_name",
      "On hold": "on_hold",
      Salesperson: null,
    },
  ],
  [
    "German accounting headers",
    sageCustomers,
    {
      Kundennummer: "reference",
      Firma: "name",
      Straße: "main_address.address_1",
      PLZ: "main_address.postcode",
      Ort: "main_address.city",
      Telefon: "telephone_subscriber_number",
      "USt-IdNr.": "vat_number",
      Kreditlimit: "credit_limit",
      Zahlungsziel: "payment_terms_days",
      Kurzname: "short_name",
      Sachbearbeiter: null,
    },
  ],
  [
    "a contact list",
    freshbooksCustomers,
    {
      "First Name": "first_name",
      Surname: "last_name",
      "E-Mail": "email",
      Company: "organization",
      Phone: "work_phone",
      "Mobile phone": "mobile",
      Street: "p_street1",
      City: "p_city",
      "Zip Code": "p_code",
      State: "p_state",
      Country: "p_country",
      Currency: "currency_code",
      Comments: "notes",
      "VAT number": "vat_number",
      "Last order": null,
    },
  ],
  [
    "a German contact list",
    freshbooksCustomers,
    {
      Vorname: "first_name",
      Nachname: "last_name",
      "E-Mail-Adresse": "email",
      Firma: "organization",
      Handy: "mobile",
      "Telefon privat": "home_phone",
      Land: "p_country",
      Sprache: "language",
      Bemerkungen: "notes",
      Geburtstag: null,
    },
  ],
  [
    "receipts",
    sageReceipts,
    {
      "Customer ID": "customer_id",
      Bank: "bank_id",
      Amount: "cheque_value",
      Date: "transaction_date",
      Reference: "reference",
      "Second ref": "second_reference",
      "Customer name": null,
      "Exchange rate": "exchange_rate",
    },
  ],
  [
    "invoices with lines",
    freshbooksInvoices,
    {
      "Client ID": "client_id",
      "Invoice number": "number",
      "Invoice date": "date",
      "PO No.": "po_number",
      "Unit price": "lines.line[*].unit_cost",
      Qty: "lines.line[*].quantity",
      Total: null,
      Terms: "terms",
    },
  ],
  [
    "products",
    sageProducts,
    {
      "Stock code": "code",
      "Product name": "name",
      Description: "description",
      "Product group": "product_group_id",
      EAN: "barcode",
      Weight: "weight",
      Manufacturer: "manufacturer",
      "In stock": null,
    },
  ],
];

for (const [title, fields, truth] of truths) {
  test(`${title} find their fields, and nothing else`, () => {
    const wanted = Object.entries(truth).filter(([, path]) => path !== null);
    expect(suggested(Object.keys(truth), fields)).toEqual(Object.fromEntries(wanted));
  });
}
