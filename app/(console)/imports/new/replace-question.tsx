import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { DraftWithFile } from "@/lib/import-draft";
import { count } from "@/lib/wording/counts";

/** A file came while another is mapped: what would be lost is said before anything is. */
export function ReplaceQuestion(props: {
  draft: DraftWithFile;
  /** The file that came. */
  file: File;
  onReplace: () => void;
  onKeep: () => void;
}) {
  const { draft, file, onReplace, onKeep } = props;
  const isTakenOver = draft.file.correction?.areDone === true;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onKeep();
      }}
      title={
        isTakenOver
          ? `Change rows to what ${file.name} has?`
          : `Read ${file.name} instead of ${draft.file.name}?`
      }
      description={`${isTakenOver ? takenOver : lost(draft)} No rows were sent.`}
      footer={
        <>
          <Button onClick={onReplace}>Read {file.name}</Button>
          <Button variant="primary" onClick={onKeep}>
            {isTakenOver ? "Leave the rows as they are" : `Keep ${draft.file.name}`}
          </Button>
        </>
      }
    />
  );
}

const takenOver =
  "Rows are told by their keys. Where a value differs, the one of the file counts, also over what you changed here; it can be undone.";

function lost(draft: DraftWithFile): string {
  const mapped = count(draft.mapping.entries.length, "mapped field");
  const isChecked = draft.reached !== "map" && draft.check !== null;
  return `${mapped.replace(/^./, (letter) => letter.toUpperCase())}${isChecked ? " and the check" : ""} would be lost.`;
}
