import type { Family, FamilyMember, LeftOutcome, Places } from "./api-contract/family";
import type { RowCounts } from "./api-contract/jobs";
import { hasEnded, type JobStatus } from "./api-contract/status";

/** Rows of an import that left it for another one, or were settled, by what had become of them. */
export type Left = Partial<Record<LeftOutcome, { sentAgain: number; settled: number }>>;

/** What the family of an import is told from. */
export interface MemberFacts {
  id: string;
  number: number;
  status: JobStatus;
  createdAt: string;
  rows: RowCounts;
  left: Left;
}

/**
 * An import and its corrections as one account: every row of the file stands in exactly one place, in the import where it
 * is now.
 *
 * @param members the first import first; all that were made from its rows
 */
export function familyOf(root: MemberFacts, children: readonly MemberFacts[]): Family {
  const imports = [root, ...children].map(memberOf);
  const places = imports.map((member) => member.places).reduce(addPlaces);
  const { total, keptBack, excluded } = root.rows;
  return {
    root: { id: root.id, number: root.number },
    rows: total + keptBack + excluded,
    places,
    open: openOf(places),
    imports,
  };
}

/** Rows that need somebody. */
export const openOf = ({ unknown, failed, keptBack, notTried }: Places): number =>
  unknown + failed + keptBack + notTried;

function memberOf({ id, number, status, createdAt, rows, left }: MemberFacts): FamilyMember {
  const lefts = Object.values(left);
  return {
    ...{ id, number, status, createdAt },
    rows: rows.total + rows.keptBack + rows.excluded,
    sentAgain: lefts.reduce((sum, { sentAgain }) => sum + sentAgain, 0),
    places: placesOf(status, rows, left),
  };
}

/** Rows nobody sent yet are not left to anybody before the import has ended. */
export function placesOf(status: JobStatus, rows: RowCounts, left: Left): Places {
  const gone = (outcome: LeftOutcome) => {
    const { sentAgain = 0, settled = 0 } = left[outcome] ?? {};
    return sentAgain + settled;
  };
  const unanswered = rows.total - rows.succeeded - rows.failed - rows.unknown - rows.notTried;
  const isDoubtful = status === "needs_decision";
  const isOver = hasEnded(status);
  return {
    succeeded: rows.succeeded - gone("succeeded"),
    settled: Object.values(left).reduce((sum, { settled }) => sum + settled, 0),
    excluded: rows.excluded - gone("excluded"),
    underWay: isDoubtful ? 0 : unanswered,
    toSend: isOver ? 0 : rows.notTried - gone("not_tried"),
    unknown: rows.unknown + (isDoubtful ? unanswered : 0) - gone("unknown"),
    failed: rows.failed - gone("failed"),
    keptBack: rows.keptBack - gone("kept_back"),
    notTried: isOver ? rows.notTried - gone("not_tried") : 0,
  };
}

/** What an import shows of itself: the first of a family all of it, any other what came into it. */
export function shownPlaces(job: {
  id?: string;
  status: JobStatus;
  rows: RowCounts;
  family?: Family;
}): Places & { sentAgain: number } {
  const { id, family } = job;
  if (family === undefined) return { ...placesOf(job.status, job.rows, {}), sentAgain: 0 };
  if (family.root.id === id) return { ...family.places, sentAgain: 0 };
  const member = family.imports.find((one) => one.id === id);
  if (member === undefined) return { ...placesOf(job.status, job.rows, {}), sentAgain: 0 };
  return { ...member.places, sentAgain: member.sentAgain };
}

function addPlaces(one: Places, other: Places): Places {
  return {
    succeeded: one.succeeded + other.succeeded,
    settled: one.settled + other.settled,
    excluded: one.excluded + other.excluded,
    underWay: one.underWay + other.underWay,
    toSend: one.toSend + other.toSend,
    unknown: one.unknown + other.unknown,
    failed: one.failed + other.failed,
    keptBack: one.keptBack + other.keptBack,
    notTried: one.notTried + other.notTried,
  };
}
