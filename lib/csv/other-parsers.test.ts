import { CsvError, parse as csvParse } from "csv-parse/sync";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { createRecordReader } from "./record-reader";

function ours(text: string): { cells: string[][]; flaws: string[] } {
  const reader = createRecordReader({ encoding: "utf-8", delimiter: ",", quote: '"', width: 2 });
  const records = [...reader.read(new TextEncoder().encode(text)), ...reader.end()];
  return { cells: records.map(({ cells }) => cells), flaws: records.flatMap(({ flaws }) => flaws) };
}

const papa = (text: string) => Papa.parse<string[]>(text, { delimiter: "," }).data;

function strict(text: string): string[][] | string {
  try {
    return csvParse(text, { relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError) return error.code;
    throw error;
  }
}

/** Texts of the kinds that sort parsers, all of them well written. */
const wellWritten: Record<string, [text: string, cells: string[][]]> = {
  "a comma in quotes": [
    'name,town\nJohn,"Leeds, UK"\n',
    [
      ["name", "town"],
      ["John", "Leeds, UK"],
    ],
  ],
  "empty cells": [
    'a,b,c\n1,"",""\n2,,4\n',
    [
      ["a", "b", "c"],
      ["1", "", ""],
      ["2", "", "4"],
    ],
  ],
  "empty cells, CRLF": [
    'a,b\r\n1,""\r\n,4\r\n',
    [
      ["a", "b"],
      ["1", ""],
      ["", "4"],
    ],
  ],
  "escaped quotes": [
    'a,b\n1,"ha ""ha"" ha"\n3,""""\n',
    [
      ["a", "b"],
      ["1", 'ha "ha" ha'],
      ["3", '"'],
    ],
  ],
  "JSON in a cell": [
    'key,val\n1,"{""type"": ""Point"", ""at"": [1.5, 2]}"\n',
    [
      ["key", "val"],
      ["1", '{"type": "Point", "at": [1.5, 2]}'],
    ],
  ],
  "line ends in a cell": [
    'a,b\n"Once upon\na time",5\n7,8\n',
    [
      ["a", "b"],
      ["Once upon\na time", "5"],
      ["7", "8"],
    ],
  ],
  "line ends in a cell, CRLF": [
    'a,b\r\n"Once upon\r\na time",5\r\n',
    [
      ["a", "b"],
      ["Once upon\r\na time", "5"],
    ],
  ],
  "quotes and line ends": [
    'a,b\n1,"ha\n""ha""\nha"\n',
    [
      ["a", "b"],
      ["1", 'ha\n"ha"\nha'],
    ],
  ],
  "no line end after the last row": [
    "a,b\n1,2",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  "characters of all planes": [
    "a,b\n4,ʤ💶漢\n",
    [
      ["a", "b"],
      ["4", "ʤ💶漢"],
    ],
  ],
  "spaces around cells": [
    'a,b\n 1 ," 2 "\n',
    [
      ["a", "b"],
      [" 1 ", " 2 "],
    ],
  ],
};

test.each(Object.entries(wellWritten))(
  "%s: two other parsers and this one read the same",
  (_, [text, cells]) => {
    expect(ours(text)).toEqual({ cells, flaws: [] });
    expect(strict(text)).toEqual(cells);
    // PapaParse makes a row of the nothing behind the last line end.
    expect(papa(text).filter((row) => row.length > 1)).toEqual(cells);
  },
);

interface Difference {
  text: string;
  ours: ReturnType<typeof ours>;
  papa: string[][];
  strict: string[][] | string;
}

/** Where they differ, by the reason. */
const differences: Record<string, Difference> = {
  "a line end ends the last row and begins none": {
    text: "a,b\n1,2\n",
    ours: {
      cells: [
        ["a", "b"],
        ["1", "2"],
      ],
      flaws: [],
    },
    papa: [["a", "b"], ["1", "2"], [""]],
    strict: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  "a line may end in another way than the first": {
    text: "a,b\r\n1,2\n3,4\r\n",
    ours: {
      cells: [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ],
      flaws: [],
    },
    papa: [["a", "b"], ["1", "2\n3", "4"], [""]],
    strict: [
      ["a", "b"],
      ["1", "2\n3", "4"],
    ],
  },
  "a byte-order mark is none of the first name": {
    text: "\uFEFFa,b\n",
    ours: { cells: [["a", "b"]], flaws: [] },
    papa: [["a", "b"], [""]],
    strict: [["\uFEFFa", "b"]],
  },
  "a quote inside text is text, and said": {
    text: 'a,b\n5" pipe,2\n',
    ours: {
      cells: [
        ["a", "b"],
        ['5" pipe', "2"],
      ],
      flaws: ["quote_in_text"],
    },
    papa: [["a", "b"], ['5" pipe', "2"], [""]],
    strict: "INVALID_OPENING_QUOTE",
  },
  "text behind a closing quote costs its own row": {
    text: 'a,b\n"x"y,2\n3,4\n',
    ours: {
      cells: [
        ["a", "b"],
        ['"x"y', "2"],
        ["3", "4"],
      ],
      flaws: ["stray_quote"],
    },
    papa: [["a", "b"], ['x"y,2\n3,4\n']],
    strict: "CSV_INVALID_CLOSING_QUOTE",
  },
  "a quote that is never closed costs its own row": {
    text: 'a,b\n1,"x\n3,4\n5,6\n',
    ours: {
      cells: [
        ["a", "b"],
        ["1", '"x'],
        ["3", "4"],
        ["5", "6"],
      ],
      flaws: ["unclosed_quote"],
    },
    papa: [
      ["a", "b"],
      ["1", "x\n3,4\n5,6\n"],
    ],
    strict: "CSV_QUOTE_NOT_CLOSED",
  },
};

test.each(Object.entries(differences))("other parsers differ: %s", (_, difference) => {
  expect(ours(difference.text)).toEqual(difference.ours);
  expect(papa(difference.text)).toEqual(difference.papa);
  expect(strict(difference.text)).toEqual(difference.strict);
});
