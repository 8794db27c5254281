"use client";
import { useQuery } from "@tanstack/react-query";
import { connectionQuery } from "@/lib/api-client/connections";
import type { Connection } from "@/lib/api-contract/connections";
import { companyWords } from "@/lib/wording/connections";

/** The company behind a connection; asked for once where nobody has asked yet. */
export function Company({ connection }: { connection: Connection }) {
  const { data } = useQuery({
    ...connectionQuery(connection.id),
    enabled: connection.usable && !connection.isCompanyRead,
  });
  const words = companyWords(connection) ?? (data ? companyWords(data) : null);
  return words ?? <span className="text-ink-3">company not named</span>;
}
