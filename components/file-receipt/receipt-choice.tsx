"use client";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Select, type SelectOption } from "@/components/ui/select";

/** A line of the receipt while its value is being changed. */
export function ReceiptChoice(props: {
  name: string;
  value: string;
  options: readonly SelectOption[];
  onChoose: (value: string) => void;
  /** Back to what was found; only where something else was chosen. */
  onFound?: (() => void) | undefined;
  onClose: () => void;
}) {
  const { name, value, options, onChoose, onFound, onClose } = props;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[role="combobox"]')?.focus();
  }, []);
  return (
    <div ref={box} className="border-b border-line py-2 last:border-b-0">
      <Select label={name} value={value} options={options} onChange={onChoose} />
      <div className="mt-1.5 flex gap-1">
        <Button size="sm" onClick={onClose}>
          Done
        </Button>
        {onFound ? (
          <Button size="sm" variant="quiet" onClick={onFound}>
            As found in the file
          </Button>
        ) : null}
      </div>
    </div>
  );
}
