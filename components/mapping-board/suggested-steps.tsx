import { Lightbulb } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { SuggestedStep } from "@/lib/mapping/suggest-steps";
import { stepWords } from "@/lib/wording/changes";

/** Changes the values ask for, each with its evidence. Nothing is done until one is pressed. */
export function SuggestedSteps(props: {
  suggested: readonly SuggestedStep[];
  onTake: (suggested: SuggestedStep) => void;
}) {
  const { suggested, onTake } = props;
  if (suggested.length === 0) return null;
  const evidence = [...new Set(suggested.map((one) => one.evidence))];
  return (
    <div className="mb-2.5 rounded-2 border border-unsure-line bg-unsure-soft px-3 py-2">
      <p className="flex gap-2 text-12 text-ink-2">
        <Lightbulb className="mt-0.5 size-3.5 shrink-0 text-unsure-text" aria-hidden />
        <span>{evidence.join(" ")}</span>
      </p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        {suggested.map((one) => (
          <Button key={JSON.stringify(one.step)} size="sm" onClick={() => onTake(one)}>
            {stepWords(one.step)}
          </Button>
        ))}
      </div>
    </div>
  );
}
