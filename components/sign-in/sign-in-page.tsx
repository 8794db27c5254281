"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { Door } from "./door";
import { SignInForm } from "./sign-in-form";

/** @param props.next where to go afterwards: a path of this application */
export function SignInPage({ next, demo }: { next: string; demo: boolean }) {
  return (
    <CSPProvider disableStyleElements>
      <Door
        title="Sign in"
        subtitle={
          next === "/"
            ? "Every row of every import, accounted for."
            : "You come back to the page you asked for."
        }
        foot="No account, or the password is forgotten? Ask your administrator. Imports keep running while you are signed out."
      >
        <SignInForm demo={demo} onSignedIn={() => window.location.assign(next)} />
      </Door>
    </CSPProvider>
  );
}
