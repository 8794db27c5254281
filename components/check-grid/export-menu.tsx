"use client";
import { Download, FileSpreadsheet, FileText } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { saveFile } from "@/components/ui/save-file";
import type { RowFilter } from "@/lib/checks/edit";
import type { ExportFormat } from "@/lib/csv-worker/protocol";
import { count, number } from "@/lib/wording/counts";
import type { GridSource } from "./grid-source";

/** Rows with their reasons, to be looked at elsewhere: the ones with issues, or those that are shown. */
export function ExportMenu(props: {
  source: GridSource;
  fileName: string;
  withIssues: number;
  /** The button has room for its name. */
  isWide: boolean;
  shown: { filter: RowFilter; lines: number; words: string };
  onSaid: (words: string) => void;
  onFailure: (error: unknown) => void;
}) {
  const { source, fileName, withIssues, isWide, shown, onSaid, onFailure } = props;
  const [isWriting, setWriting] = useState(false);
  const save = async (filter: RowFilter, words: string, format: ExportFormat) => {
    setWriting(true);
    try {
      const { file, rows, cut } = await source.exportRows(filter, format);
      saveFile(
        file,
        `${fileName.replace(/\.[^.]*$/, "")} - ${words}${format === "csv" ? " - raw" : ""}.${format}`,
      );
      const said = cut > 0 ? ` ${count(cut, "value")} did not fit into a cell whole; the rows say so.` : "";
      onSaid(`${count(rows, "row")} written with ${rows === 1 ? "its" : "their"} reasons.${said}`);
    } catch (error) {
      onFailure(error);
    } finally {
      setWriting(false);
    }
  };
  const section = (label: string, filter: RowFilter, words: string, rows: number) => ({
    kind: "actions" as const,
    label: `${label} · ${number(rows)}`,
    items: [
      {
        ...{ key: `${words} xlsx`, label: "Excel workbook, every cell as text", icon: FileSpreadsheet },
        ...{ disabled: rows === 0, onSelect: () => void save(filter, words, "xlsx") },
      },
      {
        ...{ key: `${words} csv`, label: "Raw CSV: a spreadsheet may read formulas in it", icon: FileText },
        ...{ disabled: rows === 0, onSelect: () => void save(filter, words, "csv") },
      },
    ],
  });
  return (
    <Menu
      align="end"
      trigger={
        <Button size="sm" variant="quiet" icon={Download} busy={isWriting}>
          <span className={isWide ? "max-wide:sr-only" : "sr-only"}>Download rows</span>
        </Button>
      }
      sections={[
        section("Rows with issues, with the reasons", { show: "issues" }, "rows with issues", withIssues),
        ...(shown.filter.show === "all" || shown.filter.show === "issues"
          ? []
          : [section("The rows shown", shown.filter, shown.words, shown.lines)]),
      ]}
    />
  );
}
