import type { Metadata } from "next";
import { JobDetail } from "@/components/job-detail/job-detail";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Import" };

export default async function JobPage({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params;
  return (
    <Page>
      <JobDetail id={jobId} />
    </Page>
  );
}
