"use client";
import { FileDown } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";

interface DroppedFiles {
  /** The files that were dropped on another page; each drop is handed out once. */
  take: () => File[];
}

const Context = createContext<DroppedFiles>({ take: () => [] });

/** For the wizard: what was dropped before it was open. */
export const useDroppedFiles = (): DroppedFiles => useContext(Context);

const wizard = "/imports/new";
const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** A file may be dropped anywhere: on every page but the wizard's own it opens the wizard, and never the file itself. */
export function DropAnywhere({ children }: { children: ReactNode }) {
  const files = useRef<File[]>([]);
  const [over, setOver] = useState(false);
  const router = useRouter();
  const inWizard = usePathname() === wizard;
  const value = useMemo(() => ({ take: () => files.current.splice(0) }), []);
  useEffect(() => {
    if (inWizard) return;
    const drag = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      files.current = [...(event.dataTransfer?.files ?? [])];
      if (files.current.length > 0) router.push(wizard);
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      setOver(false);
    };
  }, [inWizard, router]);
  return (
    <Context value={value}>
      {children}
      {over ? (
        <div className="pointer-events-none fixed inset-0 z-50 bg-overlay p-6">
          <div className="grid size-full place-items-center rounded-3 border-2 border-dashed border-accent bg-surface/95">
            <p className="flex items-center gap-4 text-16 font-strong">
              <FileDown className="size-5 text-accent-text" />
              Let go anywhere to load the file.
            </p>
          </div>
        </div>
      ) : null}
    </Context>
  );
}
