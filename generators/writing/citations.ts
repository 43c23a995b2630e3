/** Whether a text holds a quotation word for word; letter case, spaces, quotation marks and punctuation aside. */
export function isCited(quotation: string, text: string): boolean {
  const wanted = words(quotation);
  return wanted !== '' && ` ${words(text)} `.includes(` ${wanted} `);
}

/** Whether a question speaks of a text that whoever is asked cannot see as such: "according to the passage". */
export function namesItsSource(question: string): boolean {
  return /\b(?:the|this|that|above|given|provided)\s+(?:passage|text|document|excerpt|context|article|section|handbook|paragraph)s?\b/i.test(
    question,
  );
}

/** Numbers of a text, thousands separators aside. */
export function numbersIn(text: string): readonly string[] {
  return (text.replace(/(?<=\d)[,'’](?=\d{3}(?!\d))/g, '').match(/\d+(?:\.\d+)?/g) ?? []).map((number) =>
    String(Number(number)),
  );
}

function words(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');
}
