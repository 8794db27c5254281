import type { Seed } from "./connector";

const day = (date: string) => `${date}T00:00:00Z`;

const customers = [
  ["ALD004", "Acme Aldgate"],
  ["BEX001", "Acme Bexhill"],
  ["HAR021", "Acme Harrow"],
  ["KES002", "Acme Keswick"],
  ["LIN009", "Acme Lincoln"],
  ["MAR017", "Acme Margate"],
].map(([reference, name], index) => ({
  reference,
  name,
  balance: index * 125.5,
  credit_limit: 5000,
  on_hold: index === 3,
  payment_terms_days: 30,
  main_address: { address_1: `${index + 1} Example Street`, city: "London", postcode: "EC1A 1BB" },
}));

const banks = [
  ["1200", "Current account"],
  ["1210", "Deposit account"],
  ["1230", "Petty cash"],
].map(([code, description], index) => ({
  code,
  description,
  bank_name: "Example Bank",
  sort_code: "00-00-00",
  account_no: `0000000${index + 1}`,
  account_name: "Example Trading Ltd",
  balance: 1200 * (index + 1),
  balance_in_base: 1200 * (index + 1),
}));

const productsGroups = [
  ["STOCK", "Stock items", "StockItemTypeStock"],
  ["SERVICE", "Service and labour", "StockItemTypeService"],
  ["MISC", "Miscellaneous", "StockItemTypeMiscellaneous"],
].map(([code, description, product_type]) => ({
  code,
  description,
  product_type,
  costing_method: "CostingMethodFIFO",
}));

export const sage200Seed: Seed = (id) => ({
  customers,
  banks,
  productsGroups,
  products: [
    { code: "PAPER-A4", name: "Paper A4", product_group_id: id("productsGroups", 0), standard_cost: 3.2 },
    { code: "PEN-BLUE", name: "Pen, blue", product_group_id: id("productsGroups", 0), standard_cost: 0.4 },
    {
      code: "LABOUR",
      name: "Labour, one hour",
      product_group_id: id("productsGroups", 1),
      standard_cost: 40,
    },
  ],
  productsPrices: [0, 1, 2].map((index) => ({
    product_id: id("products", index),
    price_band_id: 1,
    price: [4.5, 0.95, 62][index],
    use_standard_price: true,
  })),
  warehouses: [
    { name: "HOME", description: "Main warehouse", use_for_sales_trading: true, city: "London" },
    { name: "NORTH", description: "Second warehouse", use_for_sales_trading: true, city: "Leeds" },
  ],
  suppliers: [
    { reference: "PAP001", name: "Acme Paper" },
    { reference: "PEN001", name: "Acme Pens" },
  ],
  invoices: [0, 1].map((index) => ({
    customer_id: id("customers", index),
    transaction_date: day("2024-03-01"),
    due_date: day("2024-03-31"),
    reference: `INV${2001 + index}`,
    document_goods_value: 100 * (index + 1),
    document_tax_value: 20 * (index + 1),
  })),
  payments: [],
  paymentsReceipts: [
    { customer_id: id("customers", 0), bank_id: id("banks", 0), cheque_value: 120, reference: "REC3001" },
  ],
  transactions: [0, 1].map((index) => ({
    customer_id: id("customers", index),
    trader_transaction_type: "TradingAccountEntryTypeInvoice",
    reference: `INV${2001 + index}`,
    transaction_date: day("2024-03-01"),
    document_goods_value: 100 * (index + 1),
    document_tax_value: 20 * (index + 1),
    document_gross_value: 120 * (index + 1),
    document_outstanding_value: index === 0 ? 0 : 240,
  })),
  salesOrders: [
    { customer_id: id("customers", 1), document_no: "SO000001", document_date: day("2024-03-05"), lines: [] },
  ],
});
