import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Me } from "../api-contract/people";
import { services } from "../services";

/** For pages: whoever is signed in; everybody else is sent to sign in and comes back afterwards. */
export async function requirePerson(): Promise<Me> {
  const sent = await headers();
  const person = await services().auth.person(sent);
  if (person) return person;
  const path = sent.get("x-hubload-path") ?? "/";
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}
