import { Door } from "@/components/sign-in/door";

/** Instead of any page while the database is away. It asks again by itself, without a script. */
export function DatabaseAway() {
  return (
    <>
      <meta httpEquiv="refresh" content="5" />
      <Door
        title="Hubload cannot reach its database."
        subtitle="This page opens by itself when the database is back. Nothing is lost: what was sent is being worked on, and imports go on where they stopped."
      />
    </>
  );
}
