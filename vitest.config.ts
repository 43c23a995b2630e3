import { defineConfig } from 'vitest/config';

/** These look at the cases of example 01, which are made first; the others start at once. */
const ofTheExample = ['test/gate/**/*.test.ts', 'test/docs.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['node_modules/**', 'test/live/**', ...ofTheExample],
        },
      },
      {
        extends: true,
        test: { name: 'example', include: ofTheExample, globalSetup: ['test/generate-example.ts'] },
      },
    ],
  },
});
