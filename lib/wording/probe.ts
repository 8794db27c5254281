import type { ProbeAnswers, Reading } from "@/lib/api-contract/probe";

/** One answer of the probe, and what Hubload makes of it. */
export interface ProbeLine {
  question: string;
  answer: string;
  consequence: string;
  /** Whether somebody should know it before sending. */
  isTrouble: boolean;
}

const open = "not known";

/** The answers in words; what stays open is said to. */
export function probeLines(answers: ProbeAnswers): ProbeLine[] {
  return [
    rowBaseLine(answers),
    statusLine(answers),
    totalLine(answers),
    rowErrorLine(answers),
    jobListLine(answers),
    callbackLine(answers),
    searchLine(answers),
    readingLine("Quotes, commas, accents", answers.quoting, {
      understood: "Cells arrive as they are.",
      otherwise:
        "Cells with quotes, commas or accents do not arrive as they are. Send a few rows first, and look.",
      isTrouble: true,
    }),
    readingLine("Byte order mark", answers.byteOrderMark, sentWithout("none")),
    readingLine("CRLF", answers.crlf, sentWithout("LF only")),
    readingLine("JSON lines", answers.jsonLines, sentWithout("CSV")),
  ];
}

const sentWithout = (what: string) => ({
  understood: `Hubload sends ${what}.`,
  otherwise: `Hubload sends ${what}, so nothing follows from it.`,
  isTrouble: false,
});

const bases = ["0", "1", "1, and the header line is counted: the first record is 2"];

function rowBaseLine({ rowBase }: ProbeAnswers): ProbeLine {
  return {
    question: "Rows are counted from",
    answer: rowBase === null ? open : (bases[rowBase] ?? open),
    consequence:
      rowBase === null
        ? "Taken as 1 until what is said of failed rows proves otherwise."
        : "Failed rows of every import here are read by it.",
    isTrouble: false,
  };
}

const names = (shape: Record<string, string>) => Object.keys(shape).join(", ");

function statusLine({ status }: ProbeAnswers): ProbeLine {
  const isUnknown = status?.form === "unknown";
  return {
    question: "Status of a job",
    answer: status ? `${status.form} (${names(status.shape)}); ${status.words.join(" → ")}` : open,
    consequence: isUnknown
      ? "None of the documented forms: its counts may be missing, and rows then are not confirmed."
      : "Each of the documented forms is understood.",
    isTrouble: isUnknown,
  };
}

function totalLine({ totalCountsFailed }: ProbeAnswers): ProbeLine {
  const answer = totalCountsFailed ? "counts the failed rows as well" : "leaves the failed rows out";
  return {
    question: "Its total",
    answer: totalCountsFailed === null ? open : answer,
    consequence: "Both are understood.",
    isTrouble: false,
  };
}

function rowErrorLine({ rowError }: ProbeAnswers): ProbeLine {
  const isNumbered = rowError !== null && ["rowNum", "rowNumber"].some((name) => name in rowError);
  return {
    question: "A failed row",
    answer: rowError ? names(rowError) || "only words" : open,
    consequence:
      rowError === null || isNumbered
        ? "Each failed row is named with its reason."
        : "Failed rows are not named, so rows of a part with failures are not confirmed.",
    isTrouble: rowError !== null && !isNumbered,
  };
}

function jobListLine({ jobList }: ProbeAnswers): ProbeLine {
  const proves = jobList?.listed === true && jobList.marked;
  const seen = jobList?.listed ? "shows the job, without a mark of ours" : "does not show the job";
  return {
    question: "List of jobs",
    answer: jobList ? `${proves ? "shows the job with its mark" : seen} (${names(jobList.shape)})` : open,
    consequence:
      jobList === null || proves
        ? "A part whose answer is lost is looked for in it."
        : "A part whose answer is lost cannot be found in it; only a callback could tell.",
    isTrouble: jobList !== null && !proves,
  };
}

function callbackLine({ callback }: ProbeAnswers): ProbeLine {
  const answer = callback && callback !== "none" ? names(callback.shape) : null;
  return {
    question: "Callback",
    answer: callback === "none" ? "none came" : (answer ?? open),
    consequence:
      callback === "none" || callback === null
        ? "Imports are followed by asking, which ends them as surely."
        : `Imports end here at once. ${callback.signed ? "It was signed." : "It was not signed."}`,
    isTrouble: false,
  };
}

function searchLine({ search }: ProbeAnswers): ProbeLine {
  const answers = { where: "by a value", pages: "only by reading through all of them" };
  return {
    question: "Its records can be found",
    answer: search === null ? open : answers[search],
    consequence:
      search === "pages"
        ? "What an import created is not read back from here."
        : "Rows that are done can be looked for there, and what is found is compared.",
    isTrouble: false,
  };
}

function readingLine(
  question: string,
  reading: Reading | null,
  words: { understood: string; otherwise: string; isTrouble: boolean },
): ProbeLine {
  const isWrong = reading === "misread" || reading === "refused";
  return {
    question,
    answer: reading ?? open,
    consequence: isWrong ? words.otherwise : words.understood,
    isTrouble: isWrong && words.isTrouble,
  };
}
