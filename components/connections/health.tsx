import type { Connection } from "@/lib/api-contract/connections";
import { isFailing } from "@/lib/wording/connections";
import { fullTime, time } from "@/lib/wording/times";
import { StateWord } from "../ui/state-word";
import { Time } from "../ui/time";

/** Whether it works, since when that is known, and the last failure in words with who can mend it. */
export function Health({ connection, now }: { connection: Connection; now: Date }) {
  const { health, usable, reason } = connection;
  const failing = isFailing(connection);
  const why = usable ? health.failure : (reason ?? "Open Connectors says it cannot be used.");
  return (
    <span className="grid justify-items-start gap-0.5">
      <HealthWord connection={connection} />
      {failing && why ? <span className="text-12 text-ink-2 wrap-anywhere">{why}</span> : null}
      {failing && !usable ? (
        <span className="text-12 text-ink-2">An administrator can mend it in Open Connectors.</span>
      ) : null}
      {health.workedAt === null ? null : (
        <span className="text-12 text-ink-3">
          last seen working{" "}
          <Time at={health.workedAt} short={time(health.workedAt, now)} full={fullTime(health.workedAt)} />
        </span>
      )}
      {!failing && health.failedAt !== null ? (
        <span className="text-12 text-ink-3 wrap-anywhere">
          last failure{" "}
          <Time at={health.failedAt} short={time(health.failedAt, now)} full={fullTime(health.failedAt)} />:{" "}
          {health.failure}
        </span>
      ) : null}
    </span>
  );
}

/** The word alone, for rows of a list. */
export function HealthWord({ connection }: { connection: Connection }) {
  if (isFailing(connection))
    return (
      <StateWord state="error" small>
        Does not work
      </StateWord>
    );
  if (connection.health.workedAt === null)
    return (
      <StateWord state="not_tried" small>
        Not tried yet
      </StateWord>
    );
  return (
    <StateWord state="ready" small>
      Works
    </StateWord>
  );
}
