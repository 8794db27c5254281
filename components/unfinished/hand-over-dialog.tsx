"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { colleaguesQuery, draftKeys, handOverDraft } from "@/lib/api-client/drafts";
import type { Colleague } from "@/lib/api-contract/drafts";
import { bytes } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Radios } from "../ui/radios";
import { dayWords } from "./unfinished-words";

export interface Handed {
  id: string;
  version: number;
  file: { name: string; sizeBytes: number };
  editsUntil: string | null;
}

/** Gives an unfinished import to a colleague, and says what they need beside it: the rows stay with the file. */
export function HandOverDialog(props: {
  draft: Handed;
  onHanded: (to: Colleague) => void;
  onClose: () => void;
}) {
  const { draft, onHanded, onClose } = props;
  const { data, error: notRead } = useQuery(colleaguesQuery());
  const [personId, setPersonId] = useState<string | null>(null);
  const [edits, setEdits] = useState<"along" | "removed">("along");
  const queries = useQueryClient();
  const to = data?.find(({ id }) => id === personId);
  const { error, isPending, mutate } = useMutation({
    mutationFn: (person: Colleague) =>
      handOverDraft(draft.id, {
        version: draft.version,
        personId: person.id,
        withEdits: draft.editsUntil !== null && edits === "along",
      }),
    onSuccess: async (_, person) => {
      onHanded(person);
      await queries.invalidateQueries({ queryKey: draftKeys.all });
    },
  });
  const problem = error ?? notRead;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Hand it to a colleague"
      description={`The rows stay with the file: give them ${draft.file.name} (${bytes(draft.file.sizeBytes)}) too. They drop it, and go on where you stopped.`}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            busy={isPending}
            disabled={to === undefined}
            onClick={() => {
              if (to) mutate(to);
            }}
          >
            {to ? `Hand it to ${to.name}` : "Hand it over"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {problem ? (
          <Notice tone="failed" title={problem.message} id={requestIdOf(problem)}>
            Nothing was handed over.
          </Notice>
        ) : null}
        {data?.length === 0 ? (
          <p className="text-ink-2">Nobody else may sign in. An administrator can add people.</p>
        ) : (
          <Combobox
            label="Colleague"
            value={personId}
            onChange={setPersonId}
            options={(data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            placeholder="Choose…"
          />
        )}
        {draft.editsUntil === null ? null : (
          <Radios
            legend="Edits of rows that are kept"
            value={edits}
            onChange={setEdits}
            options={[
              {
                value: "along",
                title: "Go along",
                consequence: `They hold what the rows hold. Only your colleague can read them then, until ${dayWords(draft.editsUntil)}.`,
              },
              { value: "removed", title: "Are removed", consequence: "They have to be made once more." },
            ]}
          />
        )}
      </div>
    </Dialog>
  );
}
