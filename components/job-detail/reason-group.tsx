"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { count, number } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import type { ReasonGroup as Group } from "./group-rows";
import { RowsTable } from "./rows-table";

const firstShown = 5;
const stepShown = 100;

/** Rows that share a reason: the reason and how many, the rows under it when it is opened. */
export function ReasonGroup(props: {
  group: Group;
  /** Whose words the reasons are: heads the column where they differ. */
  said: string;
  open: boolean;
  tone: string;
  /** Not every row of the import has been read: there may be more of them. */
  partial: boolean;
}) {
  const { group, said, tone } = props;
  const [open, setOpen] = useState(props.open);
  const [shown, setShown] = useState(firstShown);
  const id = useId();
  const left = group.rows.length - shown;
  return (
    <section className="border-line not-last:border-b" aria-label={group.reason}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-2.5 px-4 py-2.75 text-left -outline-offset-2 hover:bg-hover"
      >
        {open ? (
          <ChevronDown className="mt-0.75 size-3.5 text-ink-3" />
        ) : (
          <ChevronRight className="mt-0.75 size-3.5 text-ink-3" />
        )}
        <span className="min-w-0 flex-1 font-medium whitespace-pre-line wrap-anywhere">{group.reason}</span>
        <span className={`figures font-medium whitespace-nowrap ${tone}`}>
          {props.partial ? "at least " : null}
          {count(group.rows.length, "row")}
        </span>
      </button>
      <div id={id} hidden={!open}>
        {open ? (
          <>
            <RowsTable
              caption={group.reason}
              rows={group.rows.slice(0, shown)}
              said={group.differs ? said : null}
            />
            {left > 0 ? (
              <div className="border-t border-line px-4 py-1.5">
                <Button variant="quiet" size="sm" onClick={() => setShown(shown + stepShown)}>
                  {left > stepShown
                    ? `Show ${stepShown} of ${number(left)} more`
                    : `Show ${count(left, "more row")}`}
                </Button>
              </div>
            ) : null}
          </>
        ) : null}
      </div>
    </section>
  );
}
