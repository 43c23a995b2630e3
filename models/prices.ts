import type { ModelName } from '../core/model.ts';
import type { Budget, ModelUse } from '../core/suite.ts';
import { localPrice, type Price } from './price.ts';
import { pricedModels } from './price-table.ts';

/**
 * What a model costs, or null where that is not known; unknown is never 0. `ollama:`, `llama-cpp:` and `scripted:` run
 * on one's own machine and cost 0 by definition, save Ollama's cloud models, whose price is not known. A server in
 * OpenAI's wire format has a price where the table names its host: one on the loopback may well forward to another.
 * Dated snapshots (`gpt-5-mini-2025-08-07`) cost what their model costs; private fine-tunes (`ft:…`) are not known.
 */
export function priceOf(model: ModelName): Price | null {
  const colon = model.indexOf(':');
  const scheme = model.slice(0, Math.max(colon, 0));
  const name = model.slice(colon + 1).trim();
  switch (scheme) {
    case 'llama-cpp':
    case 'scripted':
      return localPrice;
    case 'ollama':
      return /[:-]cloud$/i.test(name) ? null : localPrice;
    case 'openai':
    case 'anthropic':
      return priced.get(`${scheme} ${undated(name)}`) ?? null;
    case 'openai-compatible':
      return priceAtHost(name);
    default:
      return null;
  }
}

/**
 * The models that a budget in USD cannot hold, because their price is not known: to be refused before anything is
 * spent. None where the budget has no USD, or bounds the requests as well.
 */
export function unpricedModels(
  budget: Budget,
  models: readonly Pick<ModelUse, 'use' | 'price'>[],
): readonly ModelName[] {
  if (budget.usd === null || budget.requests !== null) return [];
  return [...new Set(models.filter((model) => priceOfUse(model) === null).map(({ use }) => use))];
}

/** The price that the suite declares, else the one that is known; null where there is neither. */
export function priceOfUse({ use, price }: Pick<ModelUse, 'use' | 'price'>): Price | null {
  if (price === undefined) return priceOf(use);
  const tier = { upToInputTokens: null, cachedInputUsd: null, ...price };
  return { tiers: [tier], source: 'declared in the suite', asOf: null };
}

const priced: ReadonlyMap<string, Price> = new Map(
  pricedModels.flatMap(({ provider, names, price }) =>
    names.map((name) => [`${provider} ${name.toLowerCase()}`, price] as const),
  ),
);

function priceAtHost(nameAndUrl: string): Price | null {
  const [, name = '', url = ''] = /^(.+)@(https?:\/\/.+)$/.exec(nameAndUrl) ?? [];
  if (!URL.canParse(url)) return null;
  return priced.get(`${new URL(url).hostname} ${undated(name)}`) ?? null;
}

function undated(name: string): string {
  return name.toLowerCase().replace(/-(?:\d{4}-\d{2}-\d{2}|20\d{6}|latest)$/, '');
}
