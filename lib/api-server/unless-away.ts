import "server-only";
import { isPassingFault } from "../database/is-away";
import { services } from "../services";

/** For pages: a database that is away is an answer, which the page puts in words. Every other failure goes on. */
export async function unlessAway<Answer>(read: () => Promise<Answer>): Promise<Answer | "database_away"> {
  try {
    return await read();
  } catch (error) {
    if (!isPassingFault(error)) throw error;
    services().log.warn({ error }, "a page could not be made: the database is away");
    return "database_away";
  }
}
