import { overviewQuery } from "@/lib/api-contract/overview";
import { handle } from "@/lib/api-server/handle";

const mostDrafts = 4;

export const GET = handle({ access: "person", query: overviewQuery }, async ({ services, query, person }) => {
  const [shared, drafts] = await Promise.all([
    services.jobs.overview(query.days),
    services.drafts.list(person),
  ]);
  return { ...shared, drafts: drafts.slice(0, mostDrafts) };
});
