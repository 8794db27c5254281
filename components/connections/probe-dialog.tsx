"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { connectionKeys, planProbe, startProbe } from "@/lib/api-client/connections";
import type { ConnectionDetail } from "@/lib/api-contract/connection-detail";
import { count } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { TextField } from "../ui/text-field";

/** Says what a run would do before it does anything; on a live connection it only reads until the company's name is typed. */
export function ProbeDialog({ connection, onClose }: { connection: ConnectionDetail; onClose: () => void }) {
  const { id } = connection;
  const [typed, setTyped] = useState("");
  const [agreed, setAgreed] = useState("");
  const form = useId();
  const queries = useQueryClient();
  const asked = agreed === "" ? {} : { typedName: agreed };
  const plan = useQuery({
    queryKey: [...connectionKeys.detail(id), "probe plan", agreed],
    queryFn: () => planProbe(id, asked),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const creates = plan.data?.creates ?? null;
  const run = useMutation({
    mutationFn: () => startProbe(id, { ...asked, creates: creates !== null }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: connectionKeys.detail(id), exact: true });
      onClose();
    },
  });
  const error = run.error ?? plan.error;
  const mayType = connection.environment === "live" && creates === null && plan.data !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAgreed(typed.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Ask ${connection.name}`}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant={creates && connection.environment === "live" ? "live" : "primary"}
            disabled={!plan.data}
            busy={run.isPending}
            onClick={() => run.mutate()}
          >
            {creates ? `Create and delete ${count(creates.records, "record")}` : "Only read"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {error ? (
          <Notice tone="failed" title={error.message} id={requestIdOf(error)}>
            Nothing was created.
          </Notice>
        ) : null}
        {plan.data ? (
          <ul className="grid gap-2">
            {plan.data.says.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : null}
        {plan.isPending ? (
          <div role="status" aria-label="Looking for an object to try on" className="grid gap-2">
            <Skeleton width="w-80" />
            <Skeleton width="w-64" />
          </div>
        ) : null}
        {mayType ? (
          <form id={form} onSubmit={submit} className="grid gap-3">
            <TextField
              label={`Type “${plan.data?.nameToType}” to let it create records`}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={agreed !== "" ? "That is not the name, or there is nothing it could create." : undefined}
            />
            <div>
              <Button type="submit" disabled={typed.trim() === ""}>
                See what it would create
              </Button>
            </div>
          </form>
        ) : null}
      </div>
    </Dialog>
  );
}
