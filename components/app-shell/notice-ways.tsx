"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { noticeKeys, wantMail } from "@/lib/api-client/notices";
import { Button } from "../ui/button";

type Permission = NotificationPermission | "none";

const permissionNow = (): Permission =>
  typeof Notification === "undefined" ? "none" : Notification.permission;

const browserWords: Record<Exclude<Permission, "default">, string> = {
  granted: "This browser tells you while the tab is in the background.",
  denied: "This browser was told not to show notices. Its settings for this site can change that.",
  none: "This browser cannot show notices.",
};

/** How else somebody is told. The browser asks for its permission when the button is pressed, never before. */
export function NoticeWays({ mail }: { mail: boolean | null }) {
  const client = useQueryClient();
  const [permission, setPermission] = useState(permissionNow);
  const change = useMutation({
    mutationFn: wantMail,
    onSuccess: () => client.invalidateQueries({ queryKey: noticeKeys.all }),
  });
  return (
    <div className="grid gap-2 border-t border-line bg-sunken px-4 py-3 text-12 text-ink-2">
      {permission === "default" ? (
        <p className="flex items-center justify-between gap-3">
          In the browser, while the tab is in the background
          <Button
            size="sm"
            onClick={() => void Notification.requestPermission().then(() => setPermission(permissionNow()))}
          >
            Turn on…
          </Button>
        </p>
      ) : (
        <p>{browserWords[permission]}</p>
      )}
      {mail === null ? null : (
        <p className="flex items-center justify-between gap-3">
          {mail ? "By e-mail, of imports you submitted" : "No e-mail is sent to you."}
          <Button size="sm" busy={change.isPending} onClick={() => change.mutate(!mail)}>
            {mail ? "Turn off e-mail" : "Turn on e-mail"}
          </Button>
        </p>
      )}
      {change.error ? (
        <p role="alert" className="text-failed-text">
          That was not kept. {change.error.message}
        </p>
      ) : null}
    </div>
  );
}
