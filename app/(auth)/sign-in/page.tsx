import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { nextPath } from "@/components/sign-in/next-path";
import { SignInPage } from "@/components/sign-in/sign-in-page";
import { unlessAway } from "@/lib/api-server/unless-away";
import { env } from "@/lib/env";
import { services } from "@/lib/services";
import { DatabaseAway } from "../../database-away";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = nextPath((await searchParams).next);
  const sent = await headers();
  const person = await unlessAway(() => services().auth.person(sent));
  if (person === "database_away") return <DatabaseAway />;
  if (person) redirect(next as Route);
  return <SignInPage next={next} demo={env().demo} />;
}
