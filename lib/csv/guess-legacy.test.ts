import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { decodeAll } from "./decode-all";
import { detectEncoding } from "./detect-encoding";
import { guessLegacy } from "./guess-legacy";
import type { Encoding } from "./reading";

/** Bytes of each character of an encoding, by the platform's own table. */
function tableOf(encoding: Encoding): Map<string, number[]> {
  const table = new Map<string, number[]>();
  const add = (bytes: number[]) => {
    const character = decodeAll(encoding, new Uint8Array(bytes));
    if ([...character].length === 1 && character !== "\ufffd" && !table.has(character))
      table.set(character, bytes);
  };
  for (let first = 0; first < 256; first += 1) add([first]);
  if (!severalBytes.has(encoding)) return table;
  for (let first = 0x81; first < 0xff; first += 1)
    for (let second = 0x40; second < 0xff; second += 1) add([first, second]);
  return table;
}
const severalBytes: ReadonlySet<Encoding> = new Set(["shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"]);

const tables = new Map<Encoding, Map<string, number[]>>();

/** `null`: the encoding does not have all of its characters. */
function encoded(text: string, encoding: Encoding): Uint8Array | null {
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  const bytes = [...text].map((character) => table.get(character));
  return bytes.some((one) => one === undefined) ? null : new Uint8Array(bytes.flatMap((one) => one ?? []));
}

const western: Encoding[] = ["windows-1252", "iso-8859-15", "macintosh"];
const central: Encoding[] = ["windows-1250", "iso-8859-2"];

