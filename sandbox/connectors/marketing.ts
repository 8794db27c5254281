import type { Connector, ObjectSpec } from "./connector";
import { problemText } from "./connector";
import { date, integer, labelled, max, number, readOnly, refersTo, required, stamped, text } from "./field";

const moment = "yyyy-MM-dd'T'HH:mm:ssXXX";
const id = number("id", integer, readOnly);

const contact: ObjectSpec = {
  name: "contact",
  singular: "contact",
  vendorName: "contact",
  idField: "id",
  fields: [
    id,
    text("C_EmailAddress", required, max(400), labelled("Email Address")),
    text("C_FirstName", max(100), labelled("First Name")),
    text("C_LastName", max(100), labelled("Last Name")),
    text("C_Title", max(100), labelled("Title")),
    text("C_BusPhone", max(100), labelled("Business Phone")),
    text("C_Company", max(100), labelled("Company")),
    text("C_Website1", max(500), labelled("Website")),
    date("C_DateCreated", moment, stamped, labelled("Date Created")),
  ],
};

const account: ObjectSpec = {
  name: "account",
  singular: "account",
  vendorName: "account",
  idField: "id",
  fields: [
    id,
    text("M_CompanyName", required, max(100), labelled("Company Name")),
    text("M_Phone", max(100), labelled("Phone")),
    text("M_Website", max(500), labelled("Website")),
    date("M_DateCreated", moment, stamped, labelled("Date Created")),
  ],
};

const campaign: ObjectSpec = {
  name: "campaign",
  singular: "campaign",
  vendorName: "campaign",
  idField: "id",
  fields: [
    id,
    text("name", required, max(100)),
    text("description", max(1000)),
    date("startAt", moment),
    date("endAt", moment),
    number("budgetedCost"),
  ],
};

const list: ObjectSpec = {
  name: "list",
  singular: "list",
  vendorName: "contactList",
  idField: "id",
  fields: [
    id,
    text("name", required, max(100)),
    text("description", max(1000)),
    number("count", integer, readOnly),
  ],
};

const activities: ObjectSpec = {
  name: "activities",
  singular: "activity",
  vendorName: "activity",
  idField: "id",
  fields: [
    id,
    text("name", required, max(100)),
    text("type", max(100)),
    number("contactId", refersTo("contact")),
    number("campaignId", refersTo("campaign")),
    date("activityDate", moment),
  ],
};

/**
 * The connector of the documents' example: its list of objects, and `contact` with the columns of their sample file.
 * Only the address is required, so every row of the sample is taken.
 */
export const marketing: Connector = {
  nativeBulkUpload: true,
  key: "eloqua",
  name: "Eloqua",
  elementId: 1106,
  hub: "marketing",
  authentication: "oauth2",
  objects: [activities, contact, campaign, list, account],
  seed: (idOf) => ({
    contact: [
      { C_EmailAddress: "jane@example.com", C_FirstName: "Jane", C_LastName: "Doe", C_Company: "Acme" },
      {
        C_EmailAddress: "john@example.com",
        C_FirstName: "John",
        C_LastName: "Doe",
        C_Company: "Acme Publishing",
      },
    ],
    account: [{ M_CompanyName: "Acme" }, { M_CompanyName: "Acme Publishing" }],
    campaign: [{ name: "Spring", description: "A newsletter", budgetedCost: 1500 }],
    list: [{ name: "Newsletter", count: 2 }],
    activities: [{ name: "Newsletter sent", type: "emailSend", contactId: idOf("contact", 0) }],
  }),
  refusal: (problems) => ({
    type: "ObjectValidationError",
    failures: problems.map((problem) => ({ field: problem.field, value: problemText(problem) })),
  }),
};
