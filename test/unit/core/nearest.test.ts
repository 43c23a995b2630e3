import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from '../../../core/nearest.ts';

describe('nearest', () => {
  test.each([
    ['margn', ['margin', 'alphaPass'], 'margin'],
    ['marign', ['margin'], 'margin'], // a swap is two edits
    ['ALPHAPASS', ['alphaFail', 'alphaPass'], 'alphaPass'], // case is no difference
    ['alphaPas', ['alphaFail', 'alphaPass'], 'alphaPass'], // the nearer of two
    ['instrxxxxonsX', ['instructions'], null], // 5 of 13 letters differ: more than a third
    ['instrctios', ['instructions'], 'instructions'],
    ['usd', ['use'], 'use'], // one letter of three
    ['uds', ['use'], null], // two of three
    ['id', ['is', 'map'], 'is'],
    ['margin', [], null],
    ['', ['use'], null],
  ])('%j among %j: %j', (name, known, meant) => {
    expect(nearest(name, known)).toBe(meant);
  });

  test('of equally near names the first known one', () => {
    expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
  });
});

describe('didYouMean', () => {
  test('names the nearest, else all that are known, else says that there are none', () => {
    expect(didYouMean('titel', ['title', 'task'])).toBe('did you mean `title`?');
    expect(didYouMean('colour', ['title', 'task'])).toBe('known: title, task');
    expect(didYouMean('colour', [])).toBe('no names are known here');
  });
});
