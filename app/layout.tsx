import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";

// The nonce of the content security policy is made for each request, so no page can be made ahead.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Hubload", template: "%s · Hubload" },
  description:
    "Load CSV files into business systems and follow each import until every row is accounted for.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // theme.js may set data-theme before React arrives.
    <html lang="en-GB" suppressHydrationWarning>
      <head>
        {/* Browsers hide a nonce from scripts once it is used, so React finds another one than it wrote. */}
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>{children}</body>
    </html>
  );
}
