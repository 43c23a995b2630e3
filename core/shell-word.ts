/** Text as one word of a command that people copy into a POSIX shell: in quotes where it needs them. */
export function shellWord(text: string): string {
  return /^[\p{L}\p{N}\p{M}_@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
