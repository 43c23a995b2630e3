import { describe, expect, test } from 'vitest';
import { longestOutput, parseOutput } from '../../../models/parse-output.ts';

const circular: { text: string; toolCalls: unknown[] } = { text: 'x', toolCalls: [] };
circular.toolCalls.push({ name: 'f', arguments: circular });

describe('parseOutput', () => {
  test('keeps text, tool calls and usage, and nothing else', () => {
    const output = {
      text: 'yes',
      toolCalls: [{ name: 'look', arguments: { at: [1, null, 'x'] } }],
      usage: { inputTokens: 3, outputTokens: 0 },
    };
    expect(parseOutput({ ...output, id: 'c1', latencyMs: 3 })).toEqual(output);
    expect(parseOutput({ text: '' })).toEqual({ text: '' });
    expect(Object.keys(parseOutput({ text: 'x', toolCalls: undefined }))).toEqual(['text']);
  });

  test.each([
    ['null', null, /gave null.*return \{ text/],
    ['nothing', undefined, /gave undefined.*return \{ text/],
    ['a bare string', 'spam', /gave a string.*return \{ text/],
    ['a number', 42, /gave the number 42/],
    ['NaN', Number.NaN, /gave the number NaN/],
    ['a list', [{ text: 'x' }], /gave a list/],
    ['bytes', Buffer.from('x'), /gave a Buffer/],
    ['a function', () => 'x', /gave a function/],
    ['an empty object', {}, /gave an empty object/],
    ['another key', { answer: 'x' }, /without `text` \(keys: answer\)/],
    ['bytes as text', { text: Buffer.from('x') }, /gave a Buffer as `text`/],
    ['null as text', { text: null }, /gave null as `text`/],
    ['a number as text', { text: 7 }, /gave the number 7 as `text`/],
    ['calls that are no list', { text: '', toolCalls: 'look()' }, /toolCalls/],
    ['a call without arguments', { text: '', toolCalls: [{ name: 'look' }] }, /toolCalls\.0\.arguments/],
    ['arguments that JSON lacks', { text: '', toolCalls: [{ name: 'f', arguments: 1n }] }, /toolCalls\.0/],
    ['tokens below zero', { text: '', usage: { inputTokens: -1, outputTokens: 0 } }, /usage\.inputTokens/],
    ['tokens that are no number', { text: '', usage: { inputTokens: Number.NaN, outputTokens: 0 } }, /usage/],
    ['an output that holds itself', circular, /holds itself/],
    ['a key in other letters', { text: '', tool_calls: [] }, /`tool_calls`: did you mean `toolCalls`/],
  ])('%s', (_, value, message) => {
    expect(() => parseOutput(value)).toThrow(message);
  });

  test('the limit is on characters, and names both numbers', () => {
    expect(parseOutput({ text: 'é'.repeat(longestOutput) }).text).toHaveLength(10_000_000);
    expect(() => parseOutput({ text: 'x'.repeat(longestOutput + 1) })).toThrow(
      'output of 10000001 characters is over the limit of 10000000',
    );
  });
});
