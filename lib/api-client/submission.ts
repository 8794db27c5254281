import type { SubmitJob } from "@/lib/api-contract/submit-job";

/** What may be said of very many rows, as JSON that this thread need not look at. */
export interface SubmittedRows {
  fileRows?: Blob;
  keptBack?: Blob;
  excluded?: Blob;
}

/** The body as one text, of which the rows stay where they are. */
export function jsonOf(
  { source = {}, ...body }: SubmitJob,
  { fileRows, keptBack, excluded }: SubmittedRows,
): Blob {
  return withMembers(body, { source: withMembers(source, { fileRows }), keptBack, excluded });
}

/** An object with more members, whose values are JSON already. */
function withMembers(said: object, more: Readonly<Record<string, Blob | undefined>>): Blob {
  const own = JSON.stringify(said).slice(1, -1);
  const members: BlobPart[][] = own === "" ? [] : [[own]];
  for (const [name, json] of Object.entries(more))
    if (json !== undefined) members.push([`${JSON.stringify(name)}:`, json]);
  return new Blob(["{", ...members.flatMap((member, at) => (at === 0 ? member : [",", ...member])), "}"]);
}
