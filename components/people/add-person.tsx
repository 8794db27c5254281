"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { invite, peopleKeys } from "@/lib/api-client/people";
import type { Role } from "@/lib/api-contract/people";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Radios } from "../ui/radios";
import { TextField } from "../ui/text-field";

const rolesOffered = [
  { value: "operator", title: "Operator", consequence: "Loads files and sees every import." },
  { value: "administrator", title: "Administrator", consequence: "Does the same, and adds people." },
] as const satisfies readonly { value: Role; title: string; consequence: string }[];

function Link({ email, url, onClose }: { email: string; url: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`A link for ${email}`}
      description="Whoever opens it chooses a name and a password. It works once and is not shown again."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <TextField
        label="One-time link"
        readOnly
        raw
        value={url}
        onFocus={(event) => event.currentTarget.select()}
        end={<CopyButton text={url} label="Copy the link" />}
        help="Hubload sends no e-mail. Pass it on in a way only this person reads."
      />
    </Dialog>
  );
}

/** Asks for e-mail and role, then shows the one-time link, once. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const queries = useQueryClient();
  const form = useId();
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: invite,
    onSuccess: () => queries.invalidateQueries({ queryKey: peopleKeys.all }),
  });
  if (data) return <Link email={data.invitation.email} url={data.url} onClose={onClose} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) mutate({ email: email.trim(), role });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add a person"
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form={form} busy={isPending}>
            Make a one-time link
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        {error ? (
          <Notice tone="failed" title={error.message} id={requestIdOf(error)}>
            Nobody was added.
          </Notice>
        ) : null}
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="off"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Radios legend="Role" value={role} onChange={setRole} options={rolesOffered} />
      </form>
    </Dialog>
  );
}
