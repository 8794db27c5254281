import type { ObjectSpec } from "./connector";
import {
  date,
  flag,
  integer,
  max,
  number,
  numbers,
  oneOf,
  readOnly,
  refersTo,
  required,
  text,
  under,
} from "./field";
import { id, moment, nominalAnalysis, paymentFields, stamps, urn } from "./sage-200-fields";

export const invoices: ObjectSpec = {
  name: "invoices",
  singular: "invoice",
  vendorName: "sales_invoices",
  idField: "id",
  answers: ["urn"],
  fields: [
    id,
    urn,
    number("customer_id", required, refersTo("customers")),
    date("transaction_date", moment),
    date("due_date", moment),
    number("exchange_rate"),
    text("reference", max(20)),
    text("second_reference", max(20)),
    ...numbers("document_goods_value document_tax_value document_discount_value discount_percent"),
    number("discount_days", integer),
    flag("settled_immediately"),
    ...nominalAnalysis,
    ...under("tax_analysis_items[*]", [
      number("tax_code_id", integer),
      ...numbers("goods_value discount_value tax_value"),
    ]),
    ...stamps,
  ],
};

export const payments: ObjectSpec = {
  name: "payments",
  singular: "payment",
  vendorName: "sales_payments",
  idField: "id",
  answers: ["urn"],
  fields: paymentFields,
};

export const paymentsReceipts: ObjectSpec = {
  name: "paymentsReceipts",
  singular: "receipt",
  vendorName: "sales_receipts",
  idField: "id",
  answers: ["urn"],
  fields: paymentFields,
};

export const banks: ObjectSpec = {
  name: "banks",
  singular: "bank",
  vendorName: "banks",
  idField: "id",
  readOnly: true,
  fields: [
    id,
    text("code", max(8)),
    text("description", max(60)),
    text("bank_name", max(60)),
    text("sort_code", max(10)),
    text("account_no", max(20)),
    text("account_name", max(50)),
    text("iban", max(40)),
    text("bic", max(11)),
    ...numbers("account_type_id account_status_type_id", integer),
    ...numbers("balance balance_in_base", readOnly),
    number("overdraft_limit"),
    number("statement_balance", readOnly),
    date("statement_date", moment, readOnly),
    ...stamps,
  ],
};

const entryTypes = oneOf(
  "TradingAccountEntryTypeInvoice",
  "TradingAccountEntryTypeCreditNote",
  "TradingAccountEntryTypePurchasePaymentSalesReceipt",
  "TradingAccountEntryTypePurchaseReceiptSalesPayment",
  "TradingAccountEntryTypeOpeningBalanceInvoice",
);

export const transactions: ObjectSpec = {
  name: "transactions",
  singular: "transaction",
  vendorName: "sales_posted_transactions",
  idField: "id",
  readOnly: true,
  fields: [
    id,
    urn,
    number("customer_id", readOnly, refersTo("customers")),
    text("trader_transaction_type", readOnly, entryTypes),
    text("reference", readOnly, max(20)),
    text("second_reference", readOnly),
    text("queried", readOnly, max(1)),
    ...["transaction_date", "posted_date", "due_date", "full_settlement_date"].map((path) =>
      date(path, moment, readOnly),
    ),
    ...numbers(
      "document_goods_value document_gross_value document_tax_value document_discount_value",
      readOnly,
    ),
    ...numbers("document_allocated_value document_outstanding_value", readOnly),
    ...numbers("base_goods_value base_gross_value base_tax_value exchange_rate", readOnly),
    flag("settled_immediately", readOnly),
    number("discount_days", integer, readOnly),
    text("user_name", readOnly),
    ...stamps,
  ],
};
