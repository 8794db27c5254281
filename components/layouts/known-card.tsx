import type { ReadingOverrides } from "@/lib/csv/reading";
import { Notice } from "../ui/notice";
import { TextField } from "../ui/text-field";
import { readAsWords } from "./read-as-words";

/** The columns are known: how they were mapped before, how the fields have moved since, and what differs each time. */
export function KnownCard(props: {
  /** "Month-end receipts, as on 31 Oct". */
  title: string;
  /** How the fields have moved; `null`: not so that it matters. */
  drift: string | null;
  /** What of the reading the layout says, which the file is read by; empty: nothing. */
  reading: ReadingOverrides;
  ask: readonly { path: string; label: string }[];
  values: Readonly<Record<string, string>>;
  onValue: (path: string, value: string) => void;
}) {
  const { title, drift, reading, ask, values, onValue } = props;
  const readAs = readAsWords(reading);
  return (
    <Notice tone={drift === null ? "info" : "unsure"} title={`These columns are known: ${title}.`}>
      {readAs === "" ? null : <p>The file is read as it says: {readAs}.</p>}
      {drift === null ? null : <p>Since then: {drift}.</p>}
      {ask.length === 0 ? null : (
        <div className="mt-2 grid max-w-110 gap-3 pb-1">
          {ask.map(({ path, label }) => (
            <TextField
              key={path}
              label={`${label}, this time`}
              value={values[path] ?? ""}
              onChange={(event) => onValue(path, event.currentTarget.value)}
              help="The same in every row."
            />
          ))}
        </div>
      )}
    </Notice>
  );
}
