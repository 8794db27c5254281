import type { Metadata } from "next";
import { ConnectionTable } from "@/components/connections/connection-table";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Connections" };

export default function ConnectionsPage() {
  return (
    <Page full>
      <ConnectionTable />
    </Page>
  );
}
