/** Where what a list server appends begins. Each is read at the start of a line, to the end of the mail. */
const beginnings: readonly RegExp[] = [
  /^_{20,}\n[^\n]*mailing list\b/im,
  /^_{20,}\n[^\n]*\n?https?:\/\/[^\n]*\/listinfo\//im,
  /^-{20,}\nThis sf\.net email is sponsored by/im,
  /^-- ?\n(?=[^\n]*(?:users' group|mailing list))/im,
  /^-{10,} Yahoo! Groups Sponsor -/im,
  /^To unsubscribe from this group, send an email to:/im,
  /^--[\w=.]{20,}--$/m,
  /^https?:\/\/xent\.com\/mailman\/listinfo\/fork/im,
];

/** The body without the footer of its mailing list: it would give the label away, and links unrelated mails. */
export function cutListFooter(body: string): string {
  const starts = beginnings.map((pattern) => body.search(pattern)).filter((start) => start !== -1);
  return starts.length === 0 ? body : body.slice(0, Math.min(...starts)).trimEnd();
}
