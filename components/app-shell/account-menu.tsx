"use client";
import { CircleUserRound, LogOut } from "lucide-react";
import { useState } from "react";
import { signOut } from "@/lib/api-client/session";
import type { Me } from "@/lib/api-contract/people";
import { classNames } from "../ui/class-names";
import { Menu } from "../ui/menu";
import { chooseTheme, currentTheme, isTheme, type Theme, themes } from "./theme";

/** Who is signed in; theme and sign-out. */
export function AccountMenu({ person, thin }: { person: Me; thin: boolean }) {
  const [theme, setTheme] = useState<Theme>("system");
  const choose = (value: string) => {
    if (!isTheme(value)) return;
    chooseTheme(value);
    setTheme(value);
  };
  const leave = () => {
    // Signed out or not reachable: the sign-in page tells which.
    void signOut().finally(() => window.location.assign("/sign-in"));
  };
  const trigger = (
    <button
      type="button"
      aria-label={`${person.name}, ${person.role}: account and theme`}
      onClick={() => setTheme(currentTheme())}
      className={classNames(
        "flex items-center gap-2.25 rounded-2 font-medium text-ink-2 hover:bg-hover data-popup-open:bg-hover",
        thin ? "size-9 justify-center max-md:h-8 max-md:w-auto max-md:justify-start max-md:px-2" : "h-8 px-2",
      )}
    >
      <CircleUserRound className="size-4" />
      <span className={classNames("min-w-0 truncate", thin && "md:sr-only")}>
        {person.name} <span className="font-regular text-ink-3">· {person.role}</span>
      </span>
    </button>
  );
  return (
    <Menu
      trigger={trigger}
      side={thin ? "right" : "top"}
      align={thin ? "end" : "start"}
      sections={[
        { kind: "choice", label: "Theme", value: theme, onChange: choose, options: themes },
        {
          kind: "actions",
          label: person.email,
          items: [{ key: "sign-out", label: "Sign out", icon: LogOut, onSelect: leave }],
        },
      ]}
    />
  );
}
