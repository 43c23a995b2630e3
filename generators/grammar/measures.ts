import type { Grammar, Production } from './productions.ts';

/** Solves for one value a rule by working the productions over until nothing changes any more. */
function settle<T>(
  grammar: Grammar,
  initial: T,
  solve: (productions: readonly Production[], current: ReadonlyMap<string, T>) => T,
  isSame: (a: T, b: T) => boolean = Object.is,
): ReadonlyMap<string, T> {
  const values = new Map([...grammar.keys()].map((rule) => [rule, initial]));
  for (let isChanging = true; isChanging; ) {
    isChanging = false;
    for (const [rule, productions] of grammar) {
      const value = solve(productions, values);
      if (isSame(value, values.get(rule) ?? initial)) continue;
      values.set(rule, value);
      isChanging = true;
    }
  }
  return values;
}

const never = Number.POSITIVE_INFINITY;

/** Levels below a rule in its shallowest tree, itself included; Infinity for a rule that can never end. */
export function ruleHeights(grammar: Grammar): ReadonlyMap<string, number> {
  return settle(grammar, never, (productions, heights) =>
    Math.min(...productions.map((production) => productionHeight(production, heights))),
  );
}

export function productionHeight({ children }: Production, heights: ReadonlyMap<string, number>): number {
  return 1 + Math.max(0, ...children.map((child) => heights.get(child) ?? never));
}

/** At which level, from 1, a rule is first met; rules that the start does not lead to are left out. */
export function ruleDepths(grammar: Grammar, start: string): ReadonlyMap<string, number> {
  const depths = new Map([[start, 1]]);
  for (const [rule, depth] of depths) {
    for (const child of (grammar.get(rule) ?? []).flatMap(({ children }) => children)) {
      if (!depths.has(child) && grammar.has(child)) depths.set(child, depth + 1);
    }
  }
  return depths;
}

/** Levels from a rule down to the nearest production that is wanted; 0: one of its own, Infinity: none. */
export function distances(
  grammar: Grammar,
  isWanted: (production: Production) => boolean,
): ReadonlyMap<string, number> {
  return settle(grammar, never, (productions, found) =>
    Math.min(...productions.map((production) => distanceBelow(production, isWanted, found))),
  );
}

export function distanceBelow(
  production: Production,
  isWanted: (production: Production) => boolean,
  found: ReadonlyMap<string, number>,
): number {
  if (isWanted(production)) return 0;
  return 1 + Math.min(never, ...production.children.map((child) => found.get(child) ?? never));
}

/** The attributes that every tree of a rule sets. */
export function sureAttributes(
  grammar: Grammar,
  names: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  return settle(
    grammar,
    names,
    (productions, sure) =>
      names.filter((name) => productions.every((production) => surelySets(production, name, sure))),
    (a, b) => a.length === b.length,
  );
}

export function surelySets(
  { set, children }: Production,
  name: string,
  sure: ReadonlyMap<string, readonly string[]>,
): boolean {
  return Object.hasOwn(set, name) || children.some((child) => sure.get(child)?.includes(name) ?? false);
}
