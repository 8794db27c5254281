import type { Seed } from "./connector";

const people = [
  ["Norm", "Smith", "norm.smith@example.com", "Acme"],
  ["John", "Doe", "john@publishing.example.com", "Acme Publishing"],
  ["Ann", "Smith", "ann@data.example.com", "Acme Data"],
  ["Chuck", "Taylor", "chuck@finance.example.com", "Acme Finance"],
  ["Melissa", "Jones", "melissa@resources.example.com", "Acme Resources"],
] as const;

const customers = people.map(([first_name, last_name, email, organization]) => ({
  first_name,
  last_name,
  email,
  organization,
  p_city: "Springfield",
  p_country: "United States",
}));

export const freshbooksSeed: Seed = (id) => ({
  customers,
  items: [
    { name: "Consulting", description: "One hour", unit_cost: 95, quantity: 1, inventory: 0 },
    { name: "Paper", description: "500 sheets", unit_cost: 11.99, quantity: 1, inventory: 240 },
  ],
  taxes: [
    { name: "VAT", rate: 20, number: "GB000000000", compound: false },
    { name: "State tax", rate: 4.25, number: "1222222", compound: false },
  ],
  tasks: [
    { name: "Design", billable: true, rate: 80 },
    { name: "General", billable: false, rate: 0 },
    { name: "Research", billable: true, rate: 65 },
  ],
  projects: [
    { name: "Website", bill_method: "project-rate", client_id: id("customers", 0), rate: 70 },
    { name: "Yearly report", bill_method: "flat-rate", client_id: id("customers", 2), rate: 1200 },
  ],
  vendors: [
    { email: "contractor@example.com", task_id: id("tasks", 0), name: "Example Contractor", rate: 55 },
  ],
  invoices: [0, 1, 2, 3].map((index) => ({
    client_id: id("customers", index),
    number: `FB-${1001 + index}`,
    status: index === 0 ? "paid" : "sent",
    date: `2024-0${index + 1}-15`,
    currency_code: "USD",
    lines: { line: [{ name: "Consulting", unit_cost: 95, quantity: index + 1, type: "Item" }] },
    amount: 95 * (index + 1),
    paid: index === 0 ? 95 : 0,
    amount_outstanding: index === 0 ? 0 : 95 * (index + 1),
  })),
  payments: [{ invoice_id: id("invoices", 0), amount: 95, type: "Check", date: "2024-02-01" }],
  estimates: [
    { client_id: id("customers", 4), number: "EST-1", status: "sent", date: "2024-03-01", amount: 300 },
  ],
  expenses: [{ staff_id: 1, category_id: 5, amount: 42.5, vendor: "Example Stationery", date: "2024-03-04" }],
  hooks: [],
});
