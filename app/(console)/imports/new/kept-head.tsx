"use client";
import { Button } from "@/components/ui/button";
import { KeptNote } from "@/components/unfinished/kept-note";
import { handedWords } from "@/components/unfinished/unfinished-list";
import type { LiveImport } from "./use-import-session";
import type { useWizard } from "./use-wizard";

/** Where the import being prepared is kept, in the head of the wizard. */
export function KeptHead({ live, wizard }: { live: LiveImport; wizard: ReturnType<typeof useWizard> }) {
  const { keeper } = live;
  const { snapshot, kept, leave, setSaid } = wizard;
  const { draft, editing } = snapshot;
  const file = draft.reached === "where" ? null : (draft.file ?? kept.waits?.file ?? null);
  if (kept.id === null || file === null) return null;
  const { id, version, editsUntil } = kept;
  return (
    <div className="ml-auto flex min-w-0 items-center gap-2">
      <KeptNote
        state={kept.keeping}
        draft={{ id, version, editsUntil, file: { name: file.name, sizeBytes: file.sizeBytes } }}
        edits={editing.edits}
        keepsEdits={kept.keepsEdits}
        onKeepsEdits={(keeps) => keeper.setKeepsEdits(keeps)}
        onBeforeHandOver={() => keeper.flush()}
        onHanded={(to) => {
          setSaid(handedWords(to, file.name));
          leave();
        }}
        onDeleted={leave}
      />
      <Button size="sm" variant="quiet" onClick={() => void keeper.flush().then(leave)}>
        Leave for later
      </Button>
    </div>
  );
}
