"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { requestIdOf } from "@/lib/api-client/api-error";
import { connectionsQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";
import { companyWords, connectorWords } from "@/lib/wording/connections";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { EnvironmentChip } from "../ui/environment-chip";
import { ListFault } from "../ui/list-fault";
import { PageHead } from "../ui/page";
import { Panel } from "../ui/panel";
import { ScrollRegion } from "../ui/scroll-region";
import { Skeleton } from "../ui/skeleton";
import { Table, Td, Th, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { Company } from "./company";
import { HealthWord } from "./health";

/** Every system that can be loaded into: its company, whether it is live, whether it works. */
export function ConnectionTable() {
  const { data, error, dataUpdatedAt, refetch } = useQuery(connectionsQuery());
  const now = new Date(dataUpdatedAt || Date.now());
  return (
    <>
      <PageHead title="Connections" aside="They are made in Open Connectors." />
      {error ? (
        <ListFault
          what="The connections"
          error={error}
          id={requestIdOf(error)}
          stale={data !== undefined}
          onRetry={() => void refetch()}
        />
      ) : null}
      <Panel>
        {data?.length === 0 ? (
          <Empty
            sentence="There is nothing to load into yet. An administrator connects a system in Open Connectors; it then stands here."
            action={<Button onClick={() => void refetch()}>Look again</Button>}
          />
        ) : (
          <ScrollRegion label="Connections" className="overflow-x-auto">
            <Table caption="Connections" fixed minWidth="min-w-190">
              <Head />
              <tbody>
                {data?.map((connection) => (
                  <Row key={connection.id} connection={connection} now={now} />
                ))}
                {!data && !error ? <Loading /> : null}
              </tbody>
            </Table>
          </ScrollRegion>
        )}
      </Panel>
    </>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <Th>Connection</Th>
        <Th>Company</Th>
        <Th className="w-24">Writes to</Th>
        <Th className="w-64">State</Th>
        <Th figures className="w-40">
          Last seen working
        </Th>
      </tr>
    </thead>
  );
}

function Row({ connection, now }: { connection: Connection; now: Date }) {
  const { id, name, health, environment, reason, usable } = connection;
  const why = usable ? null : reason;
  return (
    <Tr clickable>
      <Td>
        <Link
          href={`/connections/${encodeURIComponent(id)}`}
          className="block outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:rounded-2 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <span className="block truncate font-medium" title={name}>
            {name}
          </span>
        </Link>
        {connectorWords(connection) ? (
          <span className="block truncate text-12 text-ink-3">{connectorWords(connection)}</span>
        ) : null}
      </Td>
      <Td className="truncate text-ink-2" title={companyWords(connection) ?? undefined}>
        <Company connection={connection} />
      </Td>
      <Td>
        <EnvironmentChip environment={environment} />
      </Td>
      <Td>
        <HealthWord connection={connection} />
        {why ? (
          <span className="block truncate text-12 text-ink-3" title={why}>
            {why}
          </span>
        ) : null}
      </Td>
      <Td figures className="text-ink-2">
        {health.workedAt === null ? (
          <span className="text-ink-3">not yet</span>
        ) : (
          <Time at={health.workedAt} short={time(health.workedAt, now)} full={fullTime(health.workedAt)} />
        )}
      </Td>
    </Tr>
  );
}

function Loading() {
  return ["w-32", "w-40", "w-28"].map((width) => (
    <Tr key={width}>
      <Td>
        <Skeleton width={width} />
      </Td>
      <Td>
        <Skeleton width="w-36" />
      </Td>
      <Td>
        <Skeleton width="w-10" />
      </Td>
      <Td>
        <Skeleton width="w-24" />
      </Td>
      <Td>
        <span className="flex justify-end">
          <Skeleton width="w-16" />
        </span>
      </Td>
    </Tr>
  ));
}
