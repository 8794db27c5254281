/** The letters of a language that are not ASCII, how often each stands in its texts, and how they are written down. */
export interface LanguageLetters {
  language: string;
  /** Letters with their weight, the most frequent first: "ü30 ä27". Only their proportions count. */
  letters: string;
  /** Encodings its texts come in, the likeliest first. */
  encodings: readonly LegacyEncoding[];
  /** What its spelling rules out. */
  never?: RegExp;
  /** Spoken by few: between equals it comes last. */
  isRare?: true;
}

export type LegacyEncoding =
  | "windows-1252"
  | "iso-8859-15"
  | "macintosh"
  | "windows-1250"
  | "iso-8859-2"
  | "windows-1254"
  | "windows-1257"
  | "windows-1251"
  | "koi8-r"
  | "koi8-u"
  | "iso-8859-5"
  | "ibm866"
  | "windows-1253"
  | "iso-8859-7"
  | "windows-1255"
  | "windows-1256"
  | "windows-874";

const western = ["windows-1252", "iso-8859-15", "macintosh"] as const;
const central = ["windows-1250", "iso-8859-2"] as const;

/** Frequencies as counted in books and newspapers, rounded. */
export const languageLetters: readonly LanguageLetters[] = [
  { language: "German", letters: "ü30 ä27 ö14 ß14 é1", encodings: western, never: /(?<!\p{L})ß/gu },
  { language: "French", letters: "é60 à12 è8 ê6 ç4 ô3 â2 î2 û2 ù2 ë1 ï1 œ1", encodings: western },
  {
    language: "Spanish",
    letters: "ó25 í22 á18 é15 ñ10 ú6 ü1 º1 ª1 ¿1 ¡1",
    encodings: western,
    never: /ñ(?![aeiouáéíóú])/gi,
  },
  { language: "Portuguese", letters: "ã22 ç17 é13 á12 í9 ó8 ê8 õ5 ú4 â3 à3 ô2 º1 ª1", encodings: western },
  { language: "Italian", letters: "à35 è25 ò12 ì10 ù8 é8", encodings: western },
  { language: "Swedish", letters: "ä40 å30 ö28 é2", encodings: western },
  { language: "Danish or Norwegian", letters: "ø36 å34 æ28 é2 ö1 ä1", encodings: western },
  { language: "Finnish", letters: "ä85 ö14 å1", encodings: western },
  { language: "Dutch", letters: "é40 ë30 ï15 ö5 è5 ü5", encodings: western },
  {
    language: "Icelandic",
    letters: "ð28 í16 á15 ó10 þ9 ö8 æ7 ú7 é6 ý2",
    encodings: ["windows-1252", "macintosh"],
    isRare: true,
  },
  { language: "Turkish", letters: "ı33 ü15 ş14 ç9 ğ9 ö7 i̇4 â1", encodings: ["windows-1254"] },
  {
    language: "Polish",
    letters: "ł20 ę12 ą11 ó10 ż9 ś8 ć5 ń3 ź1",
    encodings: central,
    never: /[ćńśź][aeiouyóąę]/gi,
  },
  { language: "Czech", letters: "í18 á13 ě10 é8 ř8 č7 š6 ž6 ý6 ů4 ú1 ň1 ď1 ť1 ó1", encodings: central },
  { language: "Slovak", letters: "á17 č10 í9 š8 ž8 ú8 é7 ý7 ť6 ľ4 ô2 ň2 ä1 ď1 ó1", encodings: central },
  { language: "Hungarian", letters: "á26 é25 ö8 ő8 ó8 ü4 í4 ú2 ű2", encodings: central },
  { language: "Romanian", letters: "ă25 î14 ş13 ţ12 â10", encodings: central, never: /ăo/gi },
  { language: "Croatian or Slovene", letters: "č30 š30 ž20 ć15 đ8", encodings: central },
  { language: "Lithuanian", letters: "ė17 ų13 š12 ž9 ą7 į6 ū5 č5 ę3", encodings: ["windows-1257"] },
  { language: "Latvian", letters: "ā35 ī17 ē14 š10 ū6 ņ6 ļ4 ž3 ķ2 č1 ģ1", encodings: ["windows-1257"] },
  {
    language: "Estonian",
    letters: "ä25 õ25 ü22 ö8 š1 ž1",
    encodings: ["windows-1257", "windows-1252"],
    isRare: true,
  },
  {
    language: "Russian",
    letters:
      "о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 э3 ф3 ъ1 ё1 №2",
    encodings: ["windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
  },
  {
    language: "Ukrainian",
    letters:
      "о94 а72 н65 и61 і60 в55 р47 т46 е46 с40 к36 л36 у33 д33 м29 п29 я22 з21 ь18 б18 г16 й14 ч12 х11 ц10 ш8 ж7 ї6 є6 ю6 ф4 щ4 ґ1 №1",
    encodings: ["windows-1251", "koi8-u", "iso-8859-5"],
  },
  {
    language: "Greek",
    letters:
      "α110 ο95 ι80 ε75 τ78 ν65 σ50 η45 υ40 ρ44 π40 κ40 μ33 λ30 ς40 ω18 γ18 δ18 χ12 θ12 φ9 β7 ξ5 ζ4 ψ2 ί32 ό26 ά24 έ22 ή20 ύ12 ώ10 ϊ1 ϋ1",
    encodings: ["windows-1253", "iso-8859-7"],
  },
  {
    language: "Hebrew",
    letters:
      "י110 ו105 ה100 ל75 א62 ר60 ת55 ב50 מ50 ש47 נ35 ע33 ד27 ם25 ח25 ק22 כ22 פ18 ן15 ס15 ט13 ג13 ז13 צ10 ך8 ף3 ץ2",
    encodings: ["windows-1255"],
  },
  {
    language: "Arabic",
    letters:
      "ا130 ل120 ي70 م65 ن65 و60 ر45 ت45 ب40 ع37 ة35 د30 ف30 ه30 س28 أ25 ق25 ك23 ح20 ج15 ش12 ص12 ى10 خ10 إ10 ط10 ض9 ذ9 ث7 ز7 غ5 ء4 ئ4 آ2 ظ2 ؤ1",
    encodings: ["windows-1256"],
  },
  {
    language: "Thai",
    letters:
      "า75 น65 ร60 อ50 ก50 เ45 ง45 ่45 ม40 ย40 ั40 ล35 ว35 ด35 ท35 ส30 ต30 ้40 ะ25 ป25 บ25 ค25 ห25 แ20 จ20 พ20 ิ30 ี30 ์20 ุ15 ู15 ช15 ข15 ใ12 ไ12 โ8 ำ12 ื12 ึ6 ็6 ผ8 ถ8 ซ8 ณ8 ศ8 ษ5 ธ6 ภ6 ฐ2 ญ4",
    encodings: ["windows-874"],
  },
];

/** The commonest characters of the scripts that take two bytes each. */
export const eastAsian: readonly {
  language: string;
  encodings: readonly ("shift_jis" | "euc-jp" | "gb18030" | "big5" | "euc-kr")[];
  /** Whole blocks that are common. */
  script: RegExp | null;
  common: string;
}[] = [
  {
    language: "Japanese",
    encodings: ["shift_jis", "euc-jp"],
    script: /[\u3041-\u3096\u30a1-\u30fc]/,
    common:
      "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法山川町村県区丁番号株式店名様住所電話郵便佐藤鈴木高橋渡辺伊小林加吉松井野原島中谷",
  },
  {
    language: "Chinese (simplified)",
    encodings: ["gb18030"],
    script: null,
    common:
      "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严",
  },
  {
    language: "Chinese (traditional)",
    encodings: ["big5", "gb18030"],
    script: null,
    common:
      "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近千周委技備半辦青省列習響約支般史感勞便團往歷市克何除消構府稱太準精值號率族維劃選標寫存候毛親快效斯院查江型眼王按格養易置派層片始卻專狀育廠京識適屬圓包火住調滿縣局照參紅細引聽該鐵價嚴臺灣路街巷號樓",
  },
  {
    language: "Korean",
    encodings: ["euc-kr"],
    script: null,
    common:
      "이다는의에을가고하를지은한로기도서자사리나아인대어시라들있그해정보과수일것으부원전제상주장여스게와만조관성구공비우유정치면신동연소위개미세국거안경회내진선무용문저적요학생명방교발통업년말식분계합중모화간실터물법호실강단까려르트음금직민체설품행지울산광역시군읍면동길번호김박최임윤송황권홍전화주소서울부산대구천",
  },
];
