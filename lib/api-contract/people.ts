import { z } from "./zod";

export const roles = ["operator", "administrator"] as const;
export type Role = (typeof roles)[number];

/** Whoever is signed in. */
export const meAnswer = z.object({
  me: z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(roles) }),
});
export type Me = z.infer<typeof meAnswer>["me"];

export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  createdAt: z.iso.datetime(),
});
export type Person = z.infer<typeof personSchema>;

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof invitationSchema>;
export const peopleAnswer = z.object({
  people: z.array(personSchema),
  invitations: z.array(invitationSchema),
});

export const inviteSchema = z.object({ email: z.email().max(254), role: z.enum(roles) });
/** The link is shown once: only its hash is kept. */
export const inviteAnswer = z.object({ invitation: invitationSchema, url: z.string() });

export const acceptInvitationSchema = z.object({
  token: z.string().min(20).max(200),
  /** Asked only by the link that names nobody: the one of the first start. */
  email: z.email().max(254).optional(),
  name: z.string().trim().min(1).max(120),
  password: z.string().min(12).max(128),
});
