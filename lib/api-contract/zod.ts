import { z } from "zod";

// Whether it may compile its checks zod finds out by an eval, which the pages' content security policy forbids and the
// browser reports. Every schema that reaches a page is made after this line.
z.config({ jitless: true });

export { z };
