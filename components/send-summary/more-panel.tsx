"use client";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { type PartSizes, partCount, sizesFor } from "@/lib/api-contract/parts";
import { count, number } from "@/lib/wording/counts";
import { Fact } from "./fact";

const offered = [100, 500, 1_000, 5_000, 10_000, 50_000];
const asUsual = "usual";

/** "22, of 10, 1,000, then up to 10,000 rows", "1, all 87 rows". */
function partsWords(toSend: number, sizes: PartSizes): string {
  const parts = partCount(toSend, sizes);
  if (parts <= 1) return `1, ${toSend === 1 ? "the only row" : `all ${count(toSend, "row")}`}`;
  const ramp = sizes.sizes.slice(0, Math.min(parts, sizes.sizes.length));
  const last = ramp.at(-1) ?? toSend;
  const before = ramp.slice(0, -1).map((size) => number(size));
  return `${number(parts)}, of ${before.length > 0 ? `${before.join(", ")}, then ` : ""}up to ${count(last, "row")}`;
}

/** Parts, order, and what happens when a part fails; the size of a part may be chosen. */
export function MorePanel(props: {
  toSend: number;
  /** As the server cuts; `null` until it has said so. */
  server: PartSizes | null;
  most: number | null;
  onMost: (most: number | null) => void;
  disabled: boolean;
  /** Sends the first rows alone; `null`: there are no more than those. */
  first: { label: string; disabled: boolean; onPress: () => void } | null;
}) {
  const { toSend, server, most, onMost, disabled, first } = props;
  const usual = server?.sizes.at(-1);
  return (
    <Panel title="More">
      <dl className="px-4 py-1">
        <Fact name="Parts">
          {server ? (
            partsWords(toSend, sizesFor(server, most === null ? {} : { most }))
          ) : (
            <span aria-busy="true">…</span>
          )}
        </Fact>
        <Fact name="Order">
          as in the file
          <span className="block text-12 font-regular text-ink-3">
            each part ends before the next is sent
          </span>
        </Fact>
        <Fact name="If a part fails">stop and ask me</Fact>
      </dl>
      <div className="border-t border-line px-4 py-3">
        <Select
          label="Rows in a part, at most"
          value={most === null ? asUsual : String(most)}
          onChange={(value) => onMost(value === asUsual ? null : Number(value))}
          disabled={disabled || server === null}
          help="Smaller parts show sooner what fails; larger ones take less time."
          options={[
            { value: asUsual, label: usual === undefined ? "As usual" : `As usual, ${number(usual)}` },
            ...offered
              .filter((size) => size !== usual)
              .map((size) => ({ value: String(size), label: number(size) })),
          ]}
        />
      </div>
      {first ? (
        <div className="border-t border-line px-4 py-3">
          <Button wide disabled={first.disabled} aria-describedby="send-note" onClick={first.onPress}>
            {first.label}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
