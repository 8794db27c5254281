import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { inviteAnswer, type inviteSchema, peopleAnswer } from "@/lib/api-contract/people";
import { request } from "./request";

export const peopleKeys = { all: ["people"] };

export const peopleQuery = () =>
  queryOptions({
    queryKey: peopleKeys.all,
    queryFn: ({ signal }) => request(peopleAnswer, "/api/people", { signal }),
    refetchOnWindowFocus: "always",
  });

/** @returns the one-time link, which is never shown again */
export function invite(person: z.input<typeof inviteSchema>): Promise<z.output<typeof inviteAnswer>> {
  return request(inviteAnswer, "/api/people/invitations", { method: "POST", json: person });
}
