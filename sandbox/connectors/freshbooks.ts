import type { Connector, ObjectSpec } from "./connector";
import { problemText } from "./connector";
import {
  date,
  flag,
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
  writeOnly,
} from "./field";
import { estimates, expenses, invoices, moment, payments } from "./freshbooks-documents";
import { freshbooksSeed } from "./freshbooks-seed";

const customers: ObjectSpec = {
  name: "customers",
  singular: "customer",
  vendorName: "client",
  idField: "client_id",
  fields: [
    number("client_id", integer, readOnly),
    text("first_name", required),
    text("last_name", required),
    text("email", required),
    ...texts("organization username"),
    text("password", writeOnly),
    ...texts("work_phone home_phone mobile fax"),
    text("language", initially("en")),
    text("currency_code", initially("USD")),
    text("notes"),
    ...texts("p_street1 p_street2 p_city p_state p_country p_code"),
    ...texts("s_street1 s_street2 s_city s_state s_country s_code"),
    ...texts("vat_name vat_number"),
    ...under("contacts.contact[*]", texts("username first_name last_name email phone1 phone2")),
    number("credit", readOnly),
    text("folder", readOnly, oneOf("active", "archived", "deleted"), initially("active")),
    date("updated", moment, stamped),
    ...texts("links.client_view links.view", readOnly),
  ],
};

const items: ObjectSpec = {
  name: "items",
  singular: "item",
  vendorName: "item",
  idField: "item_id",
  fields: [
    number("item_id", integer, readOnly),
    text("name", required),
    text("description"),
    number("unit_cost"),
    number("quantity"),
    number("inventory"),
    text("folder", readOnly),
    date("updated", moment, stamped),
  ],
};

const taxes: ObjectSpec = {
  name: "taxes",
  singular: "tax",
  vendorName: "tax",
  idField: "tax_id",
  fields: [
    number("tax_id", integer, readOnly),
    text("name", required),
    number("rate"),
    text("number"),
    flag("compound", initially(false)),
    date("updated", moment, stamped),
  ],
};

const vendors: ObjectSpec = {
  name: "vendors",
  singular: "vendor",
  vendorName: "contractor",
  idField: "contractor_id",
  fields: [
    number("contractor_id", integer, readOnly),
    text("email", required),
    number("task_id", required, refersTo("tasks")),
    text("name"),
    number("rate"),
    ...under("projects.project[*]", [number("project_id", refersTo("projects"))]),
  ],
};

const hooks: ObjectSpec = {
  name: "hooks",
  singular: "hook",
  vendorName: "callback",
  idField: "callback_id",
  readOnly: true,
  fields: [
    number("callback_id", integer, readOnly),
    text("event", required),
    text("uri", required),
    flag("verified", readOnly, initially(false)),
  ],
};

/** Not confirmed in the connector; the vendor's own API has them. */
const projects: ObjectSpec = {
  name: "projects",
  singular: "project",
  vendorName: "project",
  idField: "project_id",
  fields: [
    number("project_id", integer, readOnly),
    text("name", required),
    text("bill_method", required, oneOf("task-rate", "flat-rate", "project-rate", "staff-rate")),
    number("client_id", refersTo("customers")),
    number("rate"),
    text("description"),
    number("hour_budget"),
  ],
};

/** Not confirmed in the connector; the vendor's own API has them. */
const tasks: ObjectSpec = {
  name: "tasks",
  singular: "task",
  vendorName: "task",
  idField: "task_id",
  fields: [
    number("task_id", integer, readOnly),
    text("name", required),
    flag("billable"),
    number("rate"),
    text("description"),
    date("updated", moment, stamped),
  ],
};

/** Open Connectors reference, FreshBooks Classic: objects, fields, required flags and allowed values. */
export const freshbooks: Connector = {
  key: "freshbooks",
  name: "FreshBooks Classic",
  elementId: 172,
  hub: "finance",
  authentication: "oauth1",
  objects: [
    customers,
    invoices,
    items,
    payments,
    taxes,
    vendors,
    hooks,
    expenses,
    estimates,
    projects,
    tasks,
  ],
  tellsTotal: true,
  seed: freshbooksSeed,
  // The vendor speaks XML: an attribute becomes "@name" in the connector's JSON, and the first fault is the only one told.
  refusal: ([first]) => ({
    response: {
      "@status": "fail",
      error: first === undefined ? "The request was refused" : problemText(first),
      ...(first?.field ? { field: first.field } : {}),
    },
  }),
};
