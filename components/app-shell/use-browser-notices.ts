import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { Notice } from "@/lib/api-contract/notices";
import { jobStatusWords } from "@/lib/wording/jobs";
import { outcomeSentence } from "@/lib/wording/outcome-sentence";
import { noticeTitle } from "./notice-line";

/**
 * Shows what comes while the tab is in the background, where the person has allowed it. What was there when the page was
 * opened is not told again. Several tabs tell it once: the same tag replaces what another one shows.
 */
export function useBrowserNotices(notices: readonly Notice[] | undefined): void {
  const router = useRouter();
  const told = useRef<number | null>(null);
  useEffect(() => {
    if (!notices) return;
    const newest = Math.max(0, ...notices.map(({ id }) => id));
    const before = told.current;
    told.current = Math.max(before ?? 0, newest);
    if (before === null || document.visibilityState === "visible") return;
    if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
    for (const notice of notices.filter(({ id }) => id > before)) {
      const shown = new Notification(`${noticeTitle(notice)}: ${jobStatusWords(notice.job)}`, {
        body: outcomeSentence(notice.job),
        tag: `hubload-${notice.id}`,
      });
      shown.onclick = () => {
        window.focus();
        router.push(`/jobs/${notice.job.id}`);
        shown.close();
      };
    }
  }, [notices, router]);
}
