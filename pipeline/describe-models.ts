import { HeldoutError } from '../core/errors.ts';
import type { ModelName } from '../core/model.ts';
import type { Lineage } from '../core/suite.ts';
import { askMetadata } from '../models/ask-metadata.ts';
import { isClientRef, openClient } from '../models/clients/open-client.ts';
import { knownContextTokens } from '../models/context-table.ts';
import type { ModelMetadata } from '../models/gguf/gguf-metadata.ts';
import { resolveLineage } from '../models/lineage.ts';
import { metadataLineage } from '../models/metadata-lineage.ts';
import { type ModelRef, parseModelRef } from '../models/model-ref.ts';
import type { Price } from '../models/price.ts';
import { pricedModels } from '../models/price-table.ts';
import { priceOf } from '../models/prices.ts';

/** What is known of a model, and whether it answers. */
export interface DescribedModel {
  readonly ref: ModelName;
  /** null where nobody knows: it must be declared in a suite. */
  readonly lineage: Lineage | null;
  /** Tokens of prompt and reply together; null where it is not known. */
  readonly contextTokens: number | null;
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
 * could not be done without a call. Model files start in `folder`. Throws MODEL_REF for text that is no ref.
 */
export async function describeModel(
  text: string,
  { env, folder }: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<DescribedModel> {
  const ref = parseModelRef(text);
  const price = priceOf(text);
  try {
    const metadata = await askMetadata(ref, { env, folder });
    const known = {
      ref: text,
      lineage: lineageOf(text, metadata),
      contextTokens: toldContextTokens(metadata) ?? knownContextTokens(text),
      price,
    };
    return { ...known, ...(await reached(ref, { env, folder })) };
  } catch (error) {
    const unread = { ref: text, lineage: lineageOf(text, null), contextTokens: null, price };
    return { ...unread, reachable: false, problem: problemText(error) };
  }
}

async function reached(
  ref: ModelRef,
  place: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<Pick<DescribedModel, 'reachable' | 'problem'>> {
  if (!isClientRef(ref)) return { reachable: null, problem: null };
  try {
    const client = await openClient(ref, place);
    await client.preflight?.(AbortSignal.timeout(patienceMs));
    await client.close?.();
    return { reachable: true, problem: null };
  } catch (error) {
    return { reachable: false, problem: problemText(error) };
  }
}

/** Any other error is a defect of ours and passes. */
function problemText(error: unknown): string {
  if (!(error instanceof HeldoutError)) throw error;
  const [{ code, message, hint }] = error.problems;
  return `${code}: ${message}${hint === null ? '' : ` (${hint})`}`;
}

/** The providers' models whose price is known; nobody is asked. */
export function listModels(): readonly DescribedModel[] {
  const refs = pricedModels
    .filter(({ provider }) => provider === 'openai' || provider === 'anthropic')
    .flatMap(({ provider, names }) => names.map((name) => `${provider}:${name}`));
  return refs.map((ref) => ({
    ref,
    lineage: lineageOf(ref, null),
    contextTokens: knownContextTokens(ref),
    price: priceOf(ref),
    reachable: null,
    problem: null,
  }));
}

function lineageOf(ref: string, metadata: ModelMetadata | null): Lineage | null {
  try {
    return resolveLineage({ use: ref, lineage: null }, metadata === null ? null : metadataLineage(metadata));
  } catch (error) {
    if (error instanceof HeldoutError && error.problems[0].code === 'LINEAGE_UNKNOWN') return null;
    throw error;
  }
}

/** `ARCHITECTURE.context_length`, as GGUF names it. */
function toldContextTokens(metadata: ModelMetadata | null): number | null {
  const tokens = metadata?.get(`${metadata.get('general.architecture')}.context_length`);
  return typeof tokens === 'number' ? tokens : null;
}
