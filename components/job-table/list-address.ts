import type { JobsFilters, JobsShown } from "@/lib/api-client/jobs";
import { jobStatuses } from "@/lib/api-contract/status";
import { dayStart } from "@/lib/wording/days";

const shows: readonly JobsShown[] = ["all", "running", "needs_you", "failed", "open", "mine"];
export const narrowings = ["connection", "object", "person", "status", "from", "to", "search"] as const;
export type Narrowing = (typeof narrowings)[number];

/** What the address bar says is shown; days are days of the calendar where the operator is: "2026-11-03". */
export type Shown = { show: JobsShown; cursor?: string } & { [N in Narrowing]?: string };

type Parameters = Pick<URLSearchParams, "get">;

/** What an address shows. What it says that is not known is left out. */
export function shownAt(parameters: Parameters): Shown {
  const show = shows.find((known) => known === parameters.get("show")) ?? "all";
  const cursor = parameters.get("cursor");
  const shown: Shown = { show, ...(cursor === null || cursor === "" ? {} : { cursor }) };
  for (const name of narrowings) {
    const value = parameters.get(name)?.trim();
    if (value && isKnown(name, value)) shown[name] = value;
  }
  return shown;
}

function isKnown(name: Narrowing, value: string): boolean {
  if (name === "status") return jobStatuses.some((status) => status === value);
  return name === "from" || name === "to" ? dayStart(value) !== null : true;
}

/** The address of what is shown, short for the plain list. */
export function addressOf({ show, ...rest }: Shown): string {
  const query = new URLSearchParams({ ...(show === "all" ? {} : { show }), ...rest });
  return query.size === 0 ? "/jobs" : `/jobs?${query}`;
}

export function isNarrowed(shown: Shown): boolean {
  return narrowings.some((name) => shown[name] !== undefined);
}

/** The query for what is shown: "to" a day means before the next one. */
export function filtersOf({ show, from, to, status, ...rest }: Shown): JobsFilters {
  const start = from === undefined ? null : dayStart(from);
  const end = to === undefined ? null : dayStart(to, 1);
  const known = jobStatuses.find((each) => each === status);
  return {
    show,
    ...rest,
    ...(known === undefined ? {} : { status: known }),
    ...(start === null ? {} : { from: start }),
    ...(end === null ? {} : { before: end }),
  };
}
