import type { Identifier } from '../../core/identifier.ts';

/** Texts are looked at together: a call costs more than a text. In characters. */
const batchSize = 200_000;
const separator = '\n\n';
/** What has detectors of its own, or lets a text switch the search off. */
const notAsked = ['secretlint-rule-basicauth', 'secretlint-rule-filter-comments'];

/** No key is shorter: texts without so long a word are not asked about. */
const longWord = /\S{16}/;

/**
 * Keys and tokens in each text, as the recommended rules of secretlint find them: those of cloud services, of code hosts,
 * of model providers, of mail and chat services, and the passwords in connection strings. The rules are loaded at the
 * first call.
 */
export async function findSecrets(texts: readonly string[]): Promise<readonly (readonly Identifier[])[]> {
  const found: Identifier[][] = texts.map(() => []);
  let batch: { readonly text: string; readonly found: Identifier[] }[] = [];
  let size = 0;
  for (const [index, text] of texts.entries()) {
    if (longWord.test(text)) {
      batch.push({ text, found: found[index] ?? [] });
      size += text.length;
    }
    const isLast = index === texts.length - 1;
    if (batch.length === 0 || (size < batchSize && !isLast)) continue;
    await searchTogether(batch);
    [batch, size] = [[], 0];
  }
  return found;
}

async function searchTogether(
  batch: readonly { readonly text: string; readonly found: Identifier[] }[],
): Promise<void> {
  const ranges = await lint(batch.map(({ text }) => text).join(separator));
  let start = 0;
  for (const { text, found } of batch) {
    for (const [first, last] of ranges) {
      if (first < start || first >= start + text.length) continue;
      const at = first - start;
      // A rule may report the place of a name and the length of its value: the whole word is taken.
      const end = at + (/^\S+/.exec(text.slice(at, at + longestRun))?.[0].length ?? 0);
      const until = Math.min(text.length, Math.max(last - start, end));
      found.push({ type: 'secret', start: at, end: until, text: text.slice(at, until), score });
    }
    start += text.length + separator.length;
  }
}

const longestRun = 4096;
/** A little less than what the detectors of this folder are sure of: of two finds theirs is the narrower. */
const score = 0.95;

async function lint(content: string): Promise<readonly (readonly [number, number])[]> {
  const { lintSource } = await import('@secretlint/core');
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  // One by one: what the preset is told to leave out it takes all the same.
  const asked = rules.filter(({ meta }) => !notAsked.some((name) => meta.id.endsWith(name)));
  const { messages } = await lintSource({
    source: { content, filePath: 'text.txt', ext: '.txt', contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules: asked.map((rule) => ({ id: rule.meta.id, rule })) } },
  });
  return messages.map(({ range }) => [range[0], range[1]] as const);
}
