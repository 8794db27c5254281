import type { ReactNode } from "react";
import { Mark } from "../ui/mark";

/** The frame of the pages in front of the console. */
export function Door(props: { title: string; subtitle?: ReactNode; foot?: ReactNode; children?: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-10">
      <div className="w-full max-w-90 md:mb-[6vh]">
        <div className="mb-7 flex items-center gap-2.5">
          <Mark />
          <b className="text-16 tracking-[-0.012em]">Hubload</b>
        </div>
        <h1 className="say">{props.title}</h1>
        {props.subtitle ? <p className="mt-1.5 text-14 text-ink-2">{props.subtitle}</p> : null}
        {props.children ? <div className="mt-5.5">{props.children}</div> : null}
        {props.foot ? (
          <p className="mt-6.5 border-t border-line-strong pt-3.5 text-12 text-ink-3">{props.foot}</p>
        ) : null}
      </div>
    </main>
  );
}
