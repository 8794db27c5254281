import type { DraftSummary } from "@/lib/api-contract/drafts";
import { count } from "@/lib/wording/counts";
import { objectWords } from "@/lib/wording/objects";
import { fullTime, time } from "@/lib/wording/times";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { StateWord } from "../ui/state-word";
import { Time } from "../ui/time";

const stepNames: Record<DraftSummary["step"], string> = {
  file: "File",
  map: "Map",
  check: "Check",
  send: "Send",
};

/** Where the wizard goes on with it: it asks for the file, which stayed with whoever has it. */
function addressOf({ id, connectionId, objectName }: DraftSummary): `/imports/new?${string}` {
  const query = new URLSearchParams({
    step: "file",
    connection: connectionId,
    object: objectName,
    draft: id,
  });
  return `/imports/new?${query}`;
}

/** Imports that were begun and not sent. */
export function Unfinished({ drafts, now }: { drafts: readonly DraftSummary[]; now: Date }) {
  return (
    <Panel title="Unfinished imports" note="no row of them was sent">
      <ul>
        {drafts.map((draft) => (
          <li
            key={draft.id}
            className="grid grid-cols-[9.5rem_minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 max-md:grid-cols-1"
          >
            <StateWord state="unfinished">At {stepNames[draft.step]}</StateWord>
            <div className="min-w-0">
              <p className="raw truncate font-medium" title={draft.file.name}>
                {draft.file.name}
              </p>
              <p className="text-12 text-ink-2 wrap-anywhere">
                {count(draft.file.rows, "row")}, {objectWords(draft.objectName, draft.connectorKey).plural}{" "}
                into {draft.connectionName}. You left it{" "}
                <Time at={draft.savedAt} short={time(draft.savedAt, now)} full={fullTime(draft.savedAt)} />.
              </p>
            </div>
            <LinkButton href={addressOf(draft)}>
              Go on<span className="sr-only"> with {draft.file.name}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