/** Words as they stand in customers' files, by language, and the encodings they come in. */
const texts: Record<string, { words: string; encodings: Encoding[] }> = {
  German: {
    words: "Müller Größe München Straße Köln Jürgen Schäfer Weiß Österreich Bäcker",
    encodings: western,
  },
  French: {
    words: "Société Générale élève Hélène Besançon forêt crème août François Orléans",
    encodings: western,
  },
  Spanish: {
    words: "España año Peña García Martínez niño corazón José Córdoba teléfono",
    encodings: western,
  },
  Portuguese: { words: "São João Conceição Luís Gonçalves não informação português avô", encodings: western },
  Swedish: { words: "Göteborg Malmö Åsa Björn Västerås sjö Östersund Växjö Håkan", encodings: western },
  Danish: { words: "København Århus Søren Jørgen Ærø smørrebrød Ålborg Næstved", encodings: western },
  Polish: { words: "Łódź Kraków Gdańsk źródło żółć część Małgorzata Paweł Żuraw będzie", encodings: central },
  Czech: { words: "Dvořák Plzeň Třebíč Jiří Příbram kůň Černý Šťastný město příjmení", encodings: central },
  Hungarian: { words: "Győr Székesfehérvár Kovács Ödön Árpád őrült tűz Szűcs Jenő", encodings: central },
  Romanian: { words: "Timişoara Iaşi Braşov înălţime fără România Ştefan băiat Ţară", encodings: central },
  Croatian: { words: "Šibenik Čakovec Đurđevac Perković Žagar čovjek kuća", encodings: central },
  Turkish: {
    words: "İstanbul Şişli ığdır çiçek Beşiktaş Güneş Yıldız öğretmen ağaç",
    encodings: ["windows-1254"],
  },
  Lithuanian: {
    words: "Šiauliai Klaipėda Žemaitija ąžuolas ūkis Panevėžys gėlė įmonė",
    encodings: ["windows-1257"],
  },
  Latvian: {
    words: "Rīga Jūrmala Liepāja Ķekava šķīvis ēdiens Jēkabpils Ģirts",
    encodings: ["windows-1257"],
  },
  Russian: {
    words: "Москва Петербург Иванов улица клиент Анна Пётр Казань адрес телефон",
    encodings: ["windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
  },
  Ukrainian: {
    words: "Київ Львів Шевченко вулиця їжак Україна місто Олексій",
    encodings: ["windows-1251", "koi8-u"],
  },
  Greek: {
    words: "Αθήνα Θεσσαλονίκη Παπαδόπουλος όνομα πόλη διεύθυνση Γιώργος Ελλάδα",
    encodings: ["windows-1253", "iso-8859-7"],
  },
  Hebrew: { words: "שלום תל אביב ירושלים כהן לוי רחוב טלפון משפחה", encodings: ["windows-1255"] },
  Arabic: { words: "محمد القاهرة شارع العنوان مدينة أحمد علي المملكة العربية", encodings: ["windows-1256"] },
  Thai: { words: "กรุงเทพ เชียงใหม่ สมชาย ถนน ที่อยู่ โทรศัพท์ จังหวัด", encodings: ["windows-874"] },
  Japanese: {
    words: "東京都 株式会社 鈴木一郎 住所 電話番号 さくら トヨタ データ",
    encodings: ["shift_jis", "euc-jp"],
  },
  "simplified Chinese": {
    words: "北京市 上海 有限公司 姓名 地址 电话 客户 产品 深圳",
    encodings: ["gb18030"],
  },
  "traditional Chinese": { words: "臺北市 有限公司 陳先生 地址 電話 客戶 產品 中山路", encodings: ["big5"] },
  Korean: { words: "서울특별시 주식회사 김철수 이름 주소 전화번호 고객 부산", encodings: ["euc-kr"] },
};

const cases = Object.entries(texts).flatMap(([language, { words, encodings }]) =>
  encodings.map((encoding) => [language, encoding, words.split(" ")] as const),
);

test.each(cases)("%s in %s is read as it was written, whatever the letters' case", (_, encoding, words) => {
  for (const cased of [words, words.map((word) => word.toUpperCase())]) {
    const text = `id,name,town\n${cased.map((word, index) => `${index},${word},Acme`).join("\n")}\n`;
    const bytes = encoded(text, encoding);
    if (bytes === null) continue;
    const { encoding: found, findings } = detectEncoding(bytes, true);
    expect(decodeAll(found.value, bytes)).toBe(text);
    expect(found.evidence).toMatch(/^Byte \d+ \(0x[0-9A-F]{2}\) is not valid UTF-8, and .+ letters? of /);
    for (const { choices } of findings) expect(choices?.[0]).toMatchObject({ current: true });
  }
});

test.each(cases)(
  "most single words of %s in %s are read right, or the right encoding is offered",
  (_, encoding, words) => {
    let wrong = 0;
    for (const word of words) {
      const text = `id,name\n1,${word}\n`;
      const bytes = encoded(text, encoding);
      if (bytes === null || new TextDecoder().decode(bytes) === text) continue;
      const { encoding: found, findings } = detectEncoding(bytes, true);
      const offered = findings.flatMap(({ choices }) => choices ?? []).map(({ change }) => change.encoding);
      const read = [found.value, ...offered].map((name) => name && decodeAll(name, bytes));
      if (!read.includes(text)) wrong += 1;
    }
    expect(wrong).toBeLessThanOrEqual(words.length / 2);
  },
);

test("UTF-16 without a byte-order mark is told in any script, by the NULs of its line ends and digits", () => {
  for (const { words } of Object.values(texts)) {
    const text = words
      .split(" ")
      .map((word, index) => `${index},${word}\r\n`)
      .join("");
    const little = Buffer.from(text, "utf16le");
    expect(detectEncoding(new Uint8Array(little), true).encoding.value).toBe("utf-16le");
    expect(detectEncoding(new Uint8Array(Buffer.from(little).swap16()), true).encoding.value).toBe(
      "utf-16be",
    );
  }
});

test("a letter whose lower byte is a NUL, such as 一, does not hide UTF-16 without a byte-order mark", () => {
  const text = `姓名,城市,备注\r\n${"张一,北京市朝阳区,上海\u3000浦东新区陆家嘴\r\n".repeat(4)}`;
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  for (const [bytes, encoding] of [
    [little, "utf-16le"],
    [big, "utf-16be"],
  ] as const)
    expect(detectEncoding(new Uint8Array(bytes), true).encoding.value).toBe(encoding);
});

/** Lines as small files of Western offices hold them; each sample is a few of them. */
const ordinary: Record<string, string> = {
  German:
    "Müller GmbH;Köln|Bäckerei Weiß;Düsseldorf|Straße 12;Größe 40|Jürgen Schäfer;120,50 €|Österreich;§ 19 UStG|Grün & Söhne;9–17 Uhr|„Zum Löwen“;Würzburg",
  French:
    "Société Générale;Orléans|Hélène Lefèvre;Besançon|François;12,50 €|Crème brûlée;Nîmes|l’été;Évreux|Château d’eau;Bagnères|Cœur;déjà payé",
  English:
    "O’Brien & Sons;Leeds|Ann;5€|Bob;£6|Café Rouge;10–12 High Street|“Quoted”;London|Naïve Ltd;½ inch|Zoë Brontë;£1,200.50|Acme™;20°C|Déjà Vu…;York",
  Spanish: "Peña S.A.;Málaga|Muñoz;José García|España;Logroño|Núñez;Ibáñez|Compañía;nº 5|Señor López;León",
  Italian: "Caffè Nicolò;Forlì|città;perché|Cantù;12 €|già pagato;qualità|Università;lunedì",
  Portuguese: "São Paulo;João|Conceição;Gonçalves|não;informação|Évora;Guimarães|Luís;nº 3",
  Dutch: "Zoë;België|Coöperatie;€ 12|financiële;reünie|één;Daniël|België;Citroën",
  Nordic: "Åsa;Göteborg|Björn;Malmö|Jørgen;Århus|Søren;Ærø|Västerås;Östersund|København;Næstved",
};

test("hundreds of ordinary small files in Windows-1252 are read as they were written, and nothing is asked", () => {
  let files = 0;
  for (const [language, lines] of Object.entries(ordinary)) {
    const pool = lines.split("|");
    for (let size = 2; size <= pool.length; size += 1) {
      for (let from = 0; from < pool.length; from += 1) {
        const some = Array.from({ length: size }, (_, at) => pool[(from + at) % pool.length]);
        const bytes = encoded(`name;value\r\n${some.join("\r\n")}\r\n`, "windows-1252");
        if (bytes === null) throw new Error(`${language} has letters that Windows-1252 has not`);
        const { encoding, findings } = detectEncoding(bytes, true);
        const choices = findings.flatMap((finding) => finding.choices?.map(({ label }) => label) ?? []);
        expect([encoding.value, choices], some.join(" | ")).toEqual(["windows-1252", []]);
        files += 1;
      }
    }
  }
  expect(files).toBeGreaterThan(200);
});

test("a list of names from several countries is read in the encoding that writes all of them, and nothing is asked", () => {
  const lists: [words: string, encodings: Encoding[]][] = [
    ["Müller José Núñez Ångström Weiß Société Générale René", western],
    ["Schröder Peña Sjöberg København São Hélène Straße Gonçalves Åkesson", western],
    ["Wiśniewski Dvořák Győző Szabó Říha Żółć Kovács Łukasz Čapek Károly", central],
  ];
  for (const [words, encodings] of lists) {
    for (const encoding of encodings) {
      const bytes = encoded(words.replaceAll(" ", ";open\n"), encoding) ?? new Uint8Array();
      const guess = guessLegacy(bytes);
      expect(decodeAll(guess?.encoding ?? "utf-8", bytes)).toBe(words.replaceAll(" ", ";open\n"));
      expect(guess?.rivals).toEqual([]);
    }
  }
});

test("prices alone are read by the signs of money", () => {
  for (const text of ["name,price\nAnn,5€\nBob,£6\n", "a\n£6\n", "a\n5€\n", "a\n€5.20\n"]) {
    const { encoding, findings } = detectEncoding(encoded(text, "windows-1252") ?? new Uint8Array(), true);
    expect([encoding.value, findings]).toEqual(["windows-1252", []]);
  }
});

test("two encodings that fit alike are shown side by side, each with a word as it gives it", () => {
  const bytes = new Uint8Array([...Buffer.from("name\nGda"), 0xf1, ...Buffer.from("sk\n")]);
  const [finding] = detectEncoding(bytes, true).findings;
  expect(finding?.code).toBe("encoding_tie");
  expect(finding?.choices?.map(({ label }) => label)).toEqual([
    "Central European (Windows-1250): Gdańsk",
    "Western European (Windows-1252): Gdañsk",
  ]);
});

test("a word that comes again and again says no more than once, and a sign no text has rules an encoding out", () => {
  const degrees = new Uint8Array(Buffer.from("at;unit\n1;\xa1C\n".repeat(20), "latin1"));
  const offered = guessLegacy(degrees)?.rivals.map(({ sample }) => sample);
  expect(offered).toContain("°C");
  const mac = new Uint8Array([...Buffer.from("gr\x9a\xa7eres\n", "latin1"), ...degrees]);
  expect(guessLegacy(mac)?.encoding).toBe("macintosh");
});

test("bytes that are all ASCII speak for no encoding", () => {
  expect(guessLegacy(new TextEncoder().encode("name\nAcme\n"))).toBe(null);
});
