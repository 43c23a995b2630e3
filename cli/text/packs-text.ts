/** A pack as the texts show it. */
interface ShownPack {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly {
    readonly name: string;
    readonly description: string;
    readonly expect: string;
    readonly kinds: readonly string[] | null;
    readonly generators: readonly { readonly use: string }[];
  }[];
}

/** Every pack in a paragraph, with the names of its edge cases. */
export function packsText(packs: readonly ShownPack[]): string {
  const count = packs.reduce((sum, { tags }) => sum + tags.length, 0);
  const paragraphs = packs.map(({ title, tags }) => `${title}\n${wrapped(tags.map(({ name }) => name))}`);
  return [
    ...paragraphs,
    `${count} edge cases in ${packs.length} packs. \`heldout packs NAME\` says what each means; in a suite:\nedgeCases: [{ use: ${packs[0]?.tags[0]?.name ?? 'PACK/TAG'}, quota: 20 }]`,
  ].join('\n\n');
}

/** The edge cases of packs: what they mean, what a right answer is, what fills them. */
export function tagsText(packs: readonly ShownPack[]): string {
  const entries = packs.flatMap(({ tags }) =>
    tags.map(({ name, description, expect, kinds, generators }) => {
      const filled =
        generators.length === 0 ? 'write `generators:`' : generators.map(({ use }) => use).join(', ');
      const facts = [
        `expect ${expect}`,
        `filled by ${filled}`,
        ...(kinds === null ? [] : [kinds.join(', ')]),
      ];
      return `${name}\n${wrapped(description.split(' '), ' ')}\n  ${facts.join('; ')}`;
    }),
  );
  return entries.join('\n');
}

const widest = 78;

/** Words in lines of at most 80 columns, indented by two. */
function wrapped(words: readonly string[], between = '  '): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + between.length + word.length <= widest)
      lines[lines.length - 1] = last + between + word;
    else lines.push(word);
  }
  return lines.map((line) => `  ${line}`).join('\n');
}
