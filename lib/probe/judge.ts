import "server-only";
import type { ProbeAnswers, Reading } from "@/lib/api-contract/probe";
import { shapeOf, statusForm } from "./answers";
import type { Made } from "./find-records";
import type { Followed } from "./follow-upload";
import type { ProbeFile, Subject } from "./probe-file";

type Ended = Extract<Followed, { kind: "ended" }>;

/** What the plain file tells: its second record lacks what is required. */
export function judgePlain(
  followed: Ended,
  file: ProbeFile,
  subject: Subject,
  made: readonly Made[],
): Pick<ProbeAnswers, "rowBase" | "status" | "totalCountsFailed" | "rowError" | "search" | "quoting"> {
  const { status, raw, words, errors } = followed;
  const [first, second] = file.records;
  const isFirstThere = made.some(({ record }) => record === first);
  const isSecondThere = made.some(({ record }) => record === second);
  const shape = shapeOf(Array.isArray(raw) ? raw[0] : raw);
  const [error] = errors;
  return {
    // Only the second record can be meant: the first is there.
    rowBase: isFirstThere && !isSecondThere && errors.length === 1 ? toBase(error?.rowNum ?? null) : null,
    status: { form: statusForm(shape), shape, words },
    totalCountsFailed: status.failed === 1 ? countsFailed(status.total, file.records.length) : null,
    rowError: error === undefined ? null : shapeOf(error.raw),
    search: made.some(({ how }) => how === "where") ? "where" : made.length > 0 ? "pages" : null,
    quoting: isFirstThere
      ? made.some((each) => each.record === first && isAsMeant(each, subject))
        ? "understood"
        : "misread"
      : null,
  };
}

function toBase(rowNum: number | null): ProbeAnswers["rowBase"] {
  if (rowNum === 1) return 0;
  if (rowNum === 2) return 1;
  return rowNum === 3 ? 2 : null;
}

function countsFailed(total: number | null, records: number): boolean | null {
  if (total === records) return true;
  return total === records - 1 ? false : null;
}

/** How a file of one good record was read. */
export function judgeForm(followed: Followed, subject: Subject, made: readonly Made[]): Reading | null {
  if (followed.kind !== "ended") return followed.kind === "refused" ? "refused" : null;
  const [only] = made;
  if (only) return isAsMeant(only, subject) ? "understood" : "misread";
  return followed.errors.length > 0 || followed.status.state !== "completed" ? "refused" : "misread";
}

/** The text to the letter; what is required but for its case, which some systems change. */
function isAsMeant({ record, found }: Made, { required, others, text }: Subject): boolean {
  if (found.values[text.path] !== record.get(text.path)) return false;
  return [required, ...others]
    .filter(({ path }) => path in found.values && record.has(path))
    .every(({ path }) => found.values[path]?.toLowerCase() === record.get(path)?.toLowerCase());
}
