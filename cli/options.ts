import { InvalidArgumentError, Option } from 'commander';

/** `--json`, on every command. */
export const jsonOption = () =>
  new Option('--json', 'one JSON document on stdout; text for people goes to stderr');

/** A whole number, at least `least`. */
export function wholeNumber(least: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (/^-?\d+$/.test(written) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Write a whole number, ${least} or more.`);
  };
}

/** Examples under a command's help. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${line}`)].join('\n');
}
