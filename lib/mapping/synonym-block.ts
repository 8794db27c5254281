/**
 * What columns are called and what fields of the same meaning are called, likeliest first: English and German, for
 * contacts, addresses, accounts, documents and stock. One pair a block, names divided by commas.
 */
export interface SynonymBlock {
  columns: string;
  fields: string;
  /** Does not hold for an object that has one of these: a customer's code there names another record. */
  unless?: string;
  /** The pair is a guess: it gives way to names that say more. */
  isGuess?: boolean;
}
