import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Me } from "../api-contract/people";
import { services } from "../services";
import { unlessAway } from "./unless-away";

/**
 * For pages: whoever is signed in; everybody else is sent to sign in and comes back afterwards.
 * @returns "database_away" when nobody can say who it is: the page then shows that
 */
export async function requirePerson(): Promise<Me | "database_away"> {
  const sent = await headers();
  const person = await unlessAway(() => services().auth.person(sent));
  if (person) return person;
  const path = sent.get("x-hubload-path") ?? "/";
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}
