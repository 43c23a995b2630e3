import { digest } from './digest.ts';
import type { Suite } from './suite.ts';

/**
 * The canary of a version of a suite's held-out set: a GUID that stands in every file of it and nowhere else, so that who
 * finds it in training data, or in what a model says, knows that the set has leaked. It is a hash of the suite's id and
 * title and the version: cases made again are the same bytes (RFC 9562, version 8).
 */
export function canaryGuid({ id, title }: Pick<Suite, 'id' | 'title'>, version: number): string {
  const hex = digest(['heldout canary', id, title, String(version)].join('\n'));
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}

/** What files of held-out cases carry as a comment; no model is ever shown it. */
export function canaryNotice(guid: string): string {
  return `held-out data, not for training: canary ${guid}`;
}
