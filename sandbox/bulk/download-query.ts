import { z } from "zod";
import { type ConnectorCall, readJsonBody } from "../http/call";
import { Refusal } from "../http/reply";
import { parseWhere } from "../records/where";
import { WhereError } from "../records/where-tokens";
import type { DownloadQuery, FileFormat } from "./bulk-job";

/** A download as it was asked for. */
export interface Download {
  objectName: string;
  query: DownloadQuery;
  /** Null: any that the file is fetched in. */
  format: FileFormat | null;
  callbackUrl: string | null;
}

const selectForm =
  /^\s*select\s+(?<fields>[\w.*,[\]\s]+?)\s+from\s+(?<object>\w+)(?:\s+where\s+(?<where>.+?))?(?:\s+limit\s+(?<limit>\d+))?\s*$/is;

/**
 * Reads `select … from … where …`.
 *
 * @throws Refusal 400 when it cannot be read
 */
export function readQuery(text: string, query: URLSearchParams): Download {
  const parts = selectForm.exec(text)?.groups;
  const object = parts?.object;
  if (!parts || object === undefined) throw new Refusal(400, `Error parsing query: ${text.slice(0, 200)}`);
  const { fields = "*", where = null, limit } = parts;
  expectWhere(where);
  const [from, to] = [query.get("from") ?? query.get("lastRunDate"), query.get("to")];
  return {
    objectName: object,
    query: {
      text,
      where,
      fields: fields.trim() === "*" ? null : fields,
      limit: limit === undefined ? null : Number(limit),
      between: from || to ? { field: "", from, to } : null,
    },
    format: null,
    callbackUrl: null,
  };
}

function expectWhere(where: string | null): void {
  try {
    if (where !== null) parseWhere(where);
  } catch (error) {
    if (error instanceof WhereError) throw new Refusal(400, `Error parsing query: ${error.message}`);
    throw error;
  }
}

const formats: Record<string, FileFormat> = {
  "application/json": "json",
  "txt/csv": "csv",
  "text/csv": "csv",
  "application/jsonl": "jsonl",
};

const criteriaSchema = z.object({
  objectName: z.string().min(1),
  format: z.string(),
  selectFields: z.union([z.string(), z.array(z.string())]).nullish(),
  where: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  filterDateField: z.string().nullish(),
  limit: z.int().min(0).nullish(),
  notificationUrl: z.string().nullish(),
});

/**
 * Reads the body of `POST /bulk/download` (Open Connectors reference, download).
 *
 * @throws Refusal 400 when something that is required is missing or unknown
 */
export async function readCriteria(call: ConnectorCall): Promise<Download> {
  const parsed = criteriaSchema.safeParse(await readJsonBody(call));
  if (!parsed.success) throw new Refusal(400, `Invalid request. ${z.prettifyError(parsed.error)}`);
  const { objectName, selectFields, where = null, from = null, to = null, ...rest } = parsed.data;
  const format = formats[rest.format];
  if (!format) throw new Refusal(400, `Invalid request. The format ${rest.format} is not known`);
  expectWhere(where || null);
  return {
    objectName,
    query: {
      text: JSON.stringify(parsed.data),
      where: where || null,
      fields: selectFields ? String(selectFields) : null,
      limit: rest.limit ?? null,
      between: from || to ? { field: rest.filterDateField ?? "", from, to } : null,
    },
    format,
    callbackUrl: rest.notificationUrl ?? null,
  };
}
