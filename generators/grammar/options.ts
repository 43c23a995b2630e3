import { z } from 'zod';
import { didYouMean } from '../../core/nearest.ts';
import { checkNames, checkTexts, scalar, variableNames } from '../known-variables.ts';
import { expectedTexts, type WrittenExpected, writtenExpected } from '../written-expected.ts';
import { ruleDepths, ruleHeights, sureAttributes, surelySets } from './measures.ts';
import { type Grammar, parseParts, readGrammar, ruleName } from './productions.ts';

const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const production = z.union([
  z.string(),
  z.strictObject({
    text: z.string(),
    weight: z.number().gt(0, 'must be greater than 0').default(1),
    set: attributes.default({}),
    id: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]*$/, 'letters, digits, `.`, `_` and `-` only')
      .optional(),
  }),
]);

/** What `with:` of `grammar` holds. */
export const grammarOptions = z
  .strictObject({
    start: z.string().describe('The rule that whole sentences are made of.'),
    rules: z
      .record(z.string(), z.array(production).min(1, 'name at least one alternative'))
      .describe('Rules and their alternatives; `{NAME}` is a rule, `{{` and `}}` are braces.'),
    expected: writtenExpected,
    defaults: attributes.default({}).describe('Attributes of sentences in which no production sets them.'),
    maxDepth: z
      .int()
      .min(1, 'must be at least 1')
      .max(100)
      .default(12)
      .describe('Beyond so many levels the production that ends soonest is taken.'),
  })
  .superRefine((options, context) => {
    const { rules, start, expected } = options;
    const isReadable = checkProductions(options, context);
    const grammar = readGrammar(rules);
    checkIds(rules, grammar, context);
    if (!grammar.has(start)) {
      const message = `there is no rule \`${start}\`: ${didYouMean(start, Object.keys(rules))}`;
      context.addIssue({ code: 'custom', path: ['start'], message });
    } else if (isReadable) {
      checkRules(grammar, options, context);
    }
    checkNames(options.defaults, ['defaults'], context);
    const names = attributeNames(grammar, options.defaults);
    const known = new Map(names.map((name) => [name, scalar] as const));
    checkTexts(expectedTexts(expected, ['expected']), known, 'attribute', context);
    if (grammar.has(start) && isReadable) checkAttributes(grammar, options, context);
  });

export type GrammarOptions = z.output<typeof grammarOptions>;

function attributeNames(grammar: Grammar, defaults: GrammarOptions['defaults']): readonly string[] {
  const set = [...grammar.values()].flat().flatMap((one) => Object.keys(one.set));
  return [...new Set([...set, ...Object.keys(defaults)])];
}

/** True where every production can be read and leads to rules that exist. */
function checkProductions({ rules }: GrammarOptions, context: z.RefinementCtx): boolean {
  let isReadable = true;
  const known = Object.keys(rules);
  for (const [rule, alternatives] of Object.entries(rules)) {
    if (!ruleName.test(rule)) {
      const message = 'names of rules have letters, digits, `_` and `-` only, and no digit first';
      context.addIssue({ code: 'custom', path: ['rules', rule], message });
    }
    for (const [index, written] of alternatives.entries()) {
      const path = ['rules', rule, index, ...(typeof written === 'string' ? [] : ['text'])];
      const { parts, problem } = parseParts(typeof written === 'string' ? written : written.text);
      const unknown = parts.flatMap((part) =>
        part.kind === 'rule' && !known.includes(part.name) ? [part.name] : [],
      );
      const messages = unknown.map((name) => `there is no rule \`${name}\`: ${didYouMean(name, known)}`);
      if (problem !== null) messages.push(problem);
      for (const message of messages) context.addIssue({ code: 'custom', path, message });
      if (messages.length > 0) isReadable = false;
      if (typeof written !== 'string') checkNames(written.set, ['rules', rule, index, 'set'], context);
    }
  }
  return isReadable;
}

function checkIds(rules: GrammarOptions['rules'], grammar: Grammar, context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const rule of Object.keys(rules)) {
    for (const [index, { id }] of (grammar.get(rule) ?? []).entries()) {
      if (seen.has(id)) {
        const message = `another production is called \`${id}\` too`;
        context.addIssue({ code: 'custom', path: ['rules', rule, index], message });
      }
      seen.add(id);
    }
  }
}

function checkRules(grammar: Grammar, { start, maxDepth }: GrammarOptions, context: z.RefinementCtx): void {
  const [depths, heights] = [ruleDepths(grammar, start), ruleHeights(grammar)];
  for (const rule of grammar.keys()) {
    const issue = (message: string) => context.addIssue({ code: 'custom', path: ['rules', rule], message });
    const depth = depths.get(rule);
    if (depth === undefined) issue(`\`${start}\` never leads to this rule`);
    else if (depth > maxDepth) issue(`lies ${depth} levels deep, and \`maxDepth\` is ${maxDepth}`);
    if (heights.get(rule) === Number.POSITIVE_INFINITY) {
      issue('can never end: each of its alternatives leads back to a rule that cannot end');
    }
  }
}

/** What `expected` reads must be set in every sentence. */
function checkAttributes(
  grammar: Grammar,
  { start, expected, defaults }: GrammarOptions,
  context: z.RefinementCtx,
): void {
  const names = attributeNames(grammar, {});
  const sure = sureAttributes(grammar, names);
  for (const name of readAttributes(expected)) {
    if (!names.includes(name) || Object.hasOwn(defaults, name)) continue;
    const bare = grammar.get(start)?.find((one) => !surelySets(one, name, sure));
    if (bare === undefined) continue;
    const message = `not every sentence sets \`${name}\`: one that starts with \`${bare.id}\` need not; set it there or give it a value under \`defaults\``;
    context.addIssue({ code: 'custom', path: ['expected'], message });
  }
}

/** The attributes that an expected value reads. */
export function readAttributes(expected: WrittenExpected): readonly string[] {
  return variableNames(expectedTexts(expected, []));
}
