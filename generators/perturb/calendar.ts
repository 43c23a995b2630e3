const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** 1–12 for an English month, whole or cut to three letters (Sept too), in any case; null for other words. */
export function monthNumber(word: string): number | null {
  const wanted = word.toLowerCase();
  const at = months.findIndex((month) => {
    const whole = month.toLowerCase();
    return whole === wanted || whole.slice(0, 3) === wanted || (wanted === 'sept' && month === 'September');
  });
  return at < 0 ? null : at + 1;
}

/** `5 March 2024` or `March 5, 2024`, in UTC. */
export function longDate(date: Date, order: 'day-first' | 'month-first'): string {
  const month = months[date.getUTCMonth()];
  const [day, year] = [date.getUTCDate(), date.getUTCFullYear()];
  return order === 'day-first' ? `${day} ${month} ${year}` : `${month} ${day}, ${year}`;
}
