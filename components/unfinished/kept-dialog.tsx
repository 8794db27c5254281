"use client";
import { useState } from "react";
import { count } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Radios } from "../ui/radios";
import { DeleteQuestion } from "./delete-question";
import { type Handed, HandOverDialog } from "./hand-over-dialog";
import { dayWords } from "./unfinished-words";

export interface KeptDialogProps {
  draft: Handed;
  /** How many edits of rows are in force. */
  edits: number;
  keepsEdits: boolean;
  onKeepsEdits: (keeps: boolean) => void;
  /** Writes what is not written yet, before somebody else gets it. */
  onBeforeHandOver: () => Promise<void>;
  onHanded: (to: string) => void;
  onDeleted: () => void;
  onClose: () => void;
}

/** What is kept of the import being prepared, where, and for whom; whether edits of rows are kept too is the operator's choice. */
export function KeptDialog(props: KeptDialogProps) {
  const { draft, edits, keepsEdits, onKeepsEdits, onClose } = props;
  const [next, setNext] = useState<"hand_over" | "delete" | null>(null);
  if (next === "hand_over") {
    return <HandOverDialog draft={draft} onHanded={({ name }) => props.onHanded(name)} onClose={onClose} />;
  }
  if (next === "delete") {
    return (
      <DeleteQuestion
        id={draft.id}
        fileName={draft.file.name}
        onDeleted={props.onDeleted}
        onClose={onClose}
      />
    );
  }
  const inForce = edits === 0 ? "Edits of rows" : `Your ${count(edits, "edit")} of rows`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="What is kept on the server"
      description="Where the rows go, the file's name and column names, how it is read, the mapping with the values it translates, and what becomes of rows with errors. No row of the file. Only you can read it."
      footer={
        <>
          <Button variant="quiet" onClick={() => setNext("delete")}>
            Delete…
          </Button>
          <Button onClick={() => void props.onBeforeHandOver().then(() => setNext("hand_over"))}>
            Hand it to a colleague…
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <Radios
        legend={inForce}
        value={keepsEdits ? "server" : "page"}
        onChange={(value) => onKeepsEdits(value === "server")}
        options={[
          {
            value: "page",
            title: "Stay in this page",
            consequence: "They are gone when the page is left or reloaded.",
          },
          {
            value: "server",
            title: "Are kept on the server for 14 days",
            consequence: `They hold what the rows hold, and leave this computer. Only you can read them. They are removed ${draft.editsUntil ? `on ${dayWords(draft.editsUntil)}, and ` : ""}when the import is sent.`,
          },
        ]}
      />
    </Dialog>
  );
}
