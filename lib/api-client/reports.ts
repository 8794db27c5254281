import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type ImportsReportQuery, importsReportAnswer } from "@/lib/api-contract/reports";
import { request } from "./request";

const address = (query: ImportsReportQuery, suffix = ""): string =>
  `/api/reports/imports${suffix}?${new URLSearchParams({
    from: query.from,
    before: query.before,
    ...(query.connection === undefined ? {} : { connection: query.connection }),
  })}`;

export const importsReportQuery = (query: ImportsReportQuery) =>
  queryOptions({
    queryKey: ["reports", "imports", query],
    queryFn: ({ signal }) => request(importsReportAnswer, address(query), { signal }),
    placeholderData: keepPreviousData,
  });

/** The same as a workbook, to be saved. */
export const importsWorkbookAddress = (query: ImportsReportQuery): string => address(query, "/workbook");
