import { canonicalJson, type Json } from '../../core/json.ts';
import { createRandom } from '../../core/random.ts';
import { instanceOf } from './instance-of.ts';
import type { MockAnswer, MockRequest } from './mock-request.ts';
import { lettersPerToken, tokensIn } from './tokens-in.ts';
import { uniform } from './uniform.ts';
import { usualWords } from './usual-words.ts';

const wordsSaid = 6;

/** A right answer, and when it is one. */
export interface PersonaAnswer {
  /** Found in the last user message. */
  readonly match: RegExp;
  /** One of them is said; empty: what the persona says by default. */
  readonly replies: readonly string[];
  /** Said instead where a tool of that name is offered and has not answered yet. */
  readonly call: { readonly name: string; readonly arguments: Json } | null;
}

/**
 * How a mocked model answers. The first of `answers` that matches says the right reply, in which `{{number}}` is a number
 * and `{{words}}` some words of the question's own, and `{{1}}` what the first group of `match` found; with none, the row whose input was asked, else `default`, else the message is repeated.
 * A share of `1 − accuracy` of the questions gets one of `wrong` instead, always the same questions.
 */
export interface Persona {
  readonly accuracy: number;
  readonly wrong: readonly string[];
  readonly answers: readonly PersonaAnswer[];
  /** What is expected for an input. */
  readonly rows: ReadonlyMap<string, string>;
  readonly default: string | null;
  /** Accuracy by the name of the model. */
  readonly models: Readonly<Record<string, { readonly accuracy: number }>>;
}

/** Repeats the last user message. */
export const echoPersona: Persona = {
  accuracy: 1,
  wrong: [],
  answers: [],
  rows: new Map(),
  default: null,
  models: {},
};

/** What the persona says to a request; the same seed and request, the same answer, in whatever order they come. */
export function answer(persona: Persona, request: MockRequest, seed: number): MockAnswer {
  const { model, messages, schema } = request;
  const asked = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const key = { seed, model, messages };
  const found = persona.answers.find(({ match }) => match.test(asked));
  const accuracy = persona.models[model]?.accuracy ?? persona.accuracy;
  const isWrong = uniform({ ...key, of: 'accuracy' }) >= accuracy;
  const inputTokens = tokensIn(messages.map(({ content }) => content).join(' '));

  const call = isWrong ? null : (found?.call ?? null);
  const isOffered = request.tools.some(({ name }) => name === call?.name);
  if (call !== null && isOffered && (request.mustCall || !isToldByTool(request)))
    return calling(call, inputTokens);
  const right = rightReplies(persona, request, asked, found);
  const wrong = isWrong ? persona.wrong.filter((text) => !right.includes(text)) : [];
  const chosen = oneOf(wrong, { ...key, of: 'wrong' }) ?? oneOf(right, { ...key, of: 'reply' }) ?? '';
  const groups = found?.match.exec(asked) ?? [];
  const said = varied(quoting(chosen, groups), { ...key, asked: request.seed });
  const [tool] = request.tools;
  if (request.mustCall && tool !== undefined) {
    const parameters = { type: 'object', ...tool.parameters };
    return calling({ name: tool.name, arguments: instanceOf(parameters, said) }, inputTokens);
  }
  return cut(
    schema === null ? said : JSON.stringify(instanceOf(schema, said)),
    inputTokens,
    request.maxTokens,
  );
}

/** A tool has answered the question, so that calling it again would go on for ever. */
function isToldByTool({ messages }: MockRequest): boolean {
  return messages.at(-1)?.role === 'tool';
}

function rightReplies(
  persona: Persona,
  request: MockRequest,
  asked: string,
  found: PersonaAnswer | undefined,
): readonly string[] {
  if (found !== undefined && found.replies.length > 0) return found.replies;
  const expected = found === undefined ? expectedOf(persona.rows, asked) : null;
  const last = request.messages.at(-1);
  const repeated = found !== undefined && last?.role === 'tool' ? last.content : asked;
  return [expected ?? persona.default ?? repeated];
}

/** What the row expects that was asked: as it is, else the longest that lies in what was asked. */
function expectedOf(rows: Persona['rows'], asked: string): string | null {
  const exact = rows.get(asked.trim());
  if (exact !== undefined) return exact;
  const within = [...rows.keys()].filter((input) => input !== '' && asked.includes(input));
  const longest = within.reduce((one, other) => (other.length > one.length ? other : one), '');
  return rows.get(longest) ?? null;
}

function oneOf(texts: readonly string[], key: Json): string | null {
  return texts[texts.length < 2 ? 0 : Math.floor(uniform(key) * texts.length)] ?? null;
}

/** Each `{{1}}` becomes what that group found; inside JSON as JSON writes it, so that a line break does no harm. */
function quoting(reply: string, groups: readonly (string | undefined)[]): string {
  const isJson = /^\s*[[{]/.test(reply);
  return reply.replace(/\{\{([1-9])\}\}/g, (_, group: string) => {
    const found = groups[Number(group)] ?? '';
    return isJson ? JSON.stringify(found).slice(1, -1) : found;
  });
}

/**
 * Each `{{number}}` becomes a number, and each `{{words}}` six words, that depend on the question and its seed: replies that
 * differ, for generators.
 */
function varied(text: string, key: { readonly [key: string]: Json }): string {
  let at = 0;
  return text
    .replace(/\{\{number\}\}/g, () => String(100_000 + Math.floor(900_000 * uniform({ ...key, at: at++ }))))
    .replace(/\{\{words\}\}/g, () => {
      const random = createRandom(canonicalJson({ ...key, at: at++ }));
      return Array.from({ length: wordsSaid }, () => random.pick(usualWords)).join(' ');
    });
}

function calling(call: NonNullable<MockAnswer['call']>, inputTokens: number): MockAnswer {
  const outputTokens = tokensIn(JSON.stringify(call));
  return { text: '', call, ended: 'call', usage: { inputTokens, outputTokens } };
}

function cut(text: string, inputTokens: number, maxTokens: number | null): MockAnswer {
  const outputTokens = tokensIn(text);
  if (maxTokens === null || outputTokens <= maxTokens)
    return { text, call: null, ended: 'stop', usage: { inputTokens, outputTokens } };
  const kept = [...text].slice(0, maxTokens * lettersPerToken).join('');
  return { text: kept, call: null, ended: 'length', usage: { inputTokens, outputTokens: maxTokens } };
}
