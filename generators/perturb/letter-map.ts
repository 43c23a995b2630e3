/** Reads rows of `letter:replacements`, parted by blanks. */
export function letterMap(...rows: readonly string[]): ReadonlyMap<string, string> {
  const entries = rows.join(' ').split(' ');
  return new Map(
    entries.map((entry) => [entry.slice(0, entry.indexOf(':')), entry.slice(entry.indexOf(':') + 1)]),
  );
}
