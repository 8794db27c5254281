import type { ConnectionDetail } from "@/lib/api-contract/connection-detail";
import type { Connection } from "@/lib/api-contract/connections";
import { count, number } from "./counts";
import { jobStatusWords } from "./jobs";

type Company = Pick<Connection, "company" | "address">;

/** "Northgate Fixings Ltd · billing.example.com", as far as it is known. */
export function companyWords({ company, address }: Company): string | null {
  const known = [company, address].filter((part) => part !== null);
  return known.length === 0 ? null : known.join(" · ");
}

/** Sage 200 at Northgate Fixings Ltd: what it is, unless the name says it. */
export function connectorWords({ name, connector }: Pick<Connection, "name" | "connector">): string | null {
  return name.toLowerCase().includes(connector.name.toLowerCase()) ? null : connector.name;
}

/** Whether it works as far as anybody knows: the last failure counts until a call succeeds again. */
export function isFailing({ health, usable }: Pick<Connection, "health" | "usable">): boolean {
  const { workedAt, failedAt } = health;
  return !usable || (failedAt !== null && (workedAt === null || workedAt < failedAt));
}

export interface Fact {
  name: string;
  words: string;
  /** What follows from it. */
  detail: string | null;
}

type Facts = Pick<ConnectionDetail, "facts" | "cancelSeen" | "imports">;

/** What a connection can do, before any effort. */
export function factLines(connection: Facts): Fact[] {
  const { facts, cancelSeen } = connection;
  return [
    {
      name: "How rows are sent",
      ...byFlag(facts?.nativeBulk ?? null, {
        yes: ["In bulk", "The connected system takes many records in one call."],
        no: [
          "One call for each record",
          "A large file takes long, and uses up the system’s allowance of calls.",
        ],
        open: ["Not known", "Open Connectors does not say whether it loads in bulk or record by record."],
      }),
    },
    {
      name: "Update what exists",
      ...byFlag(facts?.upsert ?? null, {
        yes: ["Possible", "A record that is there already can be updated."],
        no: ["Not possible", "Every row creates a record, also where one is there already."],
        open: ["Not known", "Every row is taken to create a record."],
      }),
    },
    {
      name: "Stop an import",
      ...byFlag(cancelSeen ? true : null, {
        yes: ["Has worked here", "What was created until then stays."],
        no: ["Not possible", null],
        open: ["Not tried here yet", "Open Connectors takes the request; what was created until then stays."],
      }),
    },
    // Open Connectors reference, limits.
    {
      name: "Limits",
      words: "6 GB and 60 minutes a part",
      detail: "Open Connectors keeps its files three days.",
    },
  ];
}

type Words = readonly [words: string, detail: string | null];

function byFlag(flag: boolean | null, { yes, no, open }: { yes: Words; no: Words; open: Words }) {
  const [words, detail] = flag === null ? open : flag ? yes : no;
  return { words, detail };
}

/** "Import 41: Done, 3 failed" and how many rows, for the last ones. */
export function importLine(job: ConnectionDetail["imports"][number]): string {
  return `${jobStatusWords(job)} · ${count(job.rows.total, "row")}`;
}

/** "4 of the last 5 imports here left nothing open." `null`: there were none. */
export function lastImportsWords(imports: ConnectionDetail["imports"]): string | null {
  if (imports.length === 0) return null;
  const clean = imports.filter((job) => jobStatusWords(job) === "Done").length;
  return imports.length === 1
    ? `The last import here ${clean === 1 ? "left nothing open" : "is not plainly done"}.`
    : `${number(clean)} of the last ${number(imports.length)} imports here left nothing open.`;
}
