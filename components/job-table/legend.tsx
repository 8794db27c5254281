import { type AccountKind, AccountMark } from "../account-line";

const entries: readonly [AccountKind, string][] = [
  ["done", "done"],
  ["settled", "settled"],
  ["excluded", "excluded"],
  ["running", "with the system"],
  ["unsure", "not confirmed"],
  ["failed", "failed"],
  ["held", "kept back"],
  ["idle", "not tried"],
];

/** What the patterns of the account line mean. */
export function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2">
      {entries.map(([kind, words]) => (
        <li key={kind} className="flex items-center gap-1.5">
          <AccountMark kind={kind} />
          {words}
        </li>
      ))}
    </ul>
  );
}
