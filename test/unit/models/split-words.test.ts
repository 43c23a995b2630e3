import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitWords } from '../../../models/split-words.ts';

describe('splitWords', () => {
  test.each([
    ['node a.mjs', ['node', 'a.mjs']],
    ['  node\t a.mjs \n', ['node', 'a.mjs']],
    [`python3 'my target.py' "x y"`, ['python3', 'my target.py', 'x y']],
    [String.raw`a\ b "say \"hi\" \n" 'c\d'`, ['a b', String.raw`say "hi" \n`, String.raw`c\d`]],
    [`x '' ""`, ['x', '', '']],
    [`--name='a b'c`, ['--name=a bc']],
    ['echo $HOME | cat *', ['echo', '$HOME', '|', 'cat', '*']],
  ])('%s', (command, words) => {
    expect(splitWords(command)).toEqual(words);
  });

  test.each([`a 'b`, `a "b`, 'a\\', '', '  ', `'' a`])('%j is refused', (command) => {
    expect(() => splitWords(command)).toThrow(/MODEL_REF/);
  });

  test.runIf(process.platform !== 'win32')('words agree with those of a real shell', () => {
    const piece = fc.constantFrom('a', 'é', ' ', '  ', "'", '"', '\\', '-', '=');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const command = `p ${pieces.join('')}`;
        let words: readonly string[];
        try {
          words = splitWords(command);
        } catch {
          return; // a shell would wait for the rest
        }
        const script = `set -- ${command}; for w in "$@"; do printf '%s\\n' "[$w]"; done`;
        const shell = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
        expect(words.map((word) => `[${word}]\n`).join('')).toBe(shell);
      }),
      { numRuns: 150, seed: 1 },
    );
  });
});
