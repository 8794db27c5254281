import "server-only";
import type { Selectable } from "kysely";
import type { Family, Settlement } from "../api-contract/family";
import type { Database } from "../database/database";
import type { JobsTable } from "../database/job-tables";
import { familyOf, type MemberFacts } from "../family";
import { countRecords, noRecords } from "./counts";
import { readLeft } from "./left-rows";

const memberColumns = [
  "id",
  "number",
  "status",
  "records",
  "kept_back",
  "excluded",
  "created_at",
  "root_job_id",
] as const;
type MemberRow = Pick<Selectable<JobsTable>, (typeof memberColumns)[number]>;

/** The family of each of these jobs, by the id of the job. */
export async function readFamilies(
  database: Database,
  jobs: readonly Pick<MemberRow, "id" | "root_job_id">[],
): Promise<Map<string, Family>> {
  const roots = [...new Set(jobs.map(rootIdOf))];
  if (roots.length === 0) return new Map();
  const members = await database
    .selectFrom("jobs")
    .select(memberColumns)
    .where(({ or, eb }) => or([eb("id", "in", roots), eb("root_job_id", "in", roots)]))
    .orderBy("number")
    .execute();
  const ids = members.map(({ id }) => id);
  const records = await countRecords(database, ids);
  const left = await readLeft(database, ids);
  const facts = members.map((row) => ({
    rootId: rootIdOf(row),
    facts: toFacts(row, records.get(row.id) ?? noRecords, left.get(row.id) ?? {}),
  }));
  const byRoot = new Map<string, Family>();
  for (const rootId of roots) {
    const mine = facts.filter((member) => member.rootId === rootId).map((member) => member.facts);
    const root = mine.find(({ id }) => id === rootId);
    if (root)
      byRoot.set(
        rootId,
        familyOf(
          root,
          mine.filter((member) => member !== root),
        ),
      );
  }
  return new Map(
    jobs.flatMap((job): [string, Family][] => {
      const family = byRoot.get(rootIdOf(job));
      return family ? [[job.id, family]] : [];
    }),
  );
}

const rootIdOf = ({ id, root_job_id }: Pick<MemberRow, "id" | "root_job_id">): string => root_job_id ?? id;

function toFacts(row: MemberRow, records: typeof noRecords, left: MemberFacts["left"]): MemberFacts {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    rows: { total: row.records, ...records, keptBack: row.kept_back, excluded: row.excluded },
    left,
  };
}

/** What was said of rows of a family that are not sent, the latest first. */
export async function readSettlements(database: Database, rootId: string): Promise<Settlement[]> {
  const rows = await database
    .selectFrom("settlements")
    .selectAll()
    .where("root_job_id", "=", rootId)
    .orderBy("at", "desc")
    .execute();
  return rows.map(({ id, how, note, rows: count, by_name, at, undone_at, undone_by }) => ({
    ...{ id, how, note, rows: count, by: by_name, at: at.toISOString() },
    undone: undone_at === null ? null : { by: undone_by ?? "", at: undone_at.toISOString() },
  }));
}
