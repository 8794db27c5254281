"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect } from "react";
import { ApiError } from "@/lib/api-client/api-error";
import { checkConnection, connectionKeys, connectionQuery } from "@/lib/api-client/connections";
import type { ConnectionDetail } from "@/lib/api-contract/connection-detail";
import { companyWords } from "@/lib/wording/connections";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { EnvironmentChip } from "../ui/environment-chip";
import { LinkButton } from "../ui/link-button";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Say } from "../ui/say";
import { Skeleton } from "../ui/skeleton";
import { Time } from "../ui/time";
import { FactLines, ImportLines } from "./fact-card";
import { Health } from "./health";
import { MarkForm } from "./mark-form";
import { ProbePanel } from "./probe-panel";

/** One connection: where it leads to, how it is, what it can do, what its service really does. */
export function ConnectionPage({ id, mayChange }: { id: string; mayChange: boolean }) {
  const { data, error, dataUpdatedAt, refetch } = useQuery(connectionQuery(id));
  const title = data ? `${data.name} · Connections · Hubload` : "Connections · Hubload";
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (!data) return error ? <NotShown error={error} retry={() => void refetch()} /> : <Loading />;
  return (
    <>
      {error ? (
        <div className="mb-4">
          <Notice
            tone="unsure"
            title="What you see is not fresh."
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Notice>
        </div>
      ) : null}
      <Shown connection={data} mayChange={mayChange} now={new Date(dataUpdatedAt)} />
    </>
  );
}

function Shown(props: { connection: ConnectionDetail; mayChange: boolean; now: Date }) {
  const { connection, mayChange, now } = props;
  const { imports, factsProblem, changes } = connection;
  return (
    <>
      <Head connection={connection} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21.75rem]">
        <div className="grid min-w-0 gap-4">
          <Panel title="What it can do" padded>
            {factsProblem ? (
              <Notice tone="failed" title="What it can do could not be read.">
                {factsProblem} Nothing was sent.
              </Notice>
            ) : (
              <FactLines connection={connection} />
            )}
          </Panel>
          <ProbePanel connection={connection} mayChange={mayChange} now={now} />
          <Panel title="Last imports here">
            {imports.length > 0 ? (
              <ImportLines connection={connection} />
            ) : (
              <Empty sentence="Nothing was loaded here yet." />
            )}
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          <HealthPanel connection={connection} now={now} />
          {mayChange ? (
            <Panel title="Name and mark" padded>
              <MarkForm connection={connection} key={`${connection.givenName} ${connection.environment}`} />
            </Panel>
          ) : null}
          {changes.length > 0 ? <Changes changes={changes} now={now} /> : null}
        </div>
      </div>
    </>
  );
}

function Head({ connection }: { connection: ConnectionDetail }) {
  const { name, upstreamName, connector, environment, tags } = connection;
  const company = companyWords(connection);
  const shown = name.replaceAll(" ", "\u00a0");
  return (
    <header className="mb-4.5">
      <nav aria-label="Where you are" className="mb-2.5 flex gap-1.5 text-12 text-ink-3">
        <Link href="/connections" className="rounded-1 font-medium text-accent-text hover:underline">
          Connections
        </Link>
        <span aria-hidden>/</span>
        <span aria-current="page">{name}</span>
      </nav>
      <Say>
        {company ? `${shown} leads to ${company}.` : `${shown} does not say which company it leads to.`}
      </Say>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
        <EnvironmentChip environment={environment} />
        <span>{connector.name}</span>
        {upstreamName === name ? null : <span>{upstreamName} in Open Connectors</span>}
        {tags.length > 0 ? <span>tags: {tags.join(", ")}</span> : null}
        <span className="raw text-ink-3">{connection.id}</span>
      </div>
    </header>
  );
}

function HealthPanel({ connection, now }: { connection: ConnectionDetail; now: Date }) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => checkConnection(connection.id),
    onSettled: () =>
      queries.invalidateQueries({ queryKey: connectionKeys.detail(connection.id), exact: true }),
  });
  return (
    <Panel title="Health" padded>
      <div className="grid justify-items-start gap-3">
        <Health connection={connection} now={now} />
        {error ? <p className="text-failed-text">{error.message}</p> : null}
        <Button size="sm" busy={isPending} onClick={() => mutate()}>
          Check now
        </Button>
      </div>
    </Panel>
  );
}

function Changes({ changes, now }: { changes: ConnectionDetail["changes"]; now: Date }) {
  return (
    <Panel title="Changes here">
      <ul>
        {changes.map(({ at, detail }) => (
          <li key={`${at} ${detail}`} className="border-b border-line px-4 py-2.5 last:border-b-0">
            <span className="block wrap-anywhere">{detail}</span>
            <span className="text-12 text-ink-3">
              <Time at={at} short={time(at, now)} full={fullTime(at)} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NotShown({ error, retry }: { error: Error; retry: () => void }) {
  const known = error instanceof ApiError ? error : null;
  const isMissing = known?.status === 404;
  return (
    <div className="grid max-w-180 justify-items-start gap-4">
      <Say>
        {isMissing ? "There is no connection at this address." : "This connection cannot be shown now."}
      </Say>
      {isMissing ? (
        <>
          <p className="text-14 text-ink-2">It may have been taken away in Open Connectors.</p>
          <LinkButton href="/connections" variant="primary">
            Go to the connections
          </LinkButton>
        </>
      ) : (
        <Notice
          tone="failed"
          title={error.message}
          id={known?.requestId}
          action={<Button onClick={retry}>Try again</Button>}
        >
          Nothing was sent by this.
        </Notice>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        The connection is being read
      </p>
      <div className="mb-6 grid gap-3">
        <Skeleton width="w-24" />
        <Skeleton width="w-120" height="h-6" />
        <Skeleton width="w-96" />
      </div>
      <Panel title="What it can do" padded>
        <div className="grid gap-4">
          <Skeleton width="w-56" />
          <Skeleton width="w-64" />
          <Skeleton width="w-48" />
        </div>
      </Panel>
    </div>
  );
}
