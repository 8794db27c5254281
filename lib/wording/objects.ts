/** What an object of a connector is called on screen. */
export interface ObjectWords {
  singular: string;
  plural: string;
  /** One line of meaning, where known: "money received from a customer". */
  meaning: string | null;
}

type Known = readonly [singular: string, plural: string, meaning?: string];

/** Names as Open Connectors lists them (reference, sections 5.1, 9 and 10): normalised, camelCase for children. */
const known: ReadonlyMap<string, Known> = new Map<string, Known>([
  ["account", ["account", "accounts", "a company you deal with"]],
  ["accounts", ["account", "accounts", "a company you deal with"]],
  ["activities", ["activity", "activities"]],
  ["banks", ["bank account", "bank accounts"]],
  ["campaign", ["campaign", "campaigns"]],
  ["contact", ["contact", "contacts", "a person and how to reach them"]],
  ["contacts", ["contact", "contacts", "a person and how to reach them"]],
  ["customers", ["customer", "customers", "who you sell to"]],
  ["estimates", ["estimate", "estimates", "a price offered to a customer"]],
  ["expenses", ["expense", "expenses", "money spent"]],
  ["hooks", ["hook", "hooks", "an address that is told of changes"]],
  ["invoices", ["invoice", "invoices", "a bill to a customer"]],
  ["items", ["item", "items", "what you sell, as it stands on an invoice"]],
  ["list", ["list", "lists"]],
  ["payments", ["payment", "payments"]],
  ["paymentsReceipts", ["receipt", "receipts", "money received from a customer"]],
  ["products", ["product", "products", "what you sell or keep in stock"]],
  ["productsGroups", ["product group", "product groups"]],
  ["productsPrices", ["product price", "product prices"]],
  ["salesOrders", ["sales order", "sales orders", "what a customer has ordered"]],
  ["suppliers", ["supplier", "suppliers", "who you buy from"]],
  ["taxes", ["tax", "taxes"]],
  ["transactions", ["transaction", "transactions", "what has been posted to an account"]],
  ["vendors", ["vendor", "vendors", "who you buy from"]],
  ["warehouses", ["warehouse", "warehouses", "where stock is kept"]],
]);

/** Sage 200 keeps two: receipts come from a customer, payments go to one (Open Connectors reference, Sage 200). */
const sage200Payments = "money paid to a customer";

/** Plain words for an object; a name that is not known is split into its words. */
export function objectWords(name: string, connectorKey?: string): ObjectWords {
  const words = known.get(name);
  if (words !== undefined) {
    const meaning = name === "payments" && connectorKey === "sage200" ? sage200Payments : (words[2] ?? null);
    return { singular: words[0], plural: words[1], meaning };
  }
  const parts = splitName(name);
  const last = parts.at(-1) ?? name;
  const withLast = (word: string) => [...parts.slice(0, -1), word].join(" ");
  const singular = singularOf(last);
  return { singular: withLast(singular), plural: withLast(pluralOf(singular)), meaning: null };
}

/** "listsContacts" → "lists", "contacts"; "sop_orders" → "sop", "orders"; "VATRates" → "VAT", "rates". */
function splitName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_\-./]+/)
    .filter((word) => word !== "")
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()));
}

export function pluralOf(singular: string): string {
  if (/[^aeiou]y$/i.test(singular)) return `${singular.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/i.test(singular)) return `${singular}es`;
  return `${singular}s`;
}

function singularOf(word: string): string {
  if (/[^aeiou]ies$/i.test(word)) return `${word.slice(0, -3)}y`;
  if (/(ss|us|is)$/i.test(word)) return word;
  if (/(sses|xes|zes|ches|shes)$/i.test(word)) return word.slice(0, -2);
  return /s$/i.test(word) ? word.slice(0, -1) : word;
}
