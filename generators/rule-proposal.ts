import type { Json } from '../core/json.ts';
import type { Claims, Proposal } from '../core/seams.ts';
import type { Rendered } from './written-template.ts';

const claims: Claims = { effect: null, edits: [], maxChangedWords: null, words: null, language: 'cell' };

/** A proposal whose expected value was computed by the rule that made its text; it has no parents. */
export function ruleProposal(
  { input, expected, tags }: Rendered,
  cluster: string,
  params: Json,
  ownClaims: Partial<Claims> = {},
): Proposal {
  return {
    input,
    expected,
    expectedFrom: 'computed',
    tags: [...new Set(tags)],
    params,
    parents: [],
    cluster,
    claims: { ...claims, ...ownClaims },
  };
}
