"use client";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { peopleQuery } from "@/lib/api-client/people";
import { Button } from "../ui/button";
import { ListFault } from "../ui/list-fault";
import { PageHead } from "../ui/page";
import { Panel } from "../ui/panel";
import { ScrollRegion } from "../ui/scroll-region";
import { AddPerson } from "./add-person";
import { InvitationList, PeopleList, PeopleLoading } from "./people-list";

/** Who may sign in, and who was asked to. For administrators. */
export function People() {
  const { data, error, refetch } = useQuery(peopleQuery());
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead title="People" />
      {error ? (
        <ListFault
          what="The people"
          error={error}
          id={requestIdOf(error)}
          stale={data !== undefined}
          onRetry={() => void refetch()}
        />
      ) : null}
      <div className="grid gap-4">
        <Panel
          title="May sign in"
          aside={
            <Button variant="primary" icon={UserPlus} onClick={() => setAdding(true)}>
              Add a person…
            </Button>
          }
        >
          <ScrollRegion label="May sign in" className="overflow-x-auto">
            {data ? <PeopleList people={data.people} /> : <PeopleLoading />}
          </ScrollRegion>
        </Panel>
        {data && data.invitations.length > 0 ? (
          <Panel
            title="Asked, not here yet"
            note="a link that is lost cannot be shown again; add the person once more"
          >
            <ScrollRegion label="Asked, not here yet" className="overflow-x-auto">
              <InvitationList invitations={data.invitations} />
            </ScrollRegion>
          </Panel>
        ) : null}
      </div>
      {adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
    </>
  );
}
