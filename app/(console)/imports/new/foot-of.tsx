import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import type { DraftAt, Step } from "@/lib/import-draft";
import type { ImportSession } from "@/lib/import-session/import-session";
import { count } from "@/lib/wording/counts";
import { isSending, SentByNow } from "./sending-now";
import { destinationOf, nounOf, sendCounts } from "./step-words";
import type { useWizard } from "./use-wizard";
import type { PrimaryAction, WizardFoot } from "./wizard-foot";

type Foot = ComponentProps<typeof WizardFoot>;

interface FootParts {
  session: ImportSession;
  wizard: ReturnType<typeof useWizard>;
  /** Opens the browser's window for choosing a file. */
  choose: () => void;
  goTo: (step: Step) => void;
}

/** What the foot says and offers at the step looked at. Edits that are kept have left this computer, and that is said. */
export function footOf(parts: FootParts): Foot {
  const foot = footAt(parts);
  if (parts.wizard.kept.editsUntil === null) return foot;
  return { ...foot, truth: <>{foot.truth} Your edits of rows are kept on the server.</> };
}

function footAt(parts: FootParts): Foot {
  const { draft } = parts.wizard.snapshot;
  switch (draft.at) {
    case "where":
      return whereFoot(parts);
    case "file":
      return fileFoot(parts);
    case "map":
      return mapFoot(parts);
    case "check":
      return draft.reached === "check" || draft.reached === "send"
        ? checkFoot(parts, draft)
        : { truth: nothingSent, primary: null };
    case "send":
      return sendFoot(parts);
  }
}

const nothingSent = "No rows sent yet.";
const dropAnywhere = "No rows sent yet. A file can be dropped anywhere on this page.";
const readHere = "No rows sent yet. The file is read on this computer.";

function whereFoot({ session, wizard, choose, goTo }: FootParts): Foot {
  const { snapshot, chosen, address } = wizard;
  const { draft, waitingFile } = snapshot;
  const before = destinationOf(draft);
  const file = waitingFile?.name ?? (draft.reached === "where" ? null : draft.file?.name) ?? null;
  const isSame = before?.connection.id === address.connectionId && before?.objectName === address.objectName;
  const destination = chosen.destination;
  if (before && isSame) {
    return { truth: nothingSent, primary: { label: "Go on", forward: true, onPress: () => goTo("file") } };
  }
  if (file === null) {
    const onPress = () => {
      if (destination) session.chooseDestination(destination);
      choose();
    };
    return { truth: dropAnywhere, primary: { label: "Choose a file…", onPress } };
  }
  const changes = before !== null && destination !== null;
  return {
    truth: changes
      ? `${nothingSent} The file stays; its columns are mapped anew.`
      : `${nothingSent} ${file} waits on this computer.`,
    blocked: destination ? null : "Choose where to, and what you are loading.",
    primary: {
      label: `Go on with ${file}`,
      forward: true,
      disabled: destination === null,
      onPress: () => {
        if (destination) session.chooseDestination(destination);
      },
    },
  };
}

function fileFoot({ session, wizard, choose, goTo }: FootParts): Foot {
  const { draft, work } = wizard.snapshot;
  const facts = draft.reached === "where" ? null : draft.file;
  if (work.kind === "reading") {
    return { truth: readHere, aside: <Button onClick={session.cancel}>Stop reading</Button>, primary: null };
  }
  if (!facts || wizard.snapshot.failure?.during === "reading") {
    return {
      truth: nothingSent,
      aside: <BackTo step="where" goTo={goTo} />,
      primary: { label: "Choose a file…", onPress: choose },
    };
  }
  const blocked = session.blocked();
  const { layouts } = wizard;
  const first = wizard.snapshot.draft.reached === "file" ? (layouts?.first ?? null) : null;
  const toMap: PrimaryAction = {
    label: `Map ${count(facts.columns.length, "column")}`,
    forward: true,
    disabled: blocked !== null,
    // What is known of such files comes a moment after they are read.
    busy: layouts?.isAsking,
    onPress: () => (first && layouts ? layouts.take(first, "map") : goTo("map")),
  };
  const another = <Button onClick={choose}>Another file…</Button>;
  if (!first || !layouts?.canCheck || blocked !== null)
    return { truth: readHere, blocked, aside: another, primary: toMap };
  return {
    truth: readHere,
    aside: (
      <>
        {another}
        <Button onClick={toMap.onPress}>{toMap.label}</Button>
      </>
    ),
    primary: {
      label: `Check ${count(facts.rows, "row")}`,
      forward: true,
      onPress: () => layouts.take(first, "check"),
    },
  };
}

function mapFoot({ session, wizard, goTo }: FootParts): Foot {
  const { draft } = wizard.snapshot;
  const rows = draft.reached === "where" ? 0 : (draft.file?.rows ?? 0);
  const blocked = session.blocked();
  return {
    truth: readHere,
    blocked,
    aside: <BackTo step="file" goTo={goTo} />,
    primary: {
      label: `Check ${count(rows, "row")}`,
      forward: true,
      disabled: blocked !== null,
      onPress: () => goTo("check"),
    },
  };
}

function checkFoot({ session, wizard, goTo }: FootParts, draft: DraftAt<"check"> | DraftAt<"send">): Foot {
  const { work, correction } = wizard.snapshot;
  const aside = <BackTo step="map" goTo={goTo} />;
  if (work.kind === "checking") {
    return { truth: readHere, aside: <Button onClick={session.cancel}>Stop checking</Button>, primary: null };
  }
  if (!draft.check)
    return { truth: nothingSent, aside, primary: { label: "Check again", onPress: session.runCheck } };
  const blocked = session.blocked();
  const { toSend, keptBack, sentWithErrors } = sendCounts({ ...draft, check: draft.check });
  const kept =
    correction?.revision && toSend === 0 && keptBack === 0 ? "" : checkTruth(keptBack, sentWithErrors);
  return {
    truth: `${nothingSent} ${kept}`.trim(),
    blocked,
    aside,
    primary: {
      label: `Go to ${correction?.revision?.updates === false ? "the list" : "Send"} with ${count(toSend, "row")}`,
      forward: true,
      disabled: blocked !== null,
      onPress: () => goTo("send"),
    },
  };
}

function checkTruth(keptBack: number, sentWithErrors: number): string {
  if (keptBack === 1) return "1 row with errors is kept back and keeps its place.";
  if (keptBack > 1) return `${count(keptBack, "row")} with errors are kept back and keep their place.`;
  if (sentWithErrors > 0) return `${count(sentWithErrors, "row")} with errors will be sent too.`;
  return "Every row is ready.";
}

function sendFoot({ session, wizard, goTo }: FootParts): Foot {
  const { draft, work, unsure } = wizard.snapshot;
  const destination = destinationOf(draft);
  const place = { name: destination?.connection.name ?? "" };
  if (isSending(work)) return { truth: <SentByNow {...{ session, place }} />, primary: null };
  if (unsure && destination) {
    return {
      truth: `All ${nounOf(destination).plural} are with Hubload; whether the import started is not known.`,
      primary: null,
    };
  }
  return {
    truth: nothingSent,
    aside: <BackTo step="check" goTo={goTo} label="Back to Check" />,
    primary: null,
  };
}

function BackTo({ step, goTo, label = "Back" }: { step: Step; goTo: (step: Step) => void; label?: string }) {
  return (
    <Button variant="quiet" onClick={() => goTo(step)}>
      {label}
    </Button>
  );
}
