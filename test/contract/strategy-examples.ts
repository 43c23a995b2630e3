import { shortDigest } from '../../core/digest.ts';
import type { GenerateRequest } from '../../core/seams.ts';
import type { Task } from '../../core/suite.ts';
import { type Asked, scriptedWriter } from '../fixtures/models/scripted-writer.ts';
import { caseOf, requestOf, task } from '../unit/generators/perturb-fixtures.ts';
import { requestFor, unlabelledRow } from '../unit/generators/rule-fixtures.ts';

const parents = [
  caseOf('The delivery was late again and nobody answers the telephone.'),
  caseOf('Please send another invoice, because the first one was wrong.'),
  caseOf('Everything works since the update, thanks for looking into that.'),
];
const amount = (min: number, max: number) => ({ use: 'integer', with: { min, max } });

/** Two texts that no other question gets. */
const textsOf = ({ messages, sample = 0 }: Asked) => {
  const told = shortDigest(JSON.stringify(messages ?? []));
  return { texts: [`first of ${told} ${sample}`, `second of ${told} ${sample}`] };
};
const cases = (asked: Asked) => ({
  cases: textsOf(asked).texts.map((input, index) => ({ input, answer: index === 0 ? 'ham' : 'spam' })),
});

/** The text that was asked about, with marks, two words that no other has, and nothing left out. */
const rewritten = (asked: Asked) => {
  const [, text = ''] = /<text>\n([\s\S]*)\n<\/text>/.exec(asked.messages.at(-1)?.content ?? '') ?? [];
  return { text: `${text} ${textsOf(asked).texts[0]}` };
};
const evolved = (asked: Asked) => ({ input: textsOf(asked).texts[0], answer: 'ham' });
/** A document that states what it was asked to. */
const stated = (asked: Asked) => ({
  document: `Note ${textsOf(asked).texts[0]}. ${asked.messages.at(-1)?.content.split('The values:')[1] ?? ''}`,
});
const invoice: Task = {
  kind: 'extraction',
  instructions: 'Read the invoice.',
  outputSchema: {
    type: 'object',
    properties: {
      vendor: { type: 'string' },
      total: { type: 'number', minimum: 1, maximum: 5000 },
      paid: { type: 'boolean' },
      items: { type: 'array', items: { type: 'string' }, maxItems: 3 },
    },
    required: ['vendor', 'total'],
    additionalProperties: false,
  },
};
/** Two questions about the first part that is shown, with its first sentence as quotation. */
const asking = (asked: Asked) => {
  const sentence = /<part 1>\n(.*?\.)/.exec(asked.messages.at(-1)?.content ?? '')?.[1] ?? '';
  return {
    items: textsOf(asked).texts.map((text) => ({
      question: `What is said in ${text}?`,
      answer: sentence.split(' ').slice(0, 2).join(' '),
      citations: [sentence],
    })),
  };
};
/** What each sentence of the document says, as a fact. */
const keyFacts = (asked: Asked) => {
  const document =
    /<document>\n([\s\S]*)\n<\/document>/.exec(asked.messages.at(-1)?.content ?? '')?.[1] ?? '';
  const told = document.split(/(?<=\.)\s/).filter((sentence) => sentence.startsWith('Chapter'));
  return { facts: told.map((sentence) => ({ fact: sentence, quotation: sentence, weight: 3 })) };
};
/** A document of the facts that it was given. */
const documented = (asked: Asked) => ({
  document: `Minutes ${textsOf(asked).texts[0]}. ${asked.messages.at(-1)?.content.split('The facts:')[1] ?? ''}`,
});
const questioning = (asked: Asked) =>
  asked.prompt.name === 'free-form/answer'
    ? { answer: 'Boxes are closed with tape. They weigh 5 kg. Paper is put inside.' }
    : {
        question: `How are boxes packed in ${textsOf(asked).texts[0]}?`,
        must: ['boxes are closed with tape', 'they weigh 5 kg', 'paper is put inside', 'they are blue'],
        mustNot: ['boxes are nailed'],
      };
const handbook = Array.from({ length: 6 }, (_, index) => ({
  id: `chapter-${index}.md`,
  text: `Chapter ${index} tells how boxes are packed. ${'Boxes are closed with tape. '.repeat(20)}`,
  licence: index === 0 ? 'internal' : 'MIT',
  copyable: index !== 0,
  split: 'heldout' as const,
}));
/** What a scripted model answers to each strategy. */
export const strategyAnswers: Readonly<Record<string, (asked: Asked) => unknown>> = {
  direct: cases,
  'self-instruct': cases,
  'output-first': textsOf,
  paraphrase: textsOf,
  translate: rewritten,
  'back-translate': rewritten,
  'code-switch': rewritten,
  evolve: evolved,
  'inverse-extraction': stated,
  'docs-qa': asking,
  summarise: keyFacts,
  'fact-sheet': documented,
  'free-form': questioning,
  'teacher-label': () => ({ answer: 'ham' }),
  'log-expansion': cases,
};
/** Generators that ask for several answers to one question. */
export const strategySamples: Readonly<Record<string, number>> = {
  'teacher-label': 3,
  'free-form': 2,
  'back-translate': 2,
};

/** Options and a request that a generator can serve. */
export interface StrategyExample {
  /** Default: question answering. */
  readonly task?: Task;
  readonly options: unknown;
  readonly request: GenerateRequest;
}

