import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { github } from '../../../reports/github.ts';
import { actsOnTerminal, anyText } from './hostile-text.ts';
import { exception, failing, inconclusive, passing, withText } from './report-fixtures.ts';
import { workflowCommand } from './workflow-commands.ts';

const commands = (text: string) => text.trimEnd().split('\n').map(workflowCommand);

describe('annotations for GitHub', () => {
  test('a fail is the verdict and each failed check, at their lines of the suite', () => {
    const [verdict, check, ...rest] = commands(github(failing));
    expect(verdict).toEqual({
      command: 'error',
      properties: {
        file: 'suites/support-triage.yaml',
        line: '1',
        title: 'heldout: GATE FAIL support-triage',
      },
      message:
        'GATE FAIL (exit 1) of ollama:triage-ft against ollama:llama3.2:3b: synthetic/two-issues/misleading-second-topic',
    });
    expect(check?.command).toBe('error');
    expect(check?.properties).toEqual({
      file: 'suites/support-triage.yaml',
      line: '24',
      title: 'heldout: synthetic/two-issues/misleading-second-topic',
    });
    expect(check?.message).toContain('shown to be worse by more than 0.05');
    expect(rest).toEqual([]);
  });

  test('a pass is one notice; an inconclusive gate is an error, or a warning where the suite lets it through', () => {
    expect(commands(github(passing)).map((one) => one?.command)).toEqual(['notice']);
    const levels = (exitCode: 0 | 3) =>
      new Set(commands(github({ ...inconclusive, exitCode })).map((one) => one?.command));
    expect(levels(3)).toEqual(new Set(['error']));
    expect(levels(0)).toEqual(new Set(['warning']));
  });

  test('a related judge that was let through comes first, as a warning', () => {
    const [first] = commands(github({ ...passing, exceptions: [exception] }));
    expect(first).toMatchObject({ command: 'warning', properties: { title: 'heldout: exception' } });
    expect(first?.message).toContain(exception.judge);
  });

  test('no more than GitHub shows: the last says how many there are', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      name: `real/#tag${i}`,
      status: 'fail' as const,
      reason: 'worse',
    }));
    const [first, ...others] = many;
    if (first === undefined) throw new Error('no check');
    const all = commands(github({ ...failing, checks: [first, ...others] }));
    expect(all).toHaveLength(10);
    expect(all[9]?.message).toBe('32 more checks like these: see the report');
  });

  test('whatever the texts hold, every line is one annotation that says them and nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const report = withText({ ...failing, status: 'fail' }, text);
        const lines = github(report).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(3);
        for (const line of lines) {
          expect(line).not.toMatch(actsOnTerminal);
          const command = workflowCommand(line);
          expect(['error', 'warning']).toContain(command?.command);
          expect(Object.keys(command?.properties ?? {})).toEqual(['file', 'line', 'title']);
        }
      }),
    );
    const plain = withText(failing, '100 %, a: b % 0A %0A');
    expect(commands(github(plain))[2]?.message).toBe('100 %, a: b % 0A %0A: 100 %, a: b % 0A %0A');
  });
});
