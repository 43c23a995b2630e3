import { defineConfig } from 'vitest/config';

/** Tests against real models, which `test/live/setup.sh` gets: `npm run test:live`. */
export default defineConfig({
  test: {
    include: ['test/live/**/*.test.ts'],
    globalSetup: ['test/live/real-models.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two models at once on two cores are slower than one after the other.
    fileParallelism: false,
  },
});
