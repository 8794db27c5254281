import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";

/** A sheet for a test: the XML of its rows. */
interface MadeSheet {
  name: string;
  rows: string;
  state?: "hidden" | "veryHidden";
  /** XML before the rows, and behind them. */
  before?: string;
  behind?: string;
}

interface MadeWorkbook {
  sheets: readonly MadeSheet[];
  /** XML of each `si`. */
  strings?: readonly string[];
  /** Format codes; style n + 1 uses the nth. Style 0 is General. */
  formats?: readonly string[];
  date1904?: boolean;
  activeTab?: number;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const package_ = "http://schemas.openxmlformats.org/package/2006";

/** The parts of an .xlsx workbook as Excel lays them out, by name. */
export function workbookParts({
  sheets,
  strings = [],
  formats = [],
  date1904 = false,
  activeTab = 0,
}: MadeWorkbook): Record<string, string> {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
  const sheetList = sheets.map(
    ({ name, state = "visible" }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  );
  const relations = [
    ...sheets.map((_, index) => relation(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`)),
    relation("rIdStrings", "sharedStrings", "sharedStrings.xml"),
    relation("rIdStyles", "styles", "styles.xml"),
  ];
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${package_}/content-types"/>`,
    "_rels/.rels": `<Relationships xmlns="${package_}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr date1904="${date1904 ? 1 : 0}"/><bookViews><workbookView activeTab="${activeTab}"/></bookViews><sheets>${sheetList.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${package_}/relationships">${relations.join("")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst xmlns="${main}">${strings.map((string) => `<si>${string}</si>`).join("")}</sst>`,
    "xl/styles.xml": `<styleSheet xmlns="${main}"><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', "&quot;")}"/>`).join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join("")}</cellXfs></styleSheet>`,
  };
  for (const [index, { rows, before = "", behind = "" }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<worksheet xmlns="${main}">${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`;
  }
  return Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, declaration + xml]));
}

export async function zipOf(parts: Record<string, string>, name = "made.xlsx"): Promise<File> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [part, text] of Object.entries(parts)) await writer.add(part, new TextReader(text));
  return new File([await writer.close()], name);
}

export const makeWorkbook = (made: MadeWorkbook, name?: string): Promise<File> =>
  zipOf(workbookParts(made), name);
