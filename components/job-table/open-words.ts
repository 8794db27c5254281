import { shownPlaces } from "@/lib/family";
import { number } from "@/lib/wording/counts";
import { type Accounted, type AccountKind, accountOf } from "../account-line";

export interface OpenWords {
  words: string;
  tone: "failed" | "unsure" | "plain";
}

/** What is open of an import, beside its account line: "9 failed, 9 kept back". Not tried counts once it has ended. */
export function openWords(job: Accounted): OpenWords {
  const open = accountOf(job).filter(
    ({ kind, count }) =>
      count > 0 &&
      (kind === "failed" ||
        kind === "unsure" ||
        kind === "held" ||
        (kind === "idle" && shownPlaces(job).notTried > 0)),
  );
  const has = (wanted: AccountKind) => open.some(({ kind }) => kind === wanted);
  const unsure = has("unsure") ? "unsure" : "plain";
  return {
    words: open.map(({ count, label }) => `${number(count)} ${label}`).join(", "),
    tone: has("failed") ? "failed" : unsure,
  };
}
