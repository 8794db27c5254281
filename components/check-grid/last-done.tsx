import { Button } from "@/components/ui/button";
import { Toast } from "@/components/ui/toast";
import type { GridActions } from "./grid-source";
import type { CheckViewState } from "./use-check-view";

/** What was last done, with the way back. */
export function LastDone({ view, actions }: { view: CheckViewState; actions: GridActions }) {
  const { done, closeDone } = view;
  if (done === null) return null;
  const back = done.kind === "done" ? actions.undo : actions.redo;
  return (
    <div className="absolute bottom-3 left-4 z-30">
      <Toast
        key={done.id}
        onClose={closeDone}
        action={
          <Button size="sm" onClick={back}>
            {done.kind === "done" ? "Undo" : "Redo"}
          </Button>
        }
      >
        {done.words}
      </Toast>
    </div>
  );
}
