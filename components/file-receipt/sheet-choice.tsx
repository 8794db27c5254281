"use client";
import { Panel } from "@/components/ui/panel";
import type { FileOrigin } from "@/lib/csv/file-facts";
import { count } from "@/lib/wording/counts";
import { ChoiceCards } from "./choice-cards";

/** Which sheet of a workbook is read; nothing where there is no choice. */
export function SheetChoice(props: {
  origin: Extract<FileOrigin, { kind: "sheet" }>;
  onChoose: (sheet: string) => void;
}) {
  const { sheet, sheets } = props.origin;
  const filled = sheets.filter(({ empty }) => !empty).length;
  if (filled < 2) return null;
  const cards = sheets.map(({ name, hidden, empty }) => ({
    label: name,
    detail: [...(hidden ? ["hidden in the workbook"] : []), ...(empty ? ["empty"] : [])].join(", "),
    disabled: empty,
  }));
  return (
    <Panel title="Which sheet?" aside={`${count(filled, "sheet")} with cells`} padded>
      <ChoiceCards
        legend="Which sheet?"
        cards={cards}
        chosen={sheets.findIndex(({ name }) => name === sheet.value)}
        onChoose={(index) => {
          const chosen = sheets[index];
          if (chosen) props.onChoose(chosen.name);
        }}
      />
    </Panel>
  );
}
