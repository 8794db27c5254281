const dayMs = 86_400_000;
/** Days of the two date systems before 1970-01-01 (ECMA-376-1, 18.17.4.1). */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;
/** 31 December 9999. */
const lastSerial = 2_958_465;

export type DateSystem = keyof typeof epochs;

/**
 * The calendar day of a serial number as ISO 8601; no time zone is passed. The 1900 system counts a 29 February 1900
 * that never was: the days before it stand one later.
 *
 * @returns `null` when no day has that number
 */
export function dayOf(serial: number, system: DateSystem): string | null {
  const day = Math.floor(serial);
  if (!(day >= (system === 1900 ? 1 : 0)) || day > lastSerial) return null;
  if (system === 1900 && day === 60) return null;
  const ms = epochs[system] + (system === 1900 && day < 60 ? day + 1 : day) * dayMs;
  return new Date(ms).toISOString().slice(0, 10);
}

/** Day and time, `2026-10-02T09:30:00`. A fraction of a second is written where there is one. */
export function momentOf(serial: number, system: DateSystem): string | null {
  const { days, time } = clock(serial);
  const day = dayOf(days, system);
  return day === null ? null : `${day}T${time}`;
}

/** The time of day, `09:30:00`. */
export function timeOf(serial: number): string | null {
  return serial >= 0 ? clock(serial).time : null;
}

/** Hours that may be more than a day has, `27:30:00`. */
export function elapsedOf(serial: number): string | null {
  if (!(serial >= 0)) return null;
  const { days, time } = clock(serial);
  const hours = days * 24 + Number(time.slice(0, 2));
  return `${String(hours).padStart(2, "0")}${time.slice(2)}`;
}

function clock(serial: number): { days: number; time: string } {
  const ms = Math.round(serial * dayMs);
  const days = Math.floor(ms / dayMs);
  const time = new Date(ms - days * dayMs).toISOString().slice(11, 23);
  return { days, time: time.endsWith(".000") ? time.slice(0, 8) : time };
}
