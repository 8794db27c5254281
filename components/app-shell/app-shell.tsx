"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import type { Me } from "@/lib/api-contract/people";
import { classNames } from "../ui/class-names";
import { DropAnywhere } from "./dropped-files";
import { LiveUpdates } from "./live-updates";
import { NewVersion } from "./new-version";
import { QueryProvider } from "./query-provider";
import { Rail } from "./rail";
import { SessionDialog } from "./session-dialog";

const wizard = "/imports/new";

/** N loads a file, unless the key is meant for a field, a list or a dialog. */
function useLoadShortcut() {
  const router = useRouter();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : null;
      if (
        target?.closest(
          "input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu]",
        )
      )
        return;
      router.push(wizard);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [router]);
}

/**
 * The frame of every page of the console.
 * @param props.build the build that made this page
 * @param props.signIn the sign-in form, for the dialog when the session ends; calls `done` once somebody is signed in
 */
export function AppShell(props: {
  person: Me;
  build: string;
  signIn: (done: () => void) => ReactNode;
  children: ReactNode;
}) {
  const thin = usePathname() === wizard;
  useLoadShortcut();
  return (
    // Base UI would write <style> elements, which the content security policy forbids; globals.css has their rules.
    <CSPProvider disableStyleElements>
      <QueryProvider>
        <LiveUpdates personId={props.person.id} />
        <DropAnywhere>
          <a
            href="#main"
            className="absolute top-2 left-2 z-50 rounded-2 bg-surface px-3 py-1.5 font-medium shadow-float not-focus:sr-only"
          >
            Skip to the page
          </a>
          <div
            className={classNames(
              "grid min-h-dvh max-md:grid-rows-[auto_minmax(0,1fr)] md:h-dvh print:block print:h-auto",
              thin
                ? "md:grid-cols-[var(--rail-thin)_minmax(0,1fr)]"
                : "md:grid-cols-[var(--rail)_minmax(0,1fr)]",
            )}
          >
            <Rail person={props.person} thin={thin} />
            <main
              id="main"
              tabIndex={-1}
              className="relative flex min-h-0 min-w-0 flex-col outline-none md:overflow-auto print:block print:overflow-visible"
            >
              <NewVersion build={props.build} />
              {props.children}
            </main>
          </div>
          <SessionDialog person={props.person} signIn={props.signIn} />
        </DropAnywhere>
      </QueryProvider>
    </CSPProvider>
  );
}
