import "server-only";
import type { ImportsReport } from "../api-contract/reports";
import { TextWorkbookWriter } from "../workbook/write-workbook";

const heading = [
  ...["Connection", "Company", "Live or test", "Layout", "Import", "Corrects import", "Sent", "Sent by"],
  ...["Object", "File", "State", "Rows in", "Accepted", "Open", "Settled", "Excluded", "Sent again"],
  ...["Under way", "Warnings waived"],
];

/** The report as a workbook of texts, a line an import: times in UTC, as ISO 8601 has them. */
export async function reportWorkbook({ groups }: ImportsReport): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const writer = new TextWorkbookWriter("Imports", heading, (bytes) => pieces.push(bytes.slice()));
  for (const group of groups)
    await writer.write(
      group.imports.map((one) => [
        ...[group.connectionName, group.company ?? "", group.environment, group.layout ?? ""],
        ...[String(one.number), one.corrects === null ? "" : String(one.corrects), one.at, one.by],
        ...[one.objectName, one.fileName, one.status],
        ...[one.rowsIn, one.accepted, one.open, one.settled, one.excluded, one.sentAgain].map(String),
        ...[one.underWay, one.waived].map(String),
      ]),
    );
  await writer.end();
  return new Blob(pieces, { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
}
