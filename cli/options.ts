import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Shard } from '../core/run.ts';

/** `--json`, on every command. */
export const jsonOption = () =>
  new Option('--json', 'one JSON document on stdout; text for people goes to stderr');

/** `--record`, on every command that calls language models. */
export const recordOption = () =>
  new Option(
    '--record <file>',
    'write the answers of language models to a file; what it holds is not asked again',
  );

/** `--replay`, beside `--record`. */
export const replayOption = () =>
  new Option(
    '--replay <file>',
    'take every answer of language models from such a file and call none',
  ).conflicts('record');

/** `--format`, where reports are written. */
export const formatOption = () =>
  new Option(
    '--format <names>',
    'reports to write, with commas: text, json, md, junit, github, gitlab (default: the first four)',
  );

/** What the two options mean; paths are relative to the working folder. */
export function recordingOf(
  { record, replay }: { readonly record?: string; readonly replay?: string },
  workingFolder: string,
): { readonly file: string; readonly mode: 'record' | 'replay' } | null {
  if (replay !== undefined) return { file: path.resolve(workingFolder, replay), mode: 'replay' };
  return record === undefined ? null : { file: path.resolve(workingFolder, record), mode: 'record' };
}

/** `--every-case` of commands that may end a run early. */
export const everyCaseOption = () =>
  new Option('--every-case', 'run every case, also where `gate.sequential` would end the run early');

/** `--shard`, where a run may be dealt out to several machines. */
export const shardOption = () =>
  new Option(
    '--shard <i/n>',
    'run one of n parts of the dataset; `heldout merge` puts them together',
  ).argParser(shardOf);

function shardOf(written: string): Shard {
  const [, i = '', n = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(written) ?? [];
  const [index, count] = [Number(i), Number(n)];
  if (n !== '' && index >= 1 && index <= count) return { index, count };
  throw new InvalidArgumentError('Write which part of how many, such as 1/4.');
}

/** A whole number, at least `least`. */
export function wholeNumber(least: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (/^-?\d+$/.test(written) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Write a whole number, ${least} or more.`);
  };
}

/** A share of right answers, above 0 and at most 1. */
export function goalRate(written: string): number {
  const value = Number(written);
  if (/^\d*\.?\d+$/.test(written) && value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('Write a rate between 0 and 1, such as 0.95.');
}

/** Names with commas between them; at least one, since none would be read as no choice. */
export function commaList(written: string): readonly string[] {
  const names = written
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (names.length > 0) return names;
  throw new InvalidArgumentError('Write one name or more, with commas between them.');
}

/** An amount of money in USD, more than 0. */
export function dollars(written: string): number {
  const value = Number(written);
  if (/^\d*\.?\d+$/.test(written) && value > 0) return value;
  throw new InvalidArgumentError('Write an amount in USD, such as 0.50.');
}

/** Collects `NAME=VALUE` of an option that may be repeated; each of the names once. */
export function namedValues<Name extends string>(
  names: readonly Name[],
): (
  written: string,
  before: Readonly<Partial<Record<Name, string>>>,
) => Readonly<Partial<Record<Name, string>>> {
  return (written, before) => {
    const [, key, value] = /^([^=]+)=(.+)$/s.exec(written) ?? [];
    const name = names.find((known) => known === key);
    if (name === undefined || value === undefined)
      throw new InvalidArgumentError(`Write NAME=VALUE, with one of ${names.join(', ')} as NAME.`);
    if (before[name] !== undefined) throw new InvalidArgumentError(`${name} is given twice.`);
    return { ...before, [name]: value };
  };
}

/** Examples under a command's help. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${line}`)].join('\n');
}

/** A share, from 0 to 1. */
export function share(written: string): number {
  const value = Number(written);
  if (/^\d*\.?\d+$/.test(written) && value <= 1) return value;
  throw new InvalidArgumentError('Write a share from 0 to 1, such as 0.1.');
}
