import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';
import type { SymmetricMatrix } from './symmetric-matrix.ts';

/** What is smaller is an error of rounding. */
const least = 1e-15;

/**
 * How many different items there are in effect, given how alike each two of them are (1 on the diagonal): n where none is
 * like another, 1 where all are the same. exp(−Σ λ ln λ) over the eigenvalues of the matrix over n (Friedman and Dieng
 * 2023). 0 for no items.
 */
export function vendiScore(alike: SymmetricMatrix): number {
  if (alike.size === 0) return 0;
  let entropy = 0;
  for (const value of symmetricEigenvalues(alike)) {
    const share = value / alike.size;
    if (share > least) entropy -= share * Math.log(share);
  }
  return Math.exp(entropy);
}
