import { expect, test } from 'vitest';
import { jointLicence } from '../../../core/licence.ts';

test.each<[readonly (string | null)[], string | null]>([
  [['MIT'], 'MIT'],
  [['MIT', 'CC-BY-4.0', 'MIT'], 'CC-BY-4.0 AND MIT'],
  [['CC-BY-4.0 AND MIT', 'Apache-2.0'], 'Apache-2.0 AND CC-BY-4.0 AND MIT'],
  [['MIT OR Apache-2.0', 'MIT'], '(MIT OR Apache-2.0) AND MIT'],
  [['internal', null], null],
  [[], null],
])('%j together: %j', (licences, joint) => {
  expect(jointLicence(licences)).toBe(joint);
});
