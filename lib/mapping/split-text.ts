import { shown } from "@/lib/values/shown";
import type { SplitPart, Step } from "./step";
import type { Changed } from "./step-fault";

function partOf(parts: readonly string[], by: string, take: SplitPart): string | undefined {
  switch (take) {
    case "first":
      return parts[0];
    case "last":
      return parts.at(-1);
    case "rest":
      return parts.length === 1 ? undefined : parts.slice(1).join(by);
    default:
      return parts[take - 1];
  }
}

const partWords = (take: SplitPart) => (typeof take === "number" ? `part ${take}` : "part behind the first");

/** One part of a text. The first and the last of a text that is not divided are the text itself. */
export function splitText(text: string, { by, take, missing }: Extract<Step, { kind: "split" }>): Changed {
  const part = partOf(by === "" ? [text] : text.split(by), by, take);
  if (part !== undefined) return part.trim();
  if (missing === "blank") return "";
  return {
    code: "missing_part",
    message: `${shown(text)} has no ${partWords(take)}, divided by ${shown(by)}.`,
    expected: `A text with ${shown(by)} in it`,
  };
}
