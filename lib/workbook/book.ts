import { damaged } from "./refusals";
import type { DateSystem } from "./serial-date";
import type { XmlPartOptions } from "./xml-part";
import { readXmlPart } from "./xml-part";
import { isTrue } from "./xml-reader";
import type { ZipParts } from "./zip-parts";

export interface BookSheet {
  name: string;
  /** Hidden by a person, or by a program so that only a program shows it. */
  hidden: boolean;
  part: string;
}

/** What the workbook part says, and where the other parts stand. */
export interface Book {
  /** Sheets with cells, in their order; charts and macros are none. */
  sheets: BookSheet[];
  /** The sheet that was open when it was saved; `null`: the workbook does not say. */
  active: string | null;
  dates: DateSystem;
  /** Parts; `null` where there is none. */
  strings: string | null;
  styles: string | null;
}

interface Relation {
  type: string;
  target: string;
}

/**
 * Reads the workbook part and its relationships (ECMA-376-2, 6.5; ECMA-376-1, 18.2).
 *
 * @throws ReadError
 */
export async function readBook(parts: ZipParts, options: XmlPartOptions): Promise<Book> {
  const root = await readRelations(parts, "_rels/.rels", "", options);
  const main = [...root.values()].find(({ type }) => type === "officeDocument")?.target;
  if (main === undefined) throw damaged();
  const folder = main.includes("/") ? main.slice(0, main.lastIndexOf("/")) : "";
  const file = main.slice(folder === "" ? 0 : folder.length + 1);
  const relations = await readRelations(parts, joined(folder, `_rels/${file}.rels`), folder, options);
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target;
  const found: { name: string; hidden: boolean; id: string }[] = [];
  let active: number | null = null;
  let dates: DateSystem = 1900;
  await readXmlPart(
    parts,
    main,
    {
      open(tag, attributes) {
        if (tag === "workbookPr" && isTrue(attributes.date1904)) dates = 1904;
        if (tag === "workbookView") active = Number(attributes.activeTab ?? 0);
        if (tag !== "sheet") return;
        const id = Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1] ?? "";
        const { name = "", state = "visible" } = attributes;
        found.push({ name, hidden: state !== "visible", id });
      },
    },
    options,
  );
  const sheets = found.flatMap(({ name, hidden, id }) => {
    const relation = relations.get(id);
    return relation?.type === "worksheet" ? [{ name, hidden, part: relation.target }] : [];
  });
  return {
    sheets,
    active: active === null ? null : (found[active]?.name ?? null),
    dates,
    strings: partOf("sharedStrings") ?? null,
    styles: partOf("styles") ?? null,
  };
}

/** Relationships by id. A type is known by its last word: strict and transitional files differ in what stands before. */
async function readRelations(
  parts: ZipParts,
  name: string,
  folder: string,
  options: XmlPartOptions,
): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  await readXmlPart(
    parts,
    name,
    {
      open(tag, { Id = "", Type = "", Target = "", TargetMode }) {
        if (tag !== "Relationship" || TargetMode === "External") return;
        relations.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), target: joined(folder, Target) });
      },
    },
    options,
  );
  return relations;
}

/** A target from the folder of its source; one that begins with a slash, from the root. */
function joined(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const steps: string[] = folder === "" ? [] : folder.split("/");
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}
