import { describe, expect, test } from 'vitest';
import { didYouMean, nearest, nearMatches } from '../../../core/nearest.ts';

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

describe('nearMatches', () => {
  const known = ['0287bdfd65f9e3db', '0287bdfd00000000', 'easy-ham-1/00532', 'easy-ham-1/00533', 'spam/1'];

  test('what begins so comes first, then what is a few letters away', () => {
    expect(nearMatches('0287bdfd65', known, 5)).toEqual(['0287bdfd65f9e3db']);
    expect(nearMatches('0287b', known, 5)).toEqual(['0287bdfd00000000', '0287bdfd65f9e3db']);
    expect(nearMatches('easy-ham-1/00534', known, 5)).toEqual(['easy-ham-1/00532', 'easy-ham-1/00533']);
    expect(nearMatches('easy-ham-1/00534', known, 1)).toEqual(['easy-ham-1/00532']);
  });

  test('nothing near, nothing asked', () => {
    expect(nearMatches('nothing', known, 5)).toEqual([]);
    expect(nearMatches('', known, 5)).toEqual([]);
    expect(nearMatches('easy', [], 5)).toEqual([]);
  });
});
