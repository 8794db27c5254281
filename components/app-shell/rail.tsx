"use client";
import { useQuery } from "@tanstack/react-query";
import {
  Cable,
  House,
  ListChecks,
  type LucideIcon,
  Menu as MenuIcon,
  Plus,
  ScrollText,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { jobsQuery } from "@/lib/api-client/jobs";
import { useIsLive } from "@/lib/api-client/live";
import type { Me } from "@/lib/api-contract/people";
import { buttonLook } from "../ui/button-look";
import { classNames } from "../ui/class-names";
import { Kbd } from "../ui/kbd";
import { Mark } from "../ui/mark";
import { Tooltip } from "../ui/tooltip";
import { AccountMenu } from "./account-menu";
import { Bell } from "./bell";

type Place = "/" | "/jobs" | "/connections" | "/reports" | "/people";

function NavItem(props: { href: Place; icon: LucideIcon; name: string; thin: boolean; count?: ReactNode }) {
  const { href, icon: Icon, name, thin, count } = props;
  const path = usePathname();
  const here = href === "/" ? path === href : path.startsWith(href);
  const link = (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={classNames(
        "flex items-center gap-2.25 rounded-2 font-medium",
        thin ? "size-9 justify-center max-md:h-8 max-md:w-auto max-md:justify-start max-md:px-2" : "h-8 px-2",
        here ? "bg-surface text-ink ring-1 ring-line-strong" : "text-ink-2 hover:bg-hover",
      )}
    >
      <Icon className="size-4" />
      <span className={thin ? "md:sr-only" : undefined}>{name}</span>
      {count ? <span className={classNames("ml-auto text-12", thin && "md:sr-only")}>{count}</span> : null}
    </Link>
  );
  return thin ? (
    <Tooltip content={name} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

function LoadAFile({ thin }: { thin: boolean }) {
  const link = (
    <Link
      href="/imports/new"
      className={classNames(
        buttonLook({ iconOnly: thin, wide: !thin }),
        "mb-3",
        thin && "max-md:w-full max-md:px-3",
      )}
    >
      <Plus className="size-4 text-accent-text" />
      <span className={classNames("flex-1", thin && "md:sr-only")}>Load a file</span>
      {thin ? null : <Kbd>N</Kbd>}
    </Link>
  );
  return thin ? (
    <Tooltip content="Load a file (N)" side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** How many imports wait for a person. */
function NeedsYou() {
  const { data } = useQuery(jobsQuery({ show: "all" }, useIsLive()));
  const count = data?.counts.needsYou ?? 0;
  return count > 0 ? (
    <span className="figures font-strong text-unsure-text">
      {count} {count === 1 ? "needs" : "need"} you
    </span>
  ) : null;
}

/** The way around. 208 px, thin beside the wizard, a menu where there is no room. */
export function Rail({ person, thin }: { person: Me; thin: boolean }) {
  // Open on one page: going to another closes it.
  const here = usePathname();
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === here;
  return (
    <nav
      aria-label="Hubload"
      className={classNames(
        "flex min-h-0 flex-col gap-0.5 border-line-strong px-2.5 pt-3.5 pb-3 max-md:border-b max-md:py-2 md:border-r print:hidden",
        thin && "md:items-center md:px-0",
      )}
    >
      <div className="flex items-center justify-between md:pb-3.5">
        <Link href="/" className="flex items-center gap-2.25 rounded-2 px-1.5 py-0.5" aria-label="Hubload">
          <Mark />
          <b className={classNames("text-14 tracking-[-0.01em]", thin && "md:sr-only")}>Hubload</b>
        </Link>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpenOn(open ? null : here)}
          className={classNames(buttonLook({ variant: "quiet" }), "md:hidden")}
        >
          <MenuIcon className="size-4" />
          Menu
        </button>
      </div>
      <div
        className={classNames(
          "min-h-0 flex-1 flex-col gap-0.5 max-md:mt-2 md:flex",
          thin && "md:items-center",
          open ? "flex" : "hidden",
        )}
      >
        <LoadAFile thin={thin} />
        <NavItem href="/" icon={House} name="Home" thin={thin} />
        <NavItem href="/jobs" icon={ListChecks} name="Imports" thin={thin} count={<NeedsYou />} />
        <NavItem href="/connections" icon={Cable} name="Connections" thin={thin} />
        <NavItem href="/reports" icon={ScrollText} name="Report" thin={thin} />
        {person.role === "administrator" ? (
          <NavItem href="/people" icon={Users} name="People" thin={thin} />
        ) : null}
        <span className="flex-1" />
        <Bell thin={thin} />
        <AccountMenu person={person} thin={thin} />
      </div>
    </nav>
  );
}
