import { expect, test } from 'vitest';
import { findSecrets } from '../../../../curation/pii/find-secrets.ts';

const npm = `npm_${'a1B2'.repeat(9)}`;
const sendgrid = `SG.${'a'.repeat(22)}.${'b'.repeat(43)}`;

test('keys of providers are found each in its own text, however many texts there are', async () => {
  const filler = 'Nothing to see here. '.repeat(2000);
  const texts = [
    `token ${npm} here`,
    filler,
    '',
    ...Array.from({ length: 20 }, () => filler),
    `x ${sendgrid}`,
    npm,
  ];
  const found = await findSecrets(texts);
  expect(found).toHaveLength(texts.length);
  expect(found.flatMap((own, index) => own.map(({ text, start }) => [index, start, text]))).toEqual([
    [0, 6, npm],
    [23, 2, sendgrid],
    [24, 0, npm],
  ]);
});

test('no text can switch the search off', async () => {
  const [found] = await findSecrets([`// secretlint-disable\n${npm}\n// secretlint-enable`]);
  expect(found?.map(({ text }) => text)).toEqual([npm]);
});

test('clean texts hold none, and no texts are none', async () => {
  expect(await findSecrets(['The token is required.', 'ghp_short'])).toEqual([[], []]);
  expect(await findSecrets([])).toEqual([]);
});
