import type { Metadata } from "next";
import { ImportsReport } from "@/components/reports/imports-report";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Report" };

export default function ReportsPage() {
  return (
    <Page full>
      <ImportsReport />
    </Page>
  );
}
