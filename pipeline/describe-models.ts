import { HeldoutError } from '../core/errors.ts';
import type { ModelName } from '../core/model.ts';
import type { Lineage } from '../core/suite.ts';
import { isClientRef, openClient } from '../models/clients/open-client.ts';
import { resolveLineage } from '../models/lineage.ts';
import { parseModelRef } from '../models/model-ref.ts';
import type { Price } from '../models/price.ts';
import { pricedModels } from '../models/price-table.ts';
import { priceOf } from '../models/prices.ts';

/** What is known of a model, and whether it answers. */
export interface DescribedModel {
  readonly ref: ModelName;
  /** null where nobody knows: it must be declared in a suite. */
  readonly lineage: Lineage | null;
  /** null where it is not known, which is not 0. */
  readonly price: Price | null;
  /** null where nobody was asked. */
  readonly reachable: boolean | null;
  /** Why it cannot be reached; null where it can, or was not asked. */
  readonly problem: string | null;
}

const patienceMs = 10_000;

/**
 * One model by its ref, asked at no cost whether calls can work. Modules, commands and http targets are not asked: that
 * could not be done without a call. Throws MODEL_REF for text that is no ref.
 */
export async function describeModel(text: string, env: NodeJS.ProcessEnv): Promise<DescribedModel> {
  const ref = parseModelRef(text);
  const known = knownOf(text);
  if (!isClientRef(ref)) return { ...known, reachable: null, problem: null };
  try {
    const client = await openClient(ref, env);
    await client.preflight?.(AbortSignal.timeout(patienceMs));
    await client.close?.();
    return { ...known, reachable: true, problem: null };
  } catch (error) {
    if (!(error instanceof HeldoutError)) throw error;
    const [{ code, message, hint }] = error.problems;
    return { ...known, reachable: false, problem: `${code}: ${message}${hint === null ? '' : ` (${hint})`}` };
  }
}

/** The providers' models whose price is known; nobody is asked. */
export function listModels(): readonly DescribedModel[] {
  const refs = pricedModels
    .filter(({ provider }) => provider === 'openai' || provider === 'anthropic')
    .flatMap(({ provider, names }) => names.map((name) => `${provider}:${name}`));
  return refs.map((ref) => ({ ...knownOf(ref), reachable: null, problem: null }));
}

function knownOf(ref: string): Pick<DescribedModel, 'ref' | 'lineage' | 'price'> {
  return { ref, lineage: lineageOf(ref), price: priceOf(ref) };
}

function lineageOf(ref: string): Lineage | null {
  try {
    return resolveLineage({ use: ref, lineage: null });
  } catch (error) {
    if (error instanceof HeldoutError && error.problems[0].code === 'LINEAGE_UNKNOWN') return null;
    throw error;
  }
}
