import type { Metadata } from "next";
import { ConnectionPage } from "@/components/connections/connection-page";
import { Page } from "@/components/ui/page";
import { requirePerson } from "@/lib/api-server/require-person";
import { DatabaseAway } from "../../../database-away";

export const metadata: Metadata = { title: "Connection" };

export default async function OneConnectionPage(props: { params: Promise<{ connectionId: string }> }) {
  const { connectionId } = await props.params;
  const person = await requirePerson();
  if (person === "database_away") return <DatabaseAway />;
  return (
    <Page>
      <ConnectionPage id={decodeURIComponent(connectionId)} mayChange={person.role === "administrator"} />
    </Page>
  );
}
