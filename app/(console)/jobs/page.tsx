import type { Metadata } from "next";
import { JobTable } from "@/components/job-table/job-table";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Imports" };

export default function JobsPage() {
  return (
    <Page full>
      <JobTable />
    </Page>
  );
}
