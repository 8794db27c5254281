/** Days of the calendar. Nothing here knows a clock or a time zone. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function daysIn(month: number, year: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isDay({ year, month, day }: Day): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year);
}

/** The day so many days after 1 March of the year 0. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
function dayAfterEpoch(days: number): Day {
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Of 31 December 1899, day 1 of a spreadsheet being 1 January 1900. */
const epoch1900 = 693_900;
const epoch1904 = 695_361;

/**
 * The day of a spreadsheet's serial number. In the system of 1900 day 60 is 29 February 1900, which never was.
 *
 * @returns `null` for it and for numbers before the first day
 */
export function serialDay(serial: number, system: 1900 | 1904): Day | null {
  if (system === 1904) return serial < 0 ? null : dayAfterEpoch(epoch1904 + serial);
  if (serial < 1 || serial === 60) return null;
  return dayAfterEpoch(epoch1900 + serial - (serial > 60 ? 1 : 0));
}

const months: readonly (readonly string[])[] = [
  ["january", "jan", "januar", "jän", "jänner", "jaenner"],
  ["february", "feb", "februar"],
  ["march", "mar", "märz", "mrz", "maerz", "mär"],
  ["april", "apr"],
  ["may", "mai"],
  ["june", "jun", "juni"],
  ["july", "jul", "juli"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["october", "oct", "oktober", "okt"],
  ["november", "nov"],
  ["december", "dec", "dezember", "dez"],
];

/** The number of a month by its name, English or German, whole or short; `null` for another word. */
export function monthNumber(name: string): number | null {
  const wanted = name.toLowerCase().replace(/\.$/, "");
  const found = months.findIndex((words) => words.includes(wanted));
  return found === -1 ? null : found + 1;
}
