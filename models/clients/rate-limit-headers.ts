import type { RateLimit } from '../../core/model.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** OpenAI's headers, which compatible servers copy: counts, and durations such as `6m0s` or `120ms`. */
export function openaiRateLimit(headers: Headers): RateLimit | null {
  return rateLimit(headers, (kind, field) => `x-ratelimit-${field}-${kind}`, durationMs);
}

/** Anthropic's headers: counts, and the time at which the limit is full again, in RFC 3339. */
export function anthropicRateLimit(headers: Headers, nowMs: number = Date.now()): RateLimit | null {
  return rateLimit(
    headers,
    (kind, field) => `anthropic-ratelimit-${kind}-${field}`,
    (text) => {
      const at = Date.parse(text);
      return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
    },
  );
}

function rateLimit(
  headers: Headers,
  nameOf: (kind: 'requests' | 'tokens', field: 'limit' | 'remaining' | 'reset') => string,
  delayOf: (text: string) => number | null,
): RateLimit | null {
  const one = (kind: 'requests' | 'tokens') => {
    const remaining = count(headers.get(nameOf(kind, 'remaining')));
    if (remaining === null) return null;
    const reset = headers.get(nameOf(kind, 'reset'));
    return {
      limit: count(headers.get(nameOf(kind, 'limit'))),
      remaining,
      resetMs: reset === null ? null : delayOf(reset),
    };
  };
  const [requests, tokens] = [one('requests'), one('tokens')];
  return requests === null && tokens === null ? null : { requests, tokens };
}

function count(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** Milliseconds of `1h2m3.5s`; null for anything else. */
function durationMs(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  return Math.round(
    parts.reduce((sum, [, value, unit]) => sum + Number(value) * (units[unit ?? ''] ?? 0), 0),
  );
}
