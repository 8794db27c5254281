import { queryOptions } from "@tanstack/react-query";
import { noticesAnswer } from "@/lib/api-contract/notices";
import { request, send } from "./request";

export const noticeKeys = { all: ["notices"] };

const askedMs = 20_000;
/** While the server's events tell when there may be something. */
const liveMs = 5 * 60_000;

/** What the person is told of. Asked for in the background too: a tab nobody looks at is what it is for. */
export const noticesQuery = (isLive: boolean) =>
  queryOptions({
    queryKey: noticeKeys.all,
    queryFn: ({ signal }) => request(noticesAnswer, "/api/notices", { signal }),
    refetchInterval: isLive ? liveMs : askedMs,
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: "always",
  });

/** Everything up to this notice was looked at. @throws ApiError */
export const seeNotices = (upTo: number): Promise<void> =>
  send("/api/notices/seen", { method: "POST", json: { upTo } });

/** @throws ApiError */
export const wantMail = (mail: boolean): Promise<void> =>
  send("/api/notices/mail", { method: "POST", json: { mail } });
