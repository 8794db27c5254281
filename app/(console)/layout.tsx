import type { ReactNode } from "react";
import { buildId } from "@/lib/api-server/build-id";
import { requirePerson } from "@/lib/api-server/require-person";
import { env } from "@/lib/env";
import { DatabaseAway } from "../database-away";
import { Console } from "./console";

export const dynamic = "force-dynamic";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  if (person === "database_away") return <DatabaseAway />;
  return (
    <Console person={person} build={buildId()} demo={env().demo}>
      {children}
    </Console>
  );
}