/** By generator. */
export const strategyExamples: Readonly<Record<string, StrategyExample>> = {
  template: {
    options: {
      templates: [
        {
          id: 'total',
          text: '{{ qty }} tickets at {{ price }} each?',
          expected: { kind: 'number', value: '{{ price | times: qty }}' },
        },
      ],
      samplers: { qty: amount(1, 99), price: amount(1, 999) },
    },
    request: requestFor(),
  },
  perturb: {
    task,
    options: { ops: ['typo', 'upper', 'double-char'] },
    request: requestOf({ parents: { seeds: parents } }),
  },
  boundary: {
    options: {
      templates: [
        { text: 'I am {{ age }} and want {{ n }}.', expected: '{% if valid %}yes{% else %}no{% endif %}' },
      ],
      fields: { age: { type: 'integer', min: 18, max: 120 }, n: { type: 'integer', min: 1, max: 9 } },
    },
    request: requestFor(),
  },
  grammar: {
    options: {
      start: 'S',
      rules: {
        S: ['{VERB} my {ITEM}', '{VERB} it, {S}'],
        VERB: ['cancel', 'repair'],
        ITEM: ['plan', 'phone', 'router'],
      },
      expected: 'yes',
    },
    request: requestFor(),
  },
  simulator: {
    options: {
      scenarios: [
        {
          id: 'shelf',
          sample: { start: amount(20, 90) },
          state: { left: '{{ start }}' },
          steps: [2, 5],
          events: [
            {
              id: 'take',
              when: 'left >= n',
              sample: { n: amount(1, 9) },
              set: { left: 'left | minus: n' },
              say: '{{ n }} are taken.',
            },
            {
              id: 'add',
              sample: { n: amount(1, 9) },
              set: { left: 'left | plus: n' },
              say: '{{ n }} come in.',
            },
          ],
          open: 'There are {{ start }} boxes.',
          ask: 'How many are left?',
          expected: { kind: 'number', value: '{{ left }}' },
        },
      ],
    },
    request: requestFor(),
  },
  direct: {
    task,
    options: { perCall: 2 },
    request: { ...requestFor({ task }), writer: scriptedWriter(cases) },
  },
  'output-first': {
    task,
    options: { perCall: 2, confusable: true },
    request: { ...requestFor({ task }), writer: scriptedWriter(textsOf) },
  },
  'self-instruct': {
    task,
    options: { perCall: 2, examples: 3 },
    request: { ...requestOf({ parents: { seeds: parents } }), writer: scriptedWriter(cases) },
  },
  paraphrase: {
    task,
    options: { perCall: 2 },
    request: { ...requestOf({ parents: { seeds: parents } }), writer: scriptedWriter(textsOf) },
  },
  translate: {
    task,
    options: { to: ['de', 'fr'] },
    request: { ...requestOf({ parents: { seeds: parents } }), writer: scriptedWriter(rewritten) },
  },
  'back-translate': {
    task,
    options: {},
    request: { ...requestOf({ parents: { seeds: parents } }), writer: scriptedWriter(rewritten) },
  },
  'code-switch': {
    task,
    options: { with: ['es', 'de'] },
    request: { ...requestOf({ parents: { seeds: parents } }), writer: scriptedWriter(rewritten) },
  },
  evolve: {
    task,
    options: { depth: 3 },
    request: { ...requestOf({ parents: { seeds: parents } }), writer: scriptedWriter(evolved) },
  },
  'docs-qa': {
    options: { kinds: ['single-hop', 'distractor'] },
    request: { ...requestFor(), documents: handbook, writer: scriptedWriter(asking) },
  },
  summarise: {
    task: { kind: 'summarisation', instructions: 'Summarise.' },
    options: { variants: ['plain', 'instruction', 'tiny'] },
    request: {
      ...requestFor({ task: { kind: 'summarisation', instructions: 'Summarise.' } }),
      documents: handbook,
      writer: scriptedWriter(keyFacts),
    },
  },
  'fact-sheet': {
    options: {
      sheet: { vendor: { use: 'name' }, fee: amount(100, 9999) },
      facts: ['The vendor is {{ vendor }}.', 'The fee is {{ fee }} euros.'],
      cases: [
        { ask: 'What is the fee of {{ vendor }}?', expected: { kind: 'number', value: '{{ fee }}' } },
        { ask: 'Who is paid {{ fee }} euros?', expected: '{{ vendor }}' },
      ],
    },
    request: { ...requestFor(), writer: scriptedWriter(documented) },
  },
  'free-form': {
    options: {},
    request: { ...requestFor(), writer: scriptedWriter(questioning) },
  },
  'inverse-extraction': {
    task: invoice,
    options: {},
    request: { ...requestFor({ task: invoice }), writer: scriptedWriter(stated) },
  },
  'log-expansion': {
    task,
    options: { perCall: 2 },
    request: { ...requestOf({ parents: { seeds: parents } }), writer: scriptedWriter(cases) },
  },
  'teacher-label': {
    task,
    options: {},
    request: {
      ...requestFor({ task }),
      unlabelled: Array.from({ length: 40 }, (_, index) => unlabelledRow(`Message ${index} of a customer`)),
      writer: scriptedWriter(() => ({ answer: 'ham' })),
    },
  },
};
