"use client";
import { type ReactNode, useState } from "react";
import { LayoutsMenu } from "@/components/layouts/layouts-menu";
import { ManageLayoutsDialog } from "@/components/layouts/manage-dialog";
import { SaveLayoutDialog } from "@/components/layouts/save-dialog";
import { Notice } from "@/components/ui/notice";
import type { DraftWithFile } from "@/lib/import-draft";
import { toLayout } from "@/lib/recall/layout";
import type { LiveImport } from "./use-import-session";
import { type KnownLayout, type LayoutChoice, rememberedWords } from "./use-known-layout";
import type { useWizard } from "./use-wizard";

/** Layouts at Map: one is picked, what is chosen is saved as one. */
export function LayoutBar(props: {
  live: LiveImport;
  wizard: ReturnType<typeof useWizard>;
  draft: DraftWithFile;
  layouts: LayoutChoice;
  /** The board, with the menu in its toolbar. */
  children: (menu: ReactNode) => ReactNode;
}) {
  const { live, wizard, draft, layouts, children } = props;
  const { session } = live;
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const [taken, setTaken] = useState<KnownLayout | null>(null);
  const close = () => setDialog(null);
  const take = (known: KnownLayout | null) => {
    if (!known) return;
    layouts.take(known, "map");
    setTaken(known);
  };
  const saved = layouts.known?.layouts ?? [];
  return (
    <>
      {taken ? <TakenNote taken={taken} /> : null}
      {children(
        <LayoutsMenu
          known={layouts.known}
          usedName={draft.layout?.name ?? null}
          rememberedWords={(remembered) => capital(rememberedWords(remembered))}
          onLayout={(layout) => take(layouts.ofLayout(layout))}
          onRemembered={(remembered) => take(layouts.ofRemembered(remembered))}
          onSave={() => setDialog("save")}
          onManage={() => setDialog("manage")}
        />,
      )}
      {dialog === "manage" ? <ManageLayoutsDialog layouts={saved} onClose={close} /> : null}
      {dialog === "save" ? (
        <SaveLayoutDialog
          place={{
            connectorKey: draft.destination.connection.connector.key,
            objectName: draft.destination.objectName,
            headerSet: layouts.headerSet,
          }}
          usedName={draft.layout?.name ?? null}
          layouts={saved}
          constants={constantsOf(draft)}
          contentOf={(ask) => contentOf(draft, wizard, ask)}
          onSaved={({ id, name }) => {
            const { mapping, policy } = draft;
            session.resume({ mapping, policy, layout: { id, name }, step: "map", edits: null });
            close();
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}

const capital = (words: string) => words.replace(/^./, (letter) => letter.toUpperCase());

/** What was taken up, and how the fields have moved since; required ones bar the way on by themselves. */
function TakenNote({ taken }: { taken: KnownLayout }) {
  const asked = taken.ask.map(({ label }) => label).join(", ");
  const words = [
    ...(taken.drift === null ? [] : [`Since then: ${taken.drift}.`]),
    ...(asked === "" ? [] : [`Asked each time: ${asked}. Give it under Required, or as a fixed value.`]),
  ];
  return (
    <div className="mb-3">
      <Notice tone={taken.drift === null ? "info" : "unsure"} title={`Mapped by ${taken.title}.`}>
        {words.length === 0 ? null : words.join(" ")}
      </Notice>
    </div>
  );
}

function constantsOf({ mapping, destination }: DraftWithFile) {
  return mapping.entries.flatMap(({ field, source }) =>
    source.kind === "constant"
      ? [
          {
            path: field,
            label: destination.fields.find(({ path }) => path === field)?.label ?? field,
            value: source.value,
          },
        ]
      : [],
  );
}

function contentOf(
  { mapping, policy, file, destination }: DraftWithFile,
  { snapshot }: ReturnType<typeof useWizard>,
  ask: readonly string[],
) {
  const reading = Object.fromEntries(
    Object.entries(snapshot.overrides).filter(([, value]) => value !== undefined),
  );
  return toLayout({
    ...{ mapping, policy, ask, reading },
    columns: file.columns.map(({ label }) => label),
    fields: destination.fields,
  });
}
