"use client";
import { BookMarked, History, LayoutTemplate, Save } from "lucide-react";
import type { KnownLayouts, RememberedMapping, SavedLayout } from "@/lib/api-contract/layouts";
import { Button } from "../ui/button";
import { Menu, type MenuSection } from "../ui/menu";

/** Saved layouts of the object to map by, how such a file was mapped last, and saving what is chosen now. */
export function LayoutsMenu(props: {
  known: KnownLayouts | null;
  /** The one that was begun with. */
  usedName: string | null;
  /** "As on 31 Oct, import 41". */
  rememberedWords: (remembered: RememberedMapping) => string;
  onLayout: (layout: SavedLayout) => void;
  onRemembered: (remembered: RememberedMapping) => void;
  onSave: () => void;
  onManage: () => void;
}) {
  const { known, usedName, rememberedWords, onLayout, onRemembered, onSave, onManage } = props;
  const readable = known?.layouts.filter(({ content }) => content !== null) ?? [];
  const remembered = known?.remembered ?? null;
  const sections: MenuSection[] = [
    {
      kind: "actions",
      label: "Map by",
      items: [
        ...readable.map((layout) => ({
          key: layout.id,
          label: layout.name,
          icon: LayoutTemplate,
          onSelect: () => onLayout(layout),
        })),
        {
          key: "last",
          label: remembered
            ? rememberedWords(remembered)
            : "Last used: no import of such a file has finished",
          icon: History,
          disabled: remembered === null,
          onSelect: () => {
            if (remembered) onRemembered(remembered);
          },
        },
      ],
    },
    {
      kind: "actions",
      items: [
        { key: "save", label: "Save as layout…", icon: Save, onSelect: onSave },
        { key: "manage", label: "Saved layouts…", icon: BookMarked, onSelect: onManage },
      ],
    },
  ];
  return (
    <Menu
      align="end"
      trigger={<Button icon={LayoutTemplate}>{usedName ?? "Layouts"}</Button>}
      sections={sections}
    />
  );
}
