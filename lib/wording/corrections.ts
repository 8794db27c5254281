/** What has to be known of failed rows that are told by number where nothing has proved how the connection counts. */
export function assumedWords(place: string): string {
  return `${place} names failed rows by number, and nothing has proved yet that it counts the first one as 1. Look whether each reason fits its row before you change it: it may speak of the row above or below.`;
}
