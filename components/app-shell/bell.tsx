"use client";
import { Popover } from "@base-ui/react/popover";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { useIsLive } from "@/lib/api-client/live";
import { noticeKeys, noticesQuery, seeNotices } from "@/lib/api-client/notices";
import type { Notice } from "@/lib/api-contract/notices";
import { classNames } from "../ui/class-names";
import { floating } from "../ui/list-look";
import { NoticeLine } from "./notice-line";
import { NoticeWays } from "./notice-ways";
import { useBrowserNotices } from "./use-browser-notices";
import { useTitleCount } from "./use-title-count";

/** What ended and what needs somebody since the person looked. Opening it is looking. */
export function Bell({ thin }: { thin: boolean }) {
  const client = useQueryClient();
  const { data, dataUpdatedAt } = useQuery(noticesQuery(useIsLive()));
  const [open, setOpen] = useState(false);
  /** As they were when it was opened: what was new then stays marked while it is read. */
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const see = useMutation({
    mutationFn: seeNotices,
    onSuccess: () => client.invalidateQueries({ queryKey: noticeKeys.all }),
  });
  const notices = data?.notices ?? [];
  const unseen = notices.filter(({ isNew }) => isNew).length;
  useTitleCount(unseen);
  useBrowserNotices(data?.notices);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setShown(notices);
    if (unseen > 0) see.mutate(Math.max(...notices.map(({ id }) => id)));
  };
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger
        aria-label={unseen === 0 ? "Notices" : `Notices, ${unseen} new`}
        className={classNames(
          "flex items-center gap-2.25 rounded-2 font-medium text-ink-2 hover:bg-hover data-popup-open:bg-hover",
          thin
            ? "relative size-9 justify-center max-md:h-8 max-md:w-auto max-md:justify-start max-md:px-2"
            : "h-8 px-2",
        )}
      >
        <BellIcon className="size-4" />
        <span className={thin ? "md:sr-only" : undefined}>Notices</span>
        {unseen > 0 ? (
          <span
            className={classNames(
              "figures text-12 font-strong text-accent-text",
              thin ? "md:absolute md:top-0.5 md:right-1 max-md:ml-auto" : "ml-auto",
            )}
          >
            {unseen}
            <span className={thin ? "sr-only" : undefined}> new</span>
          </span>
        ) : null}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="right" align="end" sideOffset={10} className="z-40">
          <Popover.Popup
            className={classNames(floating, "flex max-h-[80vh] w-[min(24rem,calc(100vw-2rem))] flex-col")}
          >
            <Popover.Title className="border-b border-line px-4 py-2.5 text-14 font-strong">
              Notices
            </Popover.Title>
            {shown.length === 0 ? (
              <p className="px-4 py-4 text-ink-2">
                Nothing yet. Imports of yours that end stand here, and all that need somebody.
              </p>
            ) : (
              <ul className="min-h-0 overflow-y-auto">
                {shown.map((notice) => (
                  <NoticeLine
                    key={notice.id}
                    notice={notice}
                    now={new Date(dataUpdatedAt)}
                    onGo={() => setOpen(false)}
                  />
                ))}
              </ul>
            )}
            <NoticeWays mail={data?.mail ?? null} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
