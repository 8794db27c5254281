import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { nextPath } from "@/components/sign-in/next-path";
import { SignInPage } from "@/components/sign-in/sign-in-page";
import { env } from "@/lib/env";
import { services } from "@/lib/services";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = nextPath((await searchParams).next);
  if (await services().auth.person(await headers())) redirect(next as Route);
  return <SignInPage next={next} demo={env().demo} />;
}
