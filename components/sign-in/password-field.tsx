"use client";
import { Eye, EyeOff, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { IconButton } from "../ui/icon-button";
import { TextField } from "../ui/text-field";

/** A password: can be shown, and says when Caps Lock is on. */
export function PasswordField(props: {
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  help?: ReactNode;
  error?: ReactNode;
  autoFocus?: boolean;
}) {
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  return (
    <div>
      <TextField
        label="Password"
        size="lg"
        name="password"
        type={shown ? "text" : "password"}
        autoComplete={props.autoComplete}
        autoFocus={props.autoFocus}
        required
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => setCapsLock(false)}
        help={props.help}
        error={props.error}
        end={
          <IconButton
            name={shown ? "Hide the password" : "Show the password"}
            icon={shown ? EyeOff : Eye}
            size="sm"
            onClick={() => setShown(!shown)}
          />
        }
      />
      <p
        role="status"
        className="mt-1.5 flex items-center gap-1.5 text-12 font-medium text-unsure-text empty:hidden"
      >
        {capsLock ? (
          <>
            <TriangleAlert className="size-3" />
            Caps Lock is on
          </>
        ) : null}
      </p>
    </div>
  );
}
