import type { Metadata } from "next";
import { AcceptInvitationPage } from "@/components/sign-in/accept-invitation-page";
import { Door } from "@/components/sign-in/door";
import { LinkButton } from "@/components/ui/link-button";
import { unlessAway } from "@/lib/api-server/unless-away";
import { services } from "@/lib/services";
import { DatabaseAway } from "../../../database-away";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Your account" };

export default async function Invite({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await unlessAway(() => services().auth.invitation(token));
  if (invitation === "database_away") return <DatabaseAway />;
  if (!invitation)
    return (
      <Door
        title="This link has ended"
        subtitle="It was used already, or its time is over. Ask an administrator for another; if you have an account, sign in."
      >
        <LinkButton href="/sign-in" variant="primary" size="lg" wide>
          Sign in
        </LinkButton>
      </Door>
    );
  return <AcceptInvitationPage token={token} email={invitation.email === "" ? null : invitation.email} />;
}
