import type { Medians } from "./measure";

export interface Measured {
  title: string;
  megabytes: number;
  medians: Medians;
}

/** A table in Markdown: times, rates and the ratios that count. */
export function tableOf({ title, megabytes, medians }: Measured): string {
  const {
    "File.stream() unread": raw = 0,
    "File.stream() and TextDecoder": text = 0,
    PapaParse: papa = 0,
  } = medians;
  const lines = Object.entries(medians).map(([reader, time]) =>
    [
      "",
      reader,
      Math.round(time),
      Math.round((megabytes / time) * 1000),
      (papa / time).toFixed(1),
      (text / time).toFixed(2),
      `${Math.round((raw / time) * 100)} %`,
      "",
    ]
      .join(" | ")
      .trim(),
  );
  return [
    `### ${title} (${Math.round(megabytes)} MB)`,
    "",
    "| reader | median ms | MB/s | times PapaParse | times TextDecoder | of the bytes unread |",
    "|---|---:|---:|---:|---:|---:|",
    ...lines,
    "",
  ].join("\n");
}
