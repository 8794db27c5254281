"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type Ref, type RefObject, useCallback, useMemo, useState } from "react";
import { ConnectionPicker } from "@/components/connection-picker/connection-picker";
import { KnownCard } from "@/components/layouts/known-card";
import { MappingBoard, type MappingBoardProps } from "@/components/mapping-board/mapping-board";
import { classNames } from "@/components/ui/class-names";
import { Later } from "@/components/ui/later";
import { Skeleton } from "@/components/ui/skeleton";
import { UnfinishedList } from "@/components/unfinished/unfinished-list";
import { connectionQuery } from "@/lib/api-client/connections";
import { type DraftWithFile, hasMapping } from "@/lib/import-draft";
import { companyWords } from "@/lib/wording/connections";
import { CheckStep } from "./check-step";
import { FileStep } from "./file-step";
import { KnownFile } from "./known-file";
import { LayoutBar } from "./layout-bar";
import { PutRightStep } from "./put-right-step";
import { SendStep } from "./send-step";
import { stepNames } from "./step-bar";
import type { LiveImport } from "./use-import-session";
import type { useWizard } from "./use-wizard";
import { goOnId } from "./wizard-foot";

interface StepBodyProps {
  ref: RefObject<HTMLElement | null>;
  live: LiveImport;
  wizard: ReturnType<typeof useWizard>;
  choose: () => void;
  isLive: boolean;
  showErrors: boolean;
  onSeeKeptBack: () => void;
}

/** What the step looked at shows. It scrolls; head, steps and foot stay. */
export function StepBody(props: StepBodyProps) {
  const { at } = props.wizard.snapshot.draft;
  const fills = at === "check";
  return (
    <section
      ref={props.ref as Ref<HTMLElement>}
      tabIndex={-1}
      aria-label={stepNames[at]}
      className={classNames(
        "relative min-h-0 flex-1 outline-none [overflow-anchor:none]",
        fills ? "overflow-auto lg:overflow-hidden" : "overflow-auto px-5 py-4 wide:px-6 wide:py-5",
      )}
    >
      {/* Head, steps and foot say at once where one is. */}
      <Later key={at}>
        <Content {...props} />
      </Later>
    </section>
  );
}

function Content(props: StepBodyProps) {
  const { live, wizard, choose } = props;
  const { session } = live;
  const { snapshot } = wizard;
  const { draft } = snapshot;
  if (wizard.isRestoring) return <Skeleton width="w-64" />;
  switch (draft.at) {
    case "where":
      return <WhereStep wizard={wizard} />;
    case "file": {
      const known = draft.reached === "where" ? null : draft.file;
      const facts = (snapshot.work.kind === "reading" ? snapshot.work.head : null) ?? known;
      return (
        <div className="grid gap-4">
          {known?.complete && draft.reached !== "where" ? (
            <KnownFile {...{ live, wizard }} destination={draft.destination} facts={known} />
          ) : null}
          {draft.reached === "file" && known?.complete && wizard.layouts?.first ? (
            <KnownCard
              {...wizard.layouts.first}
              values={wizard.layouts.values}
              onValue={wizard.layouts.setValue}
            />
          ) : null}
          <FileStep
            {...{ session, snapshot, facts, choose }}
            lostFile={wizard.lostFile}
            onCells={wizard.onCells}
            fileName={wizard.fileName}
          />
        </div>
      );
    }
    case "map":
      return hasMapping(draft) ? <MapWithLayouts {...props} draft={draft} /> : null;
    case "check":
      return draft.reached === "check" || draft.reached === "send" ? (
        <CheckStep {...{ session, snapshot, draft }} showErrors={props.showErrors} />
      ) : null;
    case "send":
      if (snapshot.correction?.revision?.updates === false && draft.reached === "send")
        return <PutRightStep {...{ session, draft }} correction={snapshot.correction} />;
      return draft.reached === "send" ? (
        <SendStep
          {...{ session, snapshot, draft }}
          draftId={wizard.kept.id}
          begunFrom={wizard.begunFrom?.job.id ?? null}
          isLive={props.isLive}
          company={wizard.chosen.connection && companyWords(wizard.chosen.connection)}
          onSeeKeptBack={props.onSeeKeptBack}
        />
      ) : null;
  }
}

function WhereStep({ wizard }: Pick<StepBodyProps, "wizard">) {
  const { address, replace } = wizard;
  const choose = useMemo(
    () => ({
      connection: (connectionId: string) =>
        replace({ ...address, step: "where", connectionId, objectName: null }),
      object: (objectName: string) => replace({ ...address, step: "where", objectName }),
    }),
    [address, replace],
  );
  return (
    <div className="flex h-full min-h-0 flex-col gap-4">
      <UnfinishedList
        waiting={wizard.snapshot.waitingFile}
        onGoOn={({ id }) => wizard.restore(id)}
        onSaid={wizard.setSaid}
      />
      <div className="min-h-0 flex-1">
        <ConnectionPicker
          connectionId={address.connectionId}
          objectName={address.objectName}
          onConnection={choose.connection}
          onObject={choose.object}
        />
      </div>
    </div>
  );
}

function MapWithLayouts(props: StepBodyProps & { draft: DraftWithFile }) {
  const { layouts } = props.wizard;
  if (!layouts) return <MapStep {...props} />;
  return (
    <LayoutBar {...props} layouts={layouts}>
      {(menu) => <MapStep {...props} aside={menu} />}
    </LayoutBar>
  );
}

function MapStep(props: StepBodyProps & { draft: DraftWithFile; aside?: ReactNode }) {
  const { live, wizard, ref, draft, aside } = props;
  const { session } = live;
  const { announcement } = wizard.snapshot;
  const facts = useQuery(connectionQuery(draft.destination.connection.id));
  const [oldNews, setOldNews] = useState<number | null>(null);
  /** What was said about a change stays until the next one. */
  const change = useCallback(
    (work: () => void) => {
      const idNow = () => session.getSnapshot().announcement?.id ?? null;
      const before = idNow();
      work();
      if (before === idNow()) setOldNews(before);
    },
    [session],
  );
  const doors = useMemo(
    (): Pick<MappingBoardProps, "onTarget" | "onAddTarget" | "onChange" | "tryEntry"> => ({
      onTarget: (column, field, instead) => change(() => session.setTarget(column, field, instead)),
      onAddTarget: (column, field) => change(() => session.addTarget(column, field)),
      onChange: (to) => change(() => session.changeMapping(to)),
      tryEntry: session.tryEntry,
    }),
    [session, change],
  );
  return (
    <MappingBoard
      aside={aside}
      file={draft.file}
      facts={wizard.snapshot.columns}
      canUpdate={wizard.snapshot.correction?.revision ? "settled" : (facts.data?.facts?.upsert ?? null)}
      fields={draft.destination.fields}
      mapping={draft.mapping}
      suggested={wizard.snapshot.suggested}
      missing={session.missing()}
      place={draft.destination.connection.name}
      said={announcement && announcement.id !== oldNews ? announcement.text : null}
      scroller={ref}
      {...doors}
      onAllMet={() => {
        const goOn = document.getElementById(goOnId);
        // Something else may bar the way on; a button that is barred takes no focus.
        goOn?.focus();
        if (document.activeElement !== goOn) ref.current?.focus({ preventScroll: true });
      }}
      onAuto={() => change(session.autoMap)}
      onClear={() => change(session.clearMapping)}
    />
  );
}
