import "server-only";
import type { Field } from "@/lib/api-contract/connections";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import { isMarkable, longestText, type Subject } from "./probe-file";

/** Books are closed, money moves and other people are told: nothing to try things out on. */
const never =
  /invoice|payment|receipt|bill|credit|order|transaction|journal|bank|ledger|payroll|hook|user|staff|employee|campaign|message|mail/i;
const mostAsked = 25;

/**
 * The object to try on: everything required is text, something else is text as well, and its docs show that one record can
 * be created, found and deleted. Of several the one with the fewest required fields. `undefined`: there is none.
 * @param wanted by an administrator, who may name any; it still has to be deletable
 * @throws UpstreamError
 */
export async function chooseObject(
  openConnectors: Pick<OpenConnectors, "objects" | "fields" | "operations">,
  connectionId: string,
  wanted?: string,
): Promise<Subject | undefined> {
  const listed = (await openConnectors.objects(connectionId)).map(({ name }) => name);
  const names = wanted === undefined ? listed.filter((name) => !never.test(name)) : [wanted];
  let best: Subject | undefined;
  for (const name of names.slice(0, mostAsked)) {
    const operations = await openConnectors.operations(connectionId, name);
    if (!operations?.create || !operations.delete || !operations.search) continue;
    const subject = toSubject(name, await openConnectors.fields(connectionId, name));
    if (subject && (!best || subject.others.length < best.others.length)) best = subject;
  }
  return best;
}

export function toSubject(objectName: string, fields: readonly Field[]): Subject | undefined {
  const writable = fields.filter(({ readOnly, path }) => readOnly !== true && !path.includes("["));
  const needed = writable.filter(({ required }) => required === true);
  const [required, ...others] = needed;
  if (!required || !needed.every(isMarkable)) return undefined;
  const texts = writable.filter((field) => !needed.includes(field) && takesAnyText(field));
  const text = texts.find(({ path }) => freeText.test(path)) ?? texts[0];
  return text && { objectName, idField: idOf(fields), required, others, text };
}

/** Most call it `id`; some by the vendor's name, such as `client_id`, which nobody may write. */
function idOf(fields: readonly Field[]): string {
  if (fields.some(({ path }) => path === "id")) return "id";
  return fields.find(({ path, readOnly }) => readOnly === true && /(_id|Id)$/.test(path))?.path ?? "id";
}

const freeText = /descri|note|comment|remark|title|(^|_)name/i;
const special =
  /mail|url|uri|web|site|phone|fax|mobile|code|currency|country|language|status|type|date|password/i;

const takesAnyText = ({ type, path, maxLength, allowedValues }: Field) =>
  type === "string" &&
  allowedValues === undefined &&
  !special.test(path) &&
  (maxLength ?? longestText) >= longestText;
