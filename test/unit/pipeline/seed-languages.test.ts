import { expect, test } from 'vitest';
import { seedLanguageProblems } from '../../../pipeline/checking/seed-languages.ts';
import { loadRealData } from '../../../pipeline/load-dataset.ts';
import { loadSuite } from '../../../pipeline/load-suite.ts';
import { project } from '../../e2e/cli.ts';

const english = [
  'My parcel has not arrived and nobody answers the telephone',
  'Please send me another invoice, because the first one was wrong',
  'The website shows an error whenever I try to log in',
  'I would like to cancel the contract at the end of the month',
  'There is a charge on my card that I do not recognise at all',
  'Could somebody tell me where the nearest shop of yours is',
  'Nobody has answered my message since Tuesday, what shall we do',
  'The colour that was delivered is not the one which we had chosen',
];
const german = [
  'Mein Paket ist nicht angekommen und niemand geht ans Telefon',
  'Bitte schicken Sie mir eine neue Rechnung, die erste war falsch',
  'Die Webseite zeigt einen Fehler, sobald ich mich anmelden will',
  'Ich möchte den Vertrag gerne zum Ende des Monats kündigen',
  'Auf meiner Karte ist eine Buchung, die ich überhaupt nicht kenne',
  'Kann mir jemand sagen, wo sich das nächste Geschäft befindet',
];
const rows = (texts: readonly string[]) =>
  texts.map((input) => `${JSON.stringify({ input, expected: 'x' })}\n`).join('');

async function problemsFor(heldout: readonly string[], seeds: readonly string[], source = '') {
  const folder = project({
    'rows.jsonl': rows(heldout),
    'data/seeds.jsonl': rows(seeds),
    'suite.yaml': `schemaVersion: 1
id: shop
title: Shop
task: { kind: qa, instructions: Answer. }
data: { heldout: [{ path: rows.jsonl }], seeds: [{ path: data/seeds.jsonl${source} }] }
skills: [{ id: s, description: d }]
score: [{ use: exact }]
gate: { margin: { real: 0.1, synthetic: 0.1 } }
`,
  });
  const loaded = await loadSuite('suite.yaml', folder);
  return seedLanguageProblems(loaded, await loadRealData(loaded, { seeds: 'all', material: false }));
}

test('seeds in a language that no held-out row is in: which file, which language, what to do', async () => {
  expect(await problemsFor(english, german)).toEqual([
    {
      code: 'DATA_LANGUAGE',
      message: 'the seeds of data/seeds.jsonl are in the language de, and the held-out rows are in en',
      place: { file: 'data/seeds.jsonl', line: null, column: null },
      hint: 'where that is meant, write `language: de` beside the source under `data.seeds`',
    },
  ]);
});

test('where it is meant it may be; what is declared and is not so is told', async () => {
  expect(await problemsFor(english, german, ', language: de')).toEqual([]);
  const [problem] = await problemsFor(english, german, ', language: fr');
  expect(problem?.message).toContain('are in the language de, and `language: fr` stands there');
  expect(await problemsFor(english, english, ', language: en')).toEqual([]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['the language of the suite', english, english],
  ['one of the languages of the suite', [...english, ...german], german],
  ['a mixture', english, [...english.slice(0, 3), ...german.slice(0, 3)]],
  ['too few texts to tell', english, german.slice(0, 4)],
  ['texts too short to tell', english, ['ja', 'nein', 'gut', 'schlecht', 'egal', 'so so']],
  ['held-out rows too short to tell', ['yes', 'no', 'good', 'bad', 'maybe', 'so so'], german],
])('%s: nothing is said', async (_, heldout, seeds) => {
  expect(await problemsFor(heldout, seeds)).toEqual([]);
});
