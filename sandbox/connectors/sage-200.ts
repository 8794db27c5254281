import type { Connector, ObjectSpec } from "./connector";
import { problemText } from "./connector";
import { type Field, integer, max, number, required, text, unique } from "./field";
import { id, stamps, traderTerms } from "./sage-200-fields";
import { banks, invoices, payments, paymentsReceipts, transactions } from "./sage-200-ledgers";
import { salesOrders } from "./sage-200-orders";
import { sage200Seed } from "./sage-200-seed";
import { products, productsGroups, productsPrices, warehouses } from "./sage-200-stock";

const trader: Field[] = [
  id,
  text("reference", required, max(8), unique),
  text("name", required, max(60)),
  ...traderTerms,
];

const usual: Record<string, string> = {
  account_status_type: "AccountStatusActive",
  exchange_rate_type: "ExchangeRateSingle",
  account_type: "TradingAccountTypeOpenItem",
};

const withUsualValues = (field: Field): Field => {
  const initial = usual[field.path];
  return initial === undefined ? field : { ...field, initial };
};

const customers: ObjectSpec = {
  name: "customers",
  singular: "customer",
  vendorName: "customers",
  idField: "id",
  fields: [...trader.map(withUsualValues), text("duns_code", max(9)), ...stamps],
};

/** Not seen in the connector; the vendor's own API has them. */
const suppliers: ObjectSpec = {
  name: "suppliers",
  singular: "supplier",
  vendorName: "suppliers",
  idField: "id",
  fields: [
    ...trader.map(withUsualValues),
    number("payment_group_id", integer),
    number("factor_house_id", integer),
    number("value_of_current_orders_in_pop"),
    ...stamps,
  ],
};

/** Open Connectors reference, Sage 200: objects, fields, lengths and required flags. */
export const sage200: Connector = {
  key: "sage200",
  name: "Sage 200",
  elementId: 5281,
  hub: "finance",
  authentication: "oauth2",
  objects: [
    customers,
    invoices,
    payments,
    paymentsReceipts,
    products,
    productsGroups,
    productsPrices,
    transactions,
    banks,
    suppliers,
    salesOrders,
    warehouses,
  ],
  seed: sage200Seed,
  refusal: (problems) => ({
    message: "The request is invalid.",
    errors: problems.map((problem) => ({ field: problem.field, message: problemText(problem) })),
  }),
};
