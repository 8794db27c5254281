"use client";
import { type ReactNode, useState } from "react";
import type { SelectOption } from "@/components/ui/select";
import type { FileFacts } from "@/lib/csv/file-facts";
import {
  type Delimiter,
  delimiters,
  type Encoding,
  type Escape,
  type Evidenced,
  encodings,
  quotes,
  type Reading,
  type ReadingOverrides,
} from "@/lib/csv/reading";
import { count, number } from "@/lib/wording/counts";
import { delimiterWords, encodingWords, escapeWords, newlineWords, quoteWords } from "./reading-words";
import { ReceiptChoice } from "./receipt-choice";
import { ReceiptLine } from "./receipt-line";

/** What a person chose instead of what was found; a key with `undefined` goes back to what is found. */
export type ReadingChange = { [K in keyof ReadingOverrides]: ReadingOverrides[K] | undefined };

type Changeable = "headerRow" | "delimiter" | "quote" | "escape" | "encoding";

const noHeader = "none";
/** A quote that is text has no character; a choice needs a word. */
const quoteIsText = "text";
const quoteDoubled = "doubled";
const escapes: readonly SelectOption[] = [
  { value: quoteDoubled, label: escapeWords(null) },
  { value: "\\", label: escapeWords("\\") },
];

/** Header row, separator, quotes and encoding: each with its evidence, each can be changed. */
export function ReadingLines({
  facts,
  onChange,
}: {
  facts: FileFacts;
  onChange: (change: ReadingChange) => void;
}) {
  const [changing, setChanging] = useState<Changeable | null>(null);
  const { encoding, delimiter, quote, escape: escaping, headerRow, headerRows, newline } = facts.reading;
  const { byteOrderMark, firstDataRow, lastDataRow } = facts.reading;
  const line = (
    key: Changeable,
    name: string,
    found: Evidenced<unknown>,
    words: ReactNode,
    choice: { value: string; options: readonly SelectOption[]; choose: (value: string) => void },
  ) =>
    changing === key ? (
      <ReceiptChoice
        name={name}
        value={choice.value}
        options={choice.options}
        onChoose={choice.choose}
        onFound={found.chosen ? () => onChange({ [key]: undefined }) : undefined}
        onClose={() => setChanging(null)}
      />
    ) : (
      <ReceiptLine name={name} evidence={found.evidence} onChange={() => setChanging(key)}>
        {words}
      </ReceiptLine>
    );
  return (
    <>
      {line("headerRow", "Column names", headerRow, headerWords(headerRow.value, headerRows?.value ?? 1), {
        value: headerRow.value === null ? noHeader : String(headerRow.value),
        options: headerOptions(facts),
        choose: (value) => onChange({ ...noBounds, headerRow: value === noHeader ? null : Number(value) }),
      })}
      {headerRows?.chosen || firstDataRow?.chosen || lastDataRow?.chosen ? (
        <BoundsLine reading={facts.reading} onChange={onChange} />
      ) : null}
      {/* Text we wrote ourselves is divided as we divide it. */}
      {facts.origin ? null : (
        <>
          {line("delimiter", "Separator", delimiter, delimiterWords(delimiter.value), {
            value: delimiter.value,
            options: delimiters,
            choose: (value) => onChange({ delimiter: value as Delimiter }),
          })}
          {line("quote", "Quotes", quote, quoteWords(quote.value), {
            value: quote.value ?? quoteIsText,
            options: quotes.map(({ value, label }) => ({ value: value ?? quoteIsText, label })),
            choose: (value) => onChange({ quote: quotes.find((one) => one.value === value)?.value ?? null }),
          })}
          {escaping && quote.value !== null
            ? line(
                "escape",
                "In quotes",
                isSaid(escaping) ? escaping : { ...escaping, evidence: "" },
                escapeWords(escaping.value),
                {
                  value: escaping.value ?? quoteDoubled,
                  options: escapes,
                  choose: (value) => onChange({ escape: value === quoteDoubled ? null : "\\" }),
                },
              )
            : null}
          {line("encoding", "Text encoding", encoding, encodingWords(encoding.value), {
            value: encoding.value,
            options: encodings,
            choose: (value) => onChange({ encoding: value as Encoding }),
          })}
          <ReceiptLine name="Byte-order mark">{byteOrderMark ? "Yes, left out" : "None"}</ReceiptLine>
          <ReceiptLine name="Line ends">{newlineWords(newline.value)}</ReceiptLine>
        </>
      )}
    </>
  );
}

/** That a quote is doubled is the rule, and needs no reason. */
const isSaid = ({ value, chosen }: Evidenced<Escape>) => value !== null || chosen;

const noBounds = { headerRows: undefined, firstDataRow: undefined, lastDataRow: undefined };

/** Which rows a person said are the names and the data; the way back to what was found stands with it. */
function BoundsLine({
  reading: { headerRows, firstDataRow, lastDataRow },
  onChange,
}: {
  reading: Reading;
  onChange: (change: ReadingChange) => void;
}) {
  const words = [
    ...(headerRows?.chosen ? [`names in ${count(headerRows.value, "row")}`] : []),
    ...(firstDataRow?.chosen ? [`data from row ${number(firstDataRow.value)}`] : []),
    ...(lastDataRow?.chosen ? [`data to row ${number(lastDataRow.value)}`] : []),
  ];
  return (
    <ReceiptLine
      name="The table"
      evidence="Your choice"
      changeWords="as found"
      onChange={() => onChange(noBounds)}
    >
      {words.join(", ").replace(/^./, (letter) => letter.toUpperCase())}
    </ReceiptLine>
  );
}

function headerWords(row: number | null, rows: number): string {
  if (row === null) return "None in the file";
  return rows === 1 ? `In row ${number(row)}` : `In rows ${number(row)} to ${number(row + rows - 1)}`;
}

/** The first rows that are not blank, and "none". */
function headerOptions(facts: FileFacts): SelectOption[] {
  const rows = facts.head
    .filter((row) => row.cells.some((cell) => cell.trim() !== ""))
    .slice(0, 20)
    .map((row) => ({
      value: String(row.fileRow),
      label: `Row ${number(row.fileRow)}`,
      detail: row.cells.slice(0, 4).join(" · ").slice(0, 60),
    }));
  return [
    ...rows,
    { value: noHeader, label: "There are none", detail: "columns are called Column 1, Column 2 …" },
  ];
}
