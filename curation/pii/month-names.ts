/** Names of the months from January on, by language and form, in lower case. */
const calendars = [
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
].map((names) => names.split(' '));

/** Every name once, the longest first: what an alternation of a pattern needs. */
export const monthNames: readonly string[] = [...new Set(calendars.flat())].sort(
  (a, b) => b.length - a.length,
);

/** 1 to 12, or null for a word that is no month. */
export function monthOf(name: string): number | null {
  const index = calendars.map((names) => names.indexOf(name.toLowerCase())).find((at) => at >= 0);
  return index === undefined ? null : index + 1;
}

/** The name of another month in the language, the form and the capitals of a name. */
export function monthNamedLike(name: string, month: number): string {
  const names = calendars.find((calendar) => calendar.includes(name.toLowerCase()));
  const other = names?.[month - 1] ?? name;
  return name[0] === name[0]?.toLowerCase() ? other : `${other.charAt(0).toUpperCase()}${other.slice(1)}`;
}
