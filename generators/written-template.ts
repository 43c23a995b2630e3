import { z } from 'zod';
import type { CaseInput, Expected, Message } from '../core/case.ts';
import { shortDigest } from '../core/digest.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import type { Task } from '../core/suite.ts';
import { inTemplate } from './in-template.ts';
import { variableNames, type WrittenText } from './known-variables.ts';
import { parseText, type Scope } from './liquid.ts';
import { compileExpected, expectedTexts, writtenExpected } from './written-expected.ts';

const liquidText = z.string().min(1, 'must not be empty');

/** A template as options write it: one text, or the messages of a conversation, and what is expected of it. */
export const writtenTemplate = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]*$/, 'letters, digits, `.`, `_` and `-` only')
      .optional()
      .describe('Name of the template and of the cluster of its cases; without it a digest of the template.'),
    text: liquidText.optional().describe('The user’s message, a Liquid template.'),
    messages: z
      .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: liquidText }))
      .min(1, 'name at least one message')
      .optional()
      .describe('A conversation instead of `text`.'),
    expected: writtenExpected,
    tags: z.array(liquidText).default([]).describe('Tags of the cases; Liquid as well.'),
  })
  .superRefine(({ text, messages }, context) => {
    if ((text === undefined) !== (messages === undefined)) return;
    context.addIssue({ code: 'custom', message: 'write either `text` or `messages`' });
  });

export type WrittenTemplate = z.output<typeof writtenTemplate>;

/** The Liquid texts of a template: those that the target sees, and the others. */
export function templateTexts(
  { text, messages = [], expected, tags }: WrittenTemplate,
  path: readonly PropertyKey[],
): { readonly input: readonly WrittenText[]; readonly other: readonly WrittenText[] } {
  const contents = messages.map(({ content }, m) => ({
    path: [...path, 'messages', m, 'content'],
    source: content,
  }));
  return {
    input: text === undefined ? contents : [{ path: [...path, 'text'], source: text }, ...contents],
    other: [
      ...expectedTexts(expected, [...path, 'expected']),
      ...tags.map((source, t) => ({ path: [...path, 'tags', t], source })),
    ],
  };
}

/** The name of a template: its id, else a digest, so that adding another template changes no name. */
export function templateName({ id, text, messages, expected }: WrittenTemplate): string {
  // Options out of YAML: plain data.
  const content = { text: text ?? null, messages: messages ?? null, expected } as unknown as Json;
  return id ?? `template-${shortDigest(canonicalJson(content)).slice(0, 8)}`;
}

/** Adds an issue for each template whose name another one has already. */
export function checkTemplateNames(
  templates: readonly WrittenTemplate[],
  path: readonly PropertyKey[],
  context: z.RefinementCtx,
): void {
  const names = templates.map(templateName);
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first === index) continue;
    const isNamed = templates[index]?.id !== undefined;
    const message = isNamed
      ? `template ${first + 1} is called \`${name}\` too`
      : `the same as template ${first + 1}`;
    context.addIssue({ code: 'custom', path: [...path, index], message });
  }
}

/** What a template makes of a scope. */
export interface Rendered {
  readonly input: CaseInput;
  readonly expected: Expected;
  readonly tags: readonly string[];
}

export interface CompiledTemplate {
  readonly name: string;
  /** How messages call it: "template `refund`" or "template 2". */
  readonly where: string;
  /** Names of the variables that the target sees something of. */
  readonly inputVariables: readonly string[];
  /** Names of all variables. */
  readonly variables: readonly string[];
  /** Throws GENERATOR_INPUT, naming the template, where the values do not fit it. */
  render(scope: Scope): Rendered;
}

/** Compiles a checked template. `part` and `index` name it in messages. */
export function compileTemplate(
  written: WrittenTemplate,
  index: number,
  part: string,
  task: Task,
): CompiledTemplate {
  const where = `${part}: template ${written.id === undefined ? index + 1 : `\`${written.id}\``}`;
  const expected = compileExpected(written.expected, task, where);
  const tags = written.tags.map(parseText);
  const messages = written.messages ?? [{ role: 'user' as const, content: written.text ?? '' }];
  const [first, ...others] = messages.map(({ role, content }) => ({ role, content: parseText(content) }));
  if (first === undefined) throw new RangeError('the schema asks for at least one message');
  const message = ({ role, content }: typeof first, scope: Scope): Message => ({
    role,
    content: content.text(scope),
  });
  const texts = templateTexts(written, []);
  return {
    name: templateName(written),
    where,
    inputVariables: variableNames(texts.input),
    variables: variableNames([...texts.input, ...texts.other]),
    render: (scope) =>
      inTemplate(where, () => ({
        input: { messages: [message(first, scope), ...others.map((other) => message(other, scope))] },
        expected: expected(scope),
        tags: tags.map((tag) => tag.text(scope)),
      })),
  };
}
