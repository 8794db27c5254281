import type { Invitation, Person } from "@/lib/api-contract/people";
import { Skeleton } from "../ui/skeleton";
import { Table, Td, Th, Tr } from "../ui/table";
import { Time } from "../ui/time";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

function On({ at }: { at: string }) {
  return <Time at={at} short={day.format(new Date(at))} full={moment.format(new Date(at))} />;
}

export function PeopleList({ people }: { people: readonly Person[] }) {
  return (
    <Table caption="People who may sign in" fixed minWidth="min-w-150">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>E-mail</Th>
          <Th className="w-40">Role</Th>
          <Th figures className="w-36">
            Here since
          </Th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Tr key={person.id}>
            <Td className="truncate font-medium" title={person.name}>
              {person.name}
            </Td>
            <Td className="truncate" title={person.email}>
              {person.email}
            </Td>
            <Td className="text-ink-2">{person.role}</Td>
            <Td figures className="text-ink-2">
              <On at={person.createdAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

export function InvitationList({ invitations }: { invitations: readonly Invitation[] }) {
  return (
    <Table caption="People who were asked and have not come yet" fixed minWidth="min-w-150">
      <thead>
        <tr>
          <Th>E-mail</Th>
          <Th className="w-40">Role</Th>
          <Th figures className="w-36">
            Link ends
          </Th>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <Tr key={invitation.id}>
            <Td className="truncate font-medium" title={invitation.email}>
              {invitation.email}
            </Td>
            <Td className="text-ink-2">{invitation.role}</Td>
            <Td figures className="text-ink-2">
              <On at={invitation.expiresAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

export function PeopleLoading() {
  return (
    <div className="grid gap-5 px-4 py-4" role="status" aria-label="The people are being read">
      <Skeleton width="w-80" />
      <Skeleton width="w-72" />
    </div>
  );
}
