import type { ObjectSpec } from "./connector";
import {
  date,
  initially,
  integer,
  number,
  oneOf,
  readOnly,
  refersTo,
  required,
  stamped,
  text,
  texts,
  under,
} from "./field";

const day = "yyyy-MM-dd";
export const moment = "yyyy-MM-dd HH:mm:ss";

const head = [
  text("po_number"),
  number("discount"),
  text("notes"),
  text("terms"),
  text("currency_code"),
  text("language"),
];
const addressee = [
  ...texts("first_name last_name organization"),
  ...texts("p_street1 p_street2 p_city p_state p_country p_code"),
  ...texts("vat_name vat_number"),
];
const lines = under("lines.line[*]", [
  text("name"),
  text("description"),
  number("unit_cost"),
  number("quantity"),
  text("tax1_name"),
  number("tax1_percent"),
  text("tax2_name"),
  number("tax2_percent"),
  text("type", oneOf("Item", "Time")),
  number("line_id", integer, readOnly),
  number("amount", readOnly),
]);

const invoiceStates = oneOf(
  ..."draft sent viewed paid partial disputed pending auto-paid retry failed declined".split(" "),
);

export const invoices: ObjectSpec = {
  name: "invoices",
  singular: "invoice",
  vendorName: "invoice",
  idField: "invoice_id",
  fields: [
    number("invoice_id", integer, readOnly),
    number("client_id", required, refersTo("customers")),
    text("number"),
    text("status", invoiceStates, initially("draft")),
    date("date", day),
    ...head,
    text("return_uri"),
    ...addressee,
    ...lines,
    number("amount", readOnly),
    number("amount_outstanding", readOnly),
    number("paid", readOnly),
    number("recurring_id", integer, readOnly),
    number("staff_id", integer, readOnly),
    text("folder", readOnly),
    date("updated", moment, stamped),
  ],
};

/** Not confirmed in the connector; the vendor's own API has them. */
export const estimates: ObjectSpec = {
  name: "estimates",
  singular: "estimate",
  vendorName: "estimate",
  idField: "estimate_id",
  fields: [
    number("estimate_id", integer, readOnly),
    number("client_id", required, refersTo("customers")),
    text("number"),
    text("status", oneOf("draft", "sent", "viewed", "replied", "accepted", "invoiced"), initially("draft")),
    date("date", day),
    ...head,
    ...addressee,
    ...lines,
    number("amount", readOnly),
    text("folder", readOnly),
  ],
};

const paymentTypes = [
  ..."Cash,Check,Credit,Credit Card,Bank Transfer,Debit,PayPal,2Checkout".split(","),
  ..."VISA,MASTERCARD,DISCOVER,NOVA,AMEX,DINERS,EUROCARD,JCB,ACH".split(","),
];

export const payments: ObjectSpec = {
  name: "payments",
  singular: "payment",
  vendorName: "payment",
  idField: "payment_id",
  fields: [
    number("payment_id", integer, readOnly),
    number("client_id", refersTo("customers")),
    number("invoice_id", refersTo("invoices")),
    date("date", day),
    number("amount", initially(0)),
    text("currency_code"),
    text("type", oneOf(...paymentTypes), initially("Check")),
    text("notes"),
    { path: "from_credit", type: "boolean", readOnly: true },
    date("updated", moment, stamped),
  ],
  // invoice_id alone pays an invoice, client_id alone is a credit, both pay the invoice from credit.
  check: (record) =>
    record.has("client_id") || record.has("invoice_id")
      ? []
      : [{ field: null, message: "a payment names an invoice_id, a client_id or both" }],
};

/** Not confirmed in the connector; the vendor's own API has them. */
export const expenses: ObjectSpec = {
  name: "expenses",
  singular: "expense",
  vendorName: "expense",
  idField: "expense_id",
  fields: [
    number("expense_id", integer, readOnly),
    number("staff_id", integer, required),
    number("category_id", integer, required),
    number("amount", required),
    number("client_id", refersTo("customers")),
    number("project_id", refersTo("projects")),
    text("vendor"),
    date("date", day),
    text("notes"),
    number("status", integer, readOnly),
    text("tax1_name"),
    number("tax1_percent"),
    number("tax1_amount"),
    text("tax2_name"),
    number("tax2_percent"),
    number("tax2_amount"),
    { path: "compound_tax", type: "boolean" },
    text("folder", readOnly),
    date("updated", moment, stamped),
  ],
};
