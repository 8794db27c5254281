"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { changeLayout, deleteLayout, layoutKeys } from "@/lib/api-client/layouts";
import type { SavedLayout } from "@/lib/api-contract/layouts";
import { time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { TextField } from "../ui/text-field";

type Doing = { id: string; what: "rename"; name: string } | { id: string; what: "delete" } | null;

/** All saved layouts of the object; whoever saved one, and administrators, rename and delete it. */
export function ManageLayoutsDialog(props: { layouts: readonly SavedLayout[]; onClose: () => void }) {
  const { layouts, onClose } = props;
  const [doing, setDoing] = useState<Doing>(null);
  const [now] = useState(() => new Date());
  const queries = useQueryClient();
  const { error, isPending, mutate } = useMutation({
    mutationFn: async (what: NonNullable<Doing>) => {
      if (what.what === "rename") await changeLayout(what.id, { name: what.name });
      else await deleteLayout(what.id);
    },
    onSuccess: async () => {
      setDoing(null);
      await queries.invalidateQueries({ queryKey: layoutKeys.all });
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Saved layouts"
      description="Everybody can use them. Imports that were sent with one keep what they were sent with."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {error ? <Notice tone="failed" title={error.message} id={requestIdOf(error)} /> : null}
      {layouts.length === 0 ? <p className="text-ink-2">None is saved.</p> : null}
      <ul>
        {layouts.map((layout) => (
          <li key={layout.id} className="border-b border-line py-2 last:border-b-0">
            {doing?.id === layout.id ? (
              <Doings
                layout={layout}
                doing={doing}
                isPending={isPending}
                onName={(name) => setDoing({ id: layout.id, what: "rename", name })}
                onDo={() => mutate(doing)}
                onCancel={() => setDoing(null)}
              />
            ) : (
              <Line layout={layout} now={now} onDoing={setDoing} />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Line(props: { layout: SavedLayout; now: Date; onDoing: (doing: Doing) => void }) {
  const { layout, now, onDoing } = props;
  const { id, name } = layout;
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="text-12 text-ink-3">
          by {layout.savedBy}, {time(layout.savedAt, now)}
          {layout.content === null ? " · saved by another version of Hubload, and cannot be read" : null}
        </p>
      </div>
      {layout.isMine ? (
        <>
          <Button size="sm" variant="quiet" onClick={() => onDoing({ id, what: "rename", name })}>
            Rename<span className="sr-only"> {name}</span>…
          </Button>
          <Button size="sm" variant="quiet" onClick={() => onDoing({ id, what: "delete" })}>
            Delete<span className="sr-only"> {name}</span>…
          </Button>
        </>
      ) : null}
    </div>
  );
}

function Doings(props: {
  layout: SavedLayout;
  doing: NonNullable<Doing>;
  isPending: boolean;
  onName: (name: string) => void;
  onDo: () => void;
  onCancel: () => void;
}) {
  const { layout, doing, isPending, onName, onDo, onCancel } = props;
  return (
    <div className="grid gap-2">
      {doing.what === "rename" ? (
        <TextField
          label={`New name for ${layout.name}`}
          value={doing.name}
          maxLength={120}
          onChange={(event) => onName(event.currentTarget.value)}
        />
      ) : (
        <p>Delete {layout.name} for everybody?</p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="quiet" onClick={onCancel}>
          Keep it
        </Button>
        <Button size="sm" busy={isPending} onClick={onDo}>
          {doing.what === "rename" ? "Rename" : "Delete it"}
        </Button>
      </div>
    </div>
  );
}
