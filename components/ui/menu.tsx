"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check, type LucideIcon } from "lucide-react";
import { Fragment, type ReactElement } from "react";
import { classNames } from "./class-names";
import { floating, listGroupLabel, listItem } from "./list-look";

interface MenuAction {
  key: string;
  label: string;
  icon?: LucideIcon | undefined;
  onSelect: () => void;
  disabled?: boolean | undefined;
}

export type MenuSection =
  | { kind: "actions"; label?: string; items: readonly MenuAction[] }
  | {
      kind: "choice";
      label: string;
      value: string;
      onChange: (value: string) => void;
      options: readonly { value: string; label: string }[];
    };

function Actions({ section }: { section: Extract<MenuSection, { kind: "actions" }> }) {
  return (
    <Base.Group>
      {section.label ? <Base.GroupLabel className={listGroupLabel}>{section.label}</Base.GroupLabel> : null}
      {section.items.map(({ key, label, icon: Icon, onSelect, disabled }) => (
        <Base.Item key={key} onClick={onSelect} disabled={disabled ?? false} className={listItem}>
          {Icon ? <Icon className="size-3.5 text-ink-3" /> : <span />}
          {label}
        </Base.Item>
      ))}
    </Base.Group>
  );
}

function Choice({ section }: { section: Extract<MenuSection, { kind: "choice" }> }) {
  return (
    <Base.RadioGroup value={section.value} onValueChange={section.onChange}>
      <Base.Group>
        <Base.GroupLabel className={listGroupLabel}>{section.label}</Base.GroupLabel>
        {section.options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={listItem}>
            <span className="size-3.5">
              <Base.RadioItemIndicator>
                <Check className="size-3.5 text-accent-text" />
              </Base.RadioItemIndicator>
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  );
}

/** A button that opens a list of actions or of one choice. `trigger` is a button element. */
export function Menu(props: {
  trigger: ReactElement;
  sections: readonly MenuSection[];
  side?: "top" | "bottom" | "right" | undefined;
  align?: "start" | "end" | undefined;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          side={props.side ?? "bottom"}
          align={props.align ?? "start"}
          sideOffset={6}
          className="z-40"
        >
          <Base.Popup className={classNames(floating, "min-w-48 p-1")}>
            {props.sections.map((section, index) => (
              <Fragment key={section.label ?? section.kind}>
                {index > 0 ? <Base.Separator className="mx-2 my-1 h-px bg-line" /> : null}
                {section.kind === "actions" ? <Actions section={section} /> : <Choice section={section} />}
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
