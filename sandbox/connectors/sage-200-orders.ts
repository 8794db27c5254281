import type { ObjectSpec } from "./connector";
import {
  date,
  flag,
  integer,
  max,
  number,
  numbers,
  readOnly,
  refersTo,
  required,
  text,
  texts,
  under,
  unique,
} from "./field";
import { id, moment, stamps } from "./sage-200-fields";

const lines = under("lines[*]", [
  text("line_type", required),
  number("product_id", required, refersTo("products")),
  number("warehouse_id", required, refersTo("warehouses")),
  text("code", required, max(30)),
  text("description", required),
  number("line_quantity", required),
  number("selling_unit_price"),
  number("tax_code_id", integer),
  text("nominal_reference", max(8)),
]);

/** Not seen in the connector; the vendor's own API has them (`sop_orders`). */
export const salesOrders: ObjectSpec = {
  name: "salesOrders",
  singular: "sales order",
  vendorName: "sop_orders",
  idField: "id",
  fields: [
    id,
    number("customer_id", required, refersTo("customers")),
    text("document_no", required, max(20), unique),
    date("document_date", moment),
    text("customer_document_no", max(30)),
    number("exchange_rate"),
    number("settlement_discount_days", integer),
    ...numbers("settlement_discount_percent document_discount_percent"),
    date("requested_delivery_date", moment),
    date("promised_delivery_date", moment),
    text("order_priority", max(1)),
    flag("use_invoice_address"),
    flag("payment_with_order"),
    ...numbers("total_net_value total_tax_value total_gross_value", readOnly),
    ...texts("document_status allocation_status despatch_receipt_status", readOnly),
    ...lines,
    ...stamps,
  ],
};
