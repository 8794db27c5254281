import type { z } from "zod";
import { type acceptInvitationSchema, type Me, meAnswer } from "@/lib/api-contract/people";
import { request, send } from "./request";

/** Whoever is signed in. @throws ApiError 401 when nobody is */
export async function me(): Promise<Me> {
  return (await request(meAnswer, "/api/me", { withoutSession: true })).me;
}

/** @throws ApiError 401 when e-mail or password is wrong, 429 with `retryAfter` after too many failures */
export function signIn(credentials: { email: string; password: string }): Promise<void> {
  return send("/api/auth/sign-in/email", { method: "POST", json: credentials, withoutSession: true });
}

export function signOut(): Promise<void> {
  return send("/api/auth/sign-out", { method: "POST", withoutSession: true });
}

/** Only where the server runs as a demo. */
export function enterDemo(): Promise<void> {
  return send("/api/demo/enter", { method: "POST", withoutSession: true });
}

/** Makes the account of a one-time link and signs it in. @throws ApiError 410 when the link was used or has ended */
export function acceptInvitation(answer: z.input<typeof acceptInvitationSchema>): Promise<void> {
  return send("/api/invitations/accept", { method: "POST", json: answer, withoutSession: true });
}
