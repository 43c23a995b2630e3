import { describe, expect, test } from 'vitest';
import type { ArenaSummary } from '../../../core/report.ts';
import { json } from '../../../reports/json.ts';
import { markdown } from '../../../reports/markdown.ts';
import { text } from '../../../reports/text.ts';
import { passing } from './report-fixtures.ts';

const arena: ArenaSummary = {
  judged: 12,
  plain: 3,
  unscored: 1,
  judges: [
    {
      judge: 'ollama:qwen3:8b',
      family: 'qwen',
      pairs: 12,
      wins: 5,
      losses: 1,
      ties: 6,
      consistent: { n: 12, share: 0.75, interval: [0.468, 0.911] },
      firstPreferred: { n: 18, share: 2 / 3, interval: [0.437, 0.837] },
      longerPreferred: { n: 0, share: null, interval: null },
    },
  ],
};
const report = { ...passing, arena };
const words =
  '5 wins, 6 ties, 1 loss; the same in both orders 75 % of 12 (95 % interval 47 to 91); the first one preferred 67 % of 18 (95 % interval 44 to 84), where 50 % is no effect of the order; the longer one not measured';

describe('how outputs were compared', () => {
  test('in text', () => {
    const shown = text(report).replace(/\s+/g, ' ');
    expect(shown).toContain(
      'Arena 12 pairs of outputs judged, in both orders; 3 needed no judge; 1 unscored',
    );
    expect(shown).toContain(`ollama:qwen3:8b: ${words}`);
  });

  test('in Markdown', () => {
    const shown = markdown(report).replaceAll('\\', '');
    expect(shown).toContain('### Arena');
    expect(shown).toContain(`- <code>ollama:qwen3:8b</code>: ${words}`);
  });

  test('in JSON, and null where nothing was compared', () => {
    expect(JSON.parse(json(report)).arena).toEqual(arena);
    expect(JSON.parse(json(passing)).arena).toBe(null);
    expect(text(passing)).not.toContain('Arena');
    expect(markdown(passing)).not.toContain('Arena');
  });
});
