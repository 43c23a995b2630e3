import { shellWord } from '../../core/shell-word.ts';

/** What `init` tells people: the files that it wrote, and what to do with the suite among them. */
export function initText(files: readonly string[]): string {
  const suite = shellWord(files.find((file) => file.endsWith('.yaml')) ?? '');
  return [
    ...files.map((file) => `wrote ${file}`),
    '',
    'Next:',
    ...['check', 'generate', 'test'].map((command) => `  heldout ${command} ${suite}`),
  ].join('\n');
}
