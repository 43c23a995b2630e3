import { z } from 'zod';
import { noOptions } from '../../core/parts.ts';
import type { Random } from '../../core/random.ts';
import { letterMap } from './letter-map.ts';
import { graphemes, openWords } from './open-words.ts';
import { defineOperator, type Operator } from './operator.ts';
import { replaceSome } from './replace-matches.ts';

const neighbours = letterMap(
  'q:wa w:qes e:wrd r:etf t:ryg y:tuh u:yij i:uok o:ipl p:ol a:qsz s:adw d:sfe f:dgr g:fht h:gjy j:hku k:jli l:ko',
  'z:xa x:zcs c:xvd v:cbf b:vng n:bmh m:nj',
);
/** Letters, and pairs of letters, that scanners take for one another. */
const lookAlikes = letterMap('o:0 O:0 l:1 I:l i:l S:5 B:8 Z:2 g:9 e:c h:b t:f m:rn rn:m d:cl cl:d w:vv vv:w');
const disguises = letterMap('a:@ e:3 i:1 o:0 s:$');

/** An operator that changes the letters of some words; the rewrite gives null where a word does not allow it. */
function letterOperator(
  name: string,
  description: string,
  rewrite: (letters: readonly string[], random: Random) => string | null,
): Operator {
  return defineOperator({
    name,
    group: 'character-noise',
    description,
    effect: 'invariant',
    options: noOptions,
    claims: () => ({ language: 'any' }),
    apply: (text, edit) =>
      replaceSome(text, openWords(text, edit, 4), edit, ([word]) => rewrite(graphemes(word), edit.random)),
  });
}

/** `count` letters from `at` on replaced by others. */
function splice(letters: readonly string[], at: number, count: number, ...by: readonly string[]): string {
  return [...letters.slice(0, at), ...by, ...letters.slice(at + count)].join('');
}

/** Positions after the first letter: readers find a word by its first. */
function innerPositions(letters: readonly string[], fits: (at: number) => boolean): readonly number[] {
  return letters.map((_, at) => at).filter((at) => at > 0 && fits(at));
}

function pickOrNull(positions: readonly number[], random: Random): number | null {
  return positions.length === 0 ? null : random.pick(positions);
}

const typo = letterOperator(
  'typo',
  'Two neighbouring letters change places, in words of 4 or more letters; the first letter stays.',
  (letters, random) => {
    const swaps = innerPositions(letters, (at) => at + 1 < letters.length && letters[at] !== letters[at + 1]);
    const at = pickOrNull(swaps, random);
    return at === null ? null : splice(letters, at, 2, letters[at + 1] ?? '', letters[at] ?? '');
  },
);

const keyboard = letterOperator(
  'keyboard',
  'A letter becomes its neighbour on a QWERTY keyboard, in words of 4 or more letters; the first letter stays.',
  (letters, random) => {
    const at = pickOrNull(
      innerPositions(letters, (i) => neighbours.has((letters[i] ?? '').toLowerCase())),
      random,
    );
    if (at === null) return null;
    const letter = letters[at] ?? '';
    const other = random.pick([...(neighbours.get(letter.toLowerCase()) ?? '')]);
    return splice(letters, at, 1, letter === letter.toLowerCase() ? other : other.toUpperCase());
  },
);

const ocr = letterOperator(
  'ocr',
  'A letter becomes what a scanner takes it for (0 for o, rn for m), in words of 4 or more letters.',
  (letters, random) => {
    const readings = letters.flatMap((letter, at) => {
      const pair = letter + (letters[at + 1] ?? '');
      return [letter, pair].flatMap((seen) => {
        const by = lookAlikes.get(seen);
        return by === undefined ? [] : [splice(letters, at, seen.length, by)];
      });
    });
    return readings.length === 0 ? null : random.pick(readings);
  },
);

const dropChar = letterOperator(
  'drop-char',
  'A letter is left out, in words of 4 or more letters; the first letter stays.',
  (letters, random) => splice(letters, random.integer(1, letters.length - 1), 1),
);

const doubleChar = letterOperator(
  'double-char',
  'A letter is written twice, in words of 4 or more letters; never the first.',
  (letters, random) => {
    const at = random.integer(1, letters.length - 1);
    return splice(letters, at, 1, letters[at] ?? '', letters[at] ?? '');
  },
);

const obfuscate = defineOperator({
  name: 'obfuscate',
  group: 'character-noise',
  description:
    'Letters become look-alike signs (@ 3 1 0 $), each with probability 0.5 and at least one in a word.',
  effect: 'invariant',
  options: z.strictObject({ minLetters: z.int().min(1).default(5) }),
  claims: () => ({ language: 'any' }),
  apply: (text, edit, { minLetters }) =>
    replaceSome(text, openWords(text, edit, minLetters), edit, ([word]) => {
      const letters = graphemes(word);
      const hidden = (at: number) => disguises.get((letters[at] ?? '').toLowerCase());
      const candidates = letters.map((_, at) => at).filter((at) => hidden(at) !== undefined);
      if (candidates.length === 0) return null;
      const drawn = candidates.filter(() => edit.random.chance(0.5));
      const chosen = new Set(drawn.length > 0 ? drawn : [edit.random.pick(candidates)]);
      return letters.map((letter, at) => (chosen.has(at) ? hidden(at) : letter)).join('');
    }),
});

/** Slips of the finger, of a scanner and of people who dodge a filter. */
export const characterNoise: readonly Operator[] = [typo, keyboard, ocr, dropChar, doubleChar, obfuscate];
