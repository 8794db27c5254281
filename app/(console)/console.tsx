"use client";
import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell/app-shell";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import type { Me } from "@/lib/api-contract/people";

/** The frame of the console with the sign-in form it shows when the session ends. */
export function Console(props: { person: Me; build: string; demo: boolean; children: ReactNode }) {
  const { person, build, demo, children } = props;
  return (
    <AppShell
      person={person}
      build={build}
      signIn={(done) => <SignInForm email={person.email} demo={demo} onSignedIn={done} />}
    >
      {children}
    </AppShell>
  );
}
