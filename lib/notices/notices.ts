import "server-only";
import { sql } from "kysely";
import type { Notices } from "../api-contract/notices";
import type { Database } from "../database/database";
import type { Jobs } from "../jobs/jobs";

interface Person {
  id: string;
}

/** What people are told of. */
export interface NoticeBoard {
  /** Newest first, one for each import. */
  list(person: Person): Promise<Notices>;
  /** The person has looked at everything up to this one. */
  see(person: Person, upTo: number): Promise<void>;
  /** Whether the person wants e-mail. */
  wantMail(person: Person, mail: boolean): Promise<void>;
}

const most = 30;

interface Row {
  id: number;
  kind: "ended" | "needs_you";
  at: Date;
  job_id: string;
}

/** @param options.sendsMail whether e-mail is sent from here at all */
export function createNotices(options: {
  database: Database;
  jobs: Pick<Jobs, "summaries">;
  sendsMail: boolean;
}): NoticeBoard {
  const { database, jobs, sendsMail } = options;
  return {
    async list(person) {
      const [settings, rows] = await Promise.all([
        database
          .selectFrom("notice_settings")
          .select(["seen_id", "mail"])
          .where("person_id", "=", person.id)
          .executeTakeFirst(),
        readRows(database, person.id),
      ]);
      const summaries = new Map(
        (await jobs.summaries(rows.map(({ job_id }) => job_id))).map((job) => [job.id, job]),
      );
      return {
        notices: rows.flatMap(({ id, kind, at, job_id }) => {
          const job = summaries.get(job_id);
          return job ? [{ id, kind, at: at.toISOString(), isNew: id > (settings?.seen_id ?? 0), job }] : [];
        }),
        mail: sendsMail ? (settings?.mail ?? true) : null,
      };
    },
    async see(person, upTo) {
      await database
        .insertInto("notice_settings")
        .values({ person_id: person.id, seen_id: upTo })
        .onConflict((conflict) =>
          conflict
            .column("person_id")
            .doUpdateSet({ seen_id: sql<number>`greatest(notice_settings.seen_id, excluded.seen_id)` }),
        )
        .execute();
    },
    async wantMail(person, mail) {
      await database
        .insertInto("notice_settings")
        .values({ person_id: person.id, mail })
        .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ mail }))
        .execute();
    },
  };
}

/** One's own, newest first; of others those that need somebody at this moment. The newest of each import. */
async function readRows(database: Database, personId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    (select id, kind, at, job_id from notices where owner_id = ${personId} order by id desc limit ${most})
    union
    (select n.id, n.kind, n.at, n.job_id from
      (select id from jobs where needs_person order by number desc limit ${most}) waiting
      cross join lateral (select id, kind, at, job_id from notices
        where notices.job_id = waiting.id order by id desc limit 1) n)
    order by id desc`.execute(database);
  const seen = new Set<string>();
  const newest = rows.filter(({ job_id }) => !seen.has(job_id) && seen.add(job_id));
  return newest.slice(0, most);
}
