import { describe, test } from 'vitest';

/** Tests that need something real; without it they are one skipped test that says what is missing and how to get it. */
export function skippedLoudly<Thing>(name: string, thing: Thing | null, tests: (thing: Thing) => void): void {
  if (thing !== null) {
    describe(name, () => tests(thing));
    return;
  }
  console.log(`skipped: ${name} is not there; test/live/setup.sh gets it and says why it cannot`);
  test.skip(`${name} is not there`, () => {});
}
