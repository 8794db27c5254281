"use client";
import { useState } from "react";
import type { ConnectionDetail } from "@/lib/api-contract/connection-detail";
import { objectWords } from "@/lib/wording/objects";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { StateWord } from "../ui/state-word";
import { Time } from "../ui/time";
import { ProbeAnswersTable } from "./probe-answers";
import { ProbeDialog } from "./probe-dialog";

/** What the probe found out, when, and a run from here for administrators. */
export function ProbePanel(props: { connection: ConnectionDetail; mayChange: boolean; now: Date }) {
  const { connection, mayChange, now } = props;
  const { runningSince, last } = connection.probe;
  const [asking, setAsking] = useState(false);
  const start = mayChange ? (
    <Button size="sm" onClick={() => setAsking(true)} disabled={runningSince !== null || !connection.usable}>
      Run the probe…
    </Button>
  ) : null;
  return (
    <Panel
      title="What this service really does"
      note={last ? <WhenAsked last={last} connector={connection.connector.key} now={now} /> : null}
      aside={
        runningSince === null ? (
          start
        ) : (
          <StateWord state="running" small>
            Asking; this takes some minutes
          </StateWord>
        )
      }
    >
      {last && last.problems.length > 0 ? (
        <div className="grid gap-2 p-4 pb-0">
          <Notice tone="unsure" title="Not everything went as it should.">
            {last.problems.map((problem) => (
              <p key={problem} className="wrap-anywhere">
                {problem}
              </p>
            ))}
          </Notice>
        </div>
      ) : null}
      {last?.answers ? <ProbeAnswersTable answers={last.answers} /> : null}
      {last ? null : (
        <Empty
          sentence={`Nobody has asked yet. Some points of Open Connectors are documented nowhere; the probe finds them out with a few records that it deletes again.${mayChange ? "" : " An administrator can run it."}`}
        />
      )}
      {asking ? <ProbeDialog connection={connection} onClose={() => setAsking(false)} /> : null}
    </Panel>
  );
}

function WhenAsked(props: {
  last: NonNullable<ConnectionDetail["probe"]["last"]>;
  connector: string;
  now: Date;
}) {
  const { at, objectName } = props.last;
  return (
    <>
      asked <Time at={at} short={time(at, props.now)} full={fullTime(at)} />
      {objectName === null
        ? ", by reading only"
        : `, with records of ${objectWords(objectName, props.connector).plural}`}
    </>
  );
}
