import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const keys: readonly (readonly [what: string, ...keys: string[]])[] = [
  ["Next issue, the one before", "F8", "Shift F8"],
  ["Use the fix that is offered, or edit", "Enter"],
  ["Edit the cell", "F2", "any letter"],
  ["Take the edit and go down, or right", "Enter", "Tab"],
  ["Leave the cell as it was", "Esc"],
  ["To the buttons of a note", "Alt ↓"],
  ["Select cells, whole rows, everything", "Shift arrows", "Shift Space", "Ctrl A"],
  ["Copy, paste a block", "Ctrl C", "Ctrl V"],
  ["Fill down", "Ctrl D"],
  ["Empty the cells", "Delete"],
  ["Exclude rows, or include them again", "Shift Delete"],
  ["Search", "Ctrl F"],
  ["Find and replace", "Ctrl H"],
  ["Undo, redo", "Ctrl Z", "Ctrl Shift Z"],
  ["First cell, last cell", "Ctrl Home", "Ctrl End"],
];

/** What the keys do. On a Mac, Cmd is Ctrl. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Keys" description="On a Mac, Cmd stands for Ctrl.">
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5">
        {keys.map(([what, ...own]) => (
          <div key={what} className="contents">
            <dt>{what}</dt>
            <dd className="flex flex-wrap justify-end gap-1">
              {own.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
