import type { Metadata } from "next";
import { Overview } from "@/components/overview/overview";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Home" };

export default function HomePage() {
  return (
    <Page>
      <Overview />
    </Page>
  );
}
