import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { People } from "@/components/people/people";
import { Page } from "@/components/ui/page";
import { requirePerson } from "@/lib/api-server/require-person";
import { DatabaseAway } from "../../database-away";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const person = await requirePerson();
  if (person === "database_away") return <DatabaseAway />;
  // The routes decide who may; a page that would only show a refusal is not there.
  if (person.role !== "administrator") notFound();
  return (
    <Page>
      <People />
    </Page>
  );
}
