import { digest } from '../core/digest.ts';

/** The half that a cluster lies in where one half is weighed by what the other shows: by its name and the seed alone. */
export function foldOf(cluster: string, seed: number): 0 | 1 {
  return Number.parseInt(digest(`${seed}/fold/${cluster}`).slice(0, 8), 16) % 2 === 0 ? 0 : 1;
}
