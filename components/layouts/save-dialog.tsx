"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { changeLayout, createLayout, layoutKeys } from "@/lib/api-client/layouts";
import type { LayoutContent, SavedLayout } from "@/lib/api-contract/layouts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { TextField } from "../ui/text-field";

/** Saves how the file is read and mapped under a name, for everybody. A constant may be asked for each time. */
export function SaveLayoutDialog(props: {
  place: { connectorKey: string; objectName: string; headerSet: string };
  /** The layout that was begun with, whose name is offered. */
  usedName: string | null;
  layouts: readonly SavedLayout[];
  constants: readonly { path: string; label: string; value: string }[];
  contentOf: (ask: readonly string[]) => LayoutContent;
  onSaved: (layout: SavedLayout) => void;
  onClose: () => void;
}) {
  const { place, usedName, layouts, constants, contentOf, onSaved, onClose } = props;
  const [name, setName] = useState(usedName ?? "");
  const [ask, setAsk] = useState<readonly string[]>([]);
  const [id] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const form = useId();
  const same = layouts.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  const { error, isPending, mutate } = useMutation({
    mutationFn: () => {
      const content = contentOf(ask);
      return same?.isMine
        ? changeLayout(same.id, { version: same.version, headerSet: place.headerSet, content })
        : createLayout({ ...place, id, name: name.trim(), content });
    },
    onSuccess: async (layout) => {
      await queries.invalidateQueries({ queryKey: layoutKeys.all });
      onSaved(layout);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Save as a layout"
      description="How the file is read, the mapping with its changes, and what becomes of rows with errors. Everybody can use it."
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form={form} busy={isPending}>
            {same?.isMine ? "Save over it" : "Save layout"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        {error ? (
          <Notice tone="failed" title={error.message} id={requestIdOf(error)}>
            Nothing was saved.
          </Notice>
        ) : null}
        <TextField
          label="Name"
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          help={
            same?.isMine ? `${same.name} is replaced by what is chosen now.` : "Such as “Month-end receipts”."
          }
        />
        {constants.length === 0 ? null : (
          <fieldset>
            <legend className="mb-1.5 font-medium">Ask each time for</legend>
            {constants.map((constant) => (
              <AskBox
                key={constant.path}
                constant={constant}
                isAsked={ask.includes(constant.path)}
                onChange={(asked) =>
                  setAsk(asked ? [...ask, constant.path] : ask.filter((path) => path !== constant.path))
                }
              />
            ))}
          </fieldset>
        )}
      </form>
    </Dialog>
  );
}

function AskBox(props: {
  constant: { label: string; value: string };
  isAsked: boolean;
  onChange: (asked: boolean) => void;
}) {
  const { constant, isAsked, onChange } = props;
  return (
    <label className="flex items-baseline gap-2 py-1">
      <input
        type="checkbox"
        checked={isAsked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="size-3.5 translate-y-0.5 accent-accent"
      />
      <span>{constant.label}</span>
      <span className="truncate text-12 text-ink-3">
        {isAsked ? "not saved" : `saved as “${constant.value}”`}
      </span>
    </label>
  );
}
