import { ReadError } from "@/lib/csv/read-error";

const asCsv = "Save the sheet as CSV in Excel (File, Save as, CSV UTF-8) and drop that file.";

/** The workbook is larger, or grows larger, than can be read. @param what "more than 1 GB unpacked" */
export const tooLarge = (what: string) =>
  new ReadError("too_large", `This workbook is too large to be read here: ${what}. ${asCsv}`);

export const damaged = (cause?: unknown) =>
  new ReadError("damaged", `This workbook is damaged and cannot be read. Open it in Excel. ${asCsv}`, {
    cause,
  });

export const damagedZip = (cause?: unknown) =>
  new ReadError(
    "damaged",
    `This is an Excel workbook or a zip archive, and it is damaged or cut short. Fetch the file again. If it is a workbook: ${asCsv}`,
    { cause },
  );

export const isProtected = () =>
  new ReadError(
    "protected",
    "This workbook is protected by a password. Remove the password in Excel (File, Info, Protect Workbook), save it and drop it again.",
  );
