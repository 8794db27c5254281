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
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onKeep();
      }}
      title={`Read ${file.name} instead of ${draft.file.name}?`}
      description={`${lost(draft)} No rows were sent.`}
      footer={
        <>
          <Button onClick={onReplace}>Read {file.name}</Button>
          <Button variant="primary" onClick={onKeep}>
            Keep {draft.file.name}
          </Button>
        </>
      }
    />
  );
}

function lost(draft: DraftWithFile): string {
  const mapped = count(draft.mapping.entries.length, "mapped field");
  const isChecked = draft.reached !== "map" && draft.check !== null;
  return `${mapped.replace(/^./, (letter) => letter.toUpperCase())}${isChecked ? " and the check" : ""} would be lost.`;
}
