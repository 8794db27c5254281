/** Words that name columns, in the languages files come in; a word beginning so counts for the longer ones. */
const words: ReadonlySet<string> = new Set(
  `id ids nr no num number code key ref reference sku isbn iban bic vat ean gtin guid uuid index rank position pos order
  name names title label first last middle given family surname forename nickname full display user username login owner
  contact person people customer client supplier vendor company organisation organization firm account member employee
  manager author artist student teacher patient sex gender age birthday birth dob salutation prefix suffix initials
  email mail phone tel telephone mobile cell fax url uri link website web site page homepage domain host hostname ip
  address addresses street building floor room city town village place location county province district state
  region area zone country nation continent land postcode postal zip lat latitude lon lng long longitude geo coordinates
  date day week month quarter year time hour minute second timestamp datetime created updated modified start end begin from
  until period duration departure arrival deadline status state type kind class category group subgroup level stage
  phase priority severity grade rating score rank result outcome answer response question comment comments note notes
  remark remarks description desc details detail summary text body message content subject topic reason source origin
  destination target language lang locale currency price cost amount amt sum total subtotal balance budget revenue sales
  income salary wage fee tax rate share percent percentage ratio discount margin profit credit debit payment invoice
  bill receipt qty quantity count units unit size weight height width length depth volume distance speed temperature
  value values measure metric min max mean median average avg std sd sum freq frequency variable parameter param field
  column row line item items product products brand make model version colour color material style shape part parts
  stock inventory warehouse store shop branch department dept team unit division office school course project task job
  role position occupation industry sector species family genus event game team league venue section chapter file path
  filename folder format extension image photo picture icon flag active enabled valid visible public tags
  tag keywords keyword list payload attributes properties options settings point option choice data info parent child
  vorname nachname anrede titel bezeichnung beschreibung betrag preis menge anzahl datum ort stadt strasse straße plz land
  kunde kundennummer firma konto beleg rechnung kategorie art typ bemerkung notiz telefon einheit summe wert artikel
  nom prenom prénom adresse ville pays prix montant quantité numero numéro date jour mois annee année société libellé
  nombre apellido apellidos direccion dirección ciudad pais país precio cantidad fecha calle correo telefono teléfono
  descripcion descripción codigo código tipo estado cliente empresa total moneda nota
  cognome indirizzo città citta paese prezzo quantità quantita data descrizione codice
  naam voornaam achternaam straat stad land prijs bedrag aantal omschrijving klant
  imie imię nazwisko adres miasto kraj cena ilość data nazwa jméno příjmení město cena
  währung mobil internet bank barcode handle memo hersteller gewicht sprache zusatz terms taxable salesperson ticker www
  namn förnamn efternamn gata ort pris antal belopp navn fornavn etternavn by dato`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** "customerName" is two words, "first_name" and "E-Mail" too. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/(\p{Ll})(\p{Lu})|(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1$3 $2$4")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

const mostWords = 6;
/** What longer words end with, above all German ones. */
const ends =
  /(nummer|datum|betrag|name|preis|konto|zahl|adresse|bezeichnung|number|date|code|zeit|wert|art)$/u;
/** What ends as sentences do. */
const sentence = /^\S+(?:\s\S+){4,}\.$/u;

/** Whether a text holds a word that names columns, or is written as programs write names. */
export function isLikeName(text: string): boolean {
  // "Source: own survey" is a note; "Address 1: Street 1" is a name.
  const cell = (text.split(/:\s+(?=\S)/u).at(-1) ?? "").trim();
  if (sentence.test(cell)) return false;
  if (/^\p{L}[\p{L}\d]*(_[\p{L}\d]+)+$/u.test(cell) || /^\p{Ll}+(\p{Lu}\p{Ll}+)+$/u.test(cell)) return true;
  if (/\?$|^[^([<]+[([<][^)\]>]*[)\]>]$|^#$|^Q\d/u.test(cell)) return true;
  const found = wordsOf(cell.replace(/e-mail/i, "email"));
  return found.length <= mostWords && found.some(isNameWord);
}

const isNameWord = (word: string) => words.has(word) || words.has(word.replace(/s$/, "")) || ends.test(word);
