import {
  custom,
  date,
  decimals,
  type Field,
  flag,
  integer,
  max,
  number,
  readOnly,
  refersTo,
  required,
  stamped,
  text,
  texts,
  under,
} from "./field";

export const moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";

export const id = number("id", integer, readOnly);
export const urn = number("urn", integer, readOnly);

/** Every object of Sage 200 has them. */
export const stamps: Field[] = [
  date("date_time_created", moment, stamped),
  date("date_time_updated", moment, stamped),
];

/** Free fields a company names for itself. */
export const analysisCodes: Field[] = Array.from({ length: 20 }, (_, index) =>
  text(`analysis_code_${index + 1}`, max(60), custom),
);

export const nominalAnalysis: Field[] = under("nominal_analysis_items[*]", [
  text("code", max(8)),
  text("cost_centre", max(3)),
  text("department", max(3)),
  text("narrative"),
  number("value"),
  text("transaction_analysis_code"),
]);

/** What customers and suppliers have in common. */
export const traderTerms: Field[] = [
  text("short_name", max(8)),
  number("balance", readOnly),
  flag("on_hold"),
  text("status_reason", max(256)),
  text("account_status_type", max(20)),
  number("currency_id", integer),
  text("exchange_rate_type", max(20)),
  text("telephone_country_code", max(5)),
  text("telephone_area_code", max(20)),
  text("telephone_subscriber_number", max(200)),
  text("fax_country_code", max(5)),
  text("fax_area_code", max(20)),
  text("fax_subscriber_number", max(200)),
  text("website", max(200)),
  number("credit_limit"),
  number("country_code_id", integer),
  number("default_tax_code_id", integer),
  text("vat_number", max(30)),
  // The reference gives 20 characters here, and a usual value of 26 (TradingAccountTypeOpenItem): no length is enforced.
  text("account_type"),
  number("early_settlement_discount_percent"),
  number("early_settlement_discount_days", integer),
  number("payment_terms_days", integer),
  text("payment_terms_basis", max(20)),
  flag("terms_agreed"),
  text("trading_terms", max(30)),
  text("credit_reference", max(60)),
  date("account_opened", moment),
  text("order_priority", max(1)),
  text("default_nominal_code_reference", max(8)),
  number("invoice_discount_percent"),
  ...under("main_address", texts("address_1 address_2 address_3 address_4 city county postcode")),
  ...under("contacts[*]", texts("salutation first_name middle_name last_name")),
  ...analysisCodes,
];

/** A payment to a customer and a receipt from one are the same document. */
export const paymentFields: Field[] = [
  id,
  urn,
  number("customer_id", required, refersTo("customers")),
  number("bank_id", required, refersTo("banks")),
  number("cheque_value", required, decimals(2)),
  number("cheque_currency_id", integer),
  number("exchange_rate"),
  text("reference", max(20)),
  text("second_reference", max(20)),
  date("transaction_date", moment),
  number("settlement_discount_value"),
  ...nominalAnalysis,
  ...stamps,
];
