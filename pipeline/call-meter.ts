import type { Spend } from '../core/report.ts';
import type { Target } from '../core/seams.ts';
import type { ModelUse } from '../core/suite.ts';
import { parseModelRef } from '../models/model-ref.ts';

/** A target whose calls are counted, and what they cost so far. */
export interface MeteredTarget {
  readonly target: Target;
  spend(): Spend;
}

/**
 * Counts calls and tokens of a target. Modules and commands run here and cost nothing that is known of; a call of a
 * server is a request whose price is unknown.
 */
export function metered(target: Target, use: ModelUse): MeteredTarget {
  const isRemote = parseModelRef(use.use).scheme === 'http';
  let calls = 0;
  let tokens = 0;
  return {
    target: {
      ...(target.close === undefined ? {} : { close: () => target.close?.() ?? Promise.resolve() }),
      async call(input, signal, id, attempt) {
        calls++;
        const output = await target.call(input, signal, id, attempt);
        tokens += (output.usage?.inputTokens ?? 0) + (output.usage?.outputTokens ?? 0);
        return output;
      },
    },
    spend: () =>
      isRemote ? { usd: calls === 0 ? 0 : null, requests: calls, tokens } : { usd: 0, requests: 0, tokens },
  };
}

/** The sum; an unknown price makes the sum unknown. */
export function totalSpend(parts: readonly Spend[]): Spend {
  return parts.reduce(
    (sum, part) => ({
      usd: sum.usd === null || part.usd === null ? null : sum.usd + part.usd,
      requests: sum.requests + part.requests,
      tokens: sum.tokens + part.tokens,
    }),
    { usd: 0, requests: 0, tokens: 0 },
  );
}
