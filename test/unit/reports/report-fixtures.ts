import type { ArmResult, SliceResult } from '../../../core/gate-decision.ts';
import type { LostCase, Report } from '../../../core/report.ts';

const realArm: ArmResult = {
  origin: 'real',
  role: 'gate',
  n: 412,
  clusters: 398,
  designEffect: 1.02,
  gains: 17,
  losses: 12,
  missing: 0,
  baseline: 0.9417,
  candidate: 0.9539,
  difference: 0.0121,
  interval: [-0.0092, 0.0341],
  level: 0.9,
  margin: 0.03,
  pPass: 0.0004,
  pFail: 1,
  status: 'pass',
  labels: 'verifiable',
  humanPairs: 0,
  lambda: null,
  nMore: null,
  reason: 'worse by 0.03 or more is ruled out (p 0.0004)',
};
const syntheticArm: ArmResult = {
  ...realArm,
  origin: 'synthetic',
  n: 1600,
  clusters: 310,
  designEffect: 2.31,
  gains: 60,
  losses: 66,
  baseline: 0.81,
  candidate: 0.80625,
  difference: -0.00375,
  interval: [-0.0217, 0.0141],
  margin: 0.05,
  pPass: 0.00001,
  reason: 'worse by 0.05 or more is ruled out (p < 0.0001)',
};
const slice: SliceResult = {
  ...realArm,
  name: 'real/two-issues',
  skill: 'two-issues',
  edgeCase: null,
  tag: null,
  critical: false,
  rank: null,
  n: 120,
  clusters: 118,
  gains: 5,
  losses: 4,
  difference: 0.0083,
  interval: [-0.0321, 0.0508],
};

export const lostCase: LostCase = {
  caseId: '3f9a0c1d2e4b5a69',
  declaredId: 'T-0192',
  slices: ['real/two-issues', 'real/#spanish'],
  input: 'Me cobraron dos veces y además no puedo entrar en mi cuenta.',
  expected: 'billing',
  candidate: 'access',
  baseline: 'billing',
  reason: 'expected billing, got access',
};

/** Both arms pass; among the slices one small pass, one quiet and fourteen ordinary ones. */
export const passing: Report = {
  schemaVersion: 1,
  status: 'pass',
  exitCode: 0,
  suite: {
    id: 'support-triage',
    title: 'Which queue does this ticket belong to?',
    digest: 'ab'.repeat(32),
    file: 'suites/support-triage.yaml',
    lines: { real: 31, synthetic: 31, 'synthetic/two-issues/misleading-second-topic': 24 },
  },
  dataset: { version: 3, digest: '9f1c0d'.repeat(10) },
  run: '20260412-081500-7f3a',
  baseline: '20260401-170000-11c2',
  target: {
    ref: 'ollama:triage-ft',
    digest: null,
    lineage: { vendor: 'meta', family: 'llama', base: 'llama-3.2', teacher: null },
  },
  baselineTarget: { ref: 'ollama:llama3.2:3b', digest: null, lineage: null },
  exceptions: [],
  notes: [],
  trials: {
    planned: 2012,
    completed: 2009,
    errored: 3,
    skipped: 0,
    unneeded: 0,
    unscored: 0,
    faults: { target: 2, infra: 0, timeout: 1, budget: 0 },
  },
  scores: [
    {
      scorer: 'label',
      origin: 'real',
      n: 412,
      mean: 0.9539,
      classification: {
        accuracy: 0.9539,
        macroF1: 0.9481,
        labels: ['billing', 'access', 'feature-request'],
        confusion: [
          [140, 6, 1, 0],
          [3, 152, 2, 1],
          [4, 2, 101, 0],
        ],
      },
    },
    { scorer: 'label', origin: 'synthetic', n: 1600, mean: 0.80625, classification: null },
  ],
  checks: [
    { name: 'real', status: 'pass', reason: realArm.reason },
    { name: 'synthetic', status: 'pass', reason: syntheticArm.reason },
  ],
  arms: [realArm, syntheticArm],
  slices: [
    slice,
    { ...slice, name: 'real/#voice-call', skill: null, tag: 'voice-call', n: 24, clusters: 24, losses: 0 },
    { ...slice, name: 'real/#rude', skill: null, tag: 'rude', n: 3, losses: 0, status: 'inconclusive' },
    ...Array.from({ length: 14 }, (_, index) => ({
      ...slice,
      origin: 'synthetic' as const,
      name: `synthetic/two-issues/edge-${index + 1}`,
      edgeCase: `edge-${index + 1}`,
      margin: 0.05,
    })),
  ],
  gap: { difference: 0.01585, se: 0.0184, z: 0.861, isConflict: false },
  transfer: { runs: 7, needed: 19, band: null, level: 0.9, isShown: null },
  index: null,
  families: [],
  sequential: null,
  lost: [],
  spend: { usd: 0.3142, requests: 2012, tokens: 481_220 },
  durationMs: 125_300,
  files: { text: '.heldout/runs/20260412-081500-7f3a/report.txt' },
};

const failedSlice: SliceResult = {
  ...slice,
  origin: 'synthetic',
  name: 'synthetic/two-issues/misleading-second-topic',
  edgeCase: 'misleading-second-topic',
  n: 60,
  clusters: 41,
  designEffect: 1.4,
  gains: 1,
  losses: 13,
  baseline: 0.9,
  candidate: 0.7,
  difference: -0.2,
  interval: [-0.31, -0.09],
  margin: 0.05,
  pPass: 0.99,
  pFail: 0.0004,
  status: 'fail',
  reason: 'shown to be worse by more than 0.05 (adjusted p 0.0004, 13 losses against 1 gain)',
};

/** One synthetic slice fails, a critical one passes, one is not shown and has losses. */
export const failing: Report = {
  ...passing,
  status: 'fail',
  exitCode: 1,
  checks: [
    ...passing.checks,
    { name: failedSlice.name, status: 'fail', reason: failedSlice.reason },
    { name: 'real/#spanish', status: 'pass', reason: 'worse by 0.05 or more is ruled out (p 0.0311)' },
  ],
  slices: [
    slice,
    failedSlice,
    { ...slice, name: 'real/#spanish', skill: null, tag: 'spanish', critical: true, margin: 0.05 },
    {
      ...slice,
      name: 'real/refunds',
      skill: 'refunds',
      n: 40,
      gains: 1,
      losses: 3,
      baseline: 0.95,
      candidate: 0.9,
      difference: -0.05,
      interval: [-0.139, 0.031],
      status: 'inconclusive',
      nMore: 210,
    },
  ],
  lost: [
    {
      ...lostCase,
      declaredId: null,
      slices: [failedSlice.name],
      input: 'The invoice is wrong. Also, could the app remember my language?',
    },
    { ...lostCase, input: null, candidate: null, reason: 'the target gave no answer within 60 s' },
  ],
};

/** Neither the real arm nor a critical slice is shown; the synthetic arm is advisory. */
export const inconclusive: Report = {
  ...passing,
  status: 'inconclusive',
  exitCode: 3,
  notes: ['synthetic-heavy: two-issues has 21 % real cases, minRealShare is 30 %'],
  checks: [
    {
      name: 'real',
      status: 'inconclusive',
      reason: 'neither shown to be no worse nor shown to be worse (p 0.0921)',
    },
    { name: 'real/#spanish', status: 'inconclusive', reason: 'the interval reaches below -0.05' },
  ],
  arms: [
    {
      ...realArm,
      losses: 21,
      candidate: 0.932,
      difference: -0.0097,
      interval: [-0.0355, 0.0156],
      pPass: 0.0921,
      status: 'inconclusive',
      nMore: 236,
      reason: 'neither shown to be no worse nor shown to be worse (p 0.0921)',
    },
    {
      ...syntheticArm,
      role: 'advisory',
      status: 'fail',
      reason: 'advisory: the generator is related to the teacher',
    },
  ],
  slices: [
    {
      ...slice,
      name: 'real/#spanish',
      skill: null,
      tag: 'spanish',
      critical: true,
      n: 31,
      losses: 4,
      difference: -0.0323,
      interval: [-0.1403, 0.0761],
      status: 'inconclusive',
      nMore: null,
      reason: 'the interval reaches below -0.05',
    },
    { ...failedSlice, critical: false },
  ],
};

export const exception = {
  reason: 'no other judge reads Basque',
  judge: 'ollama:qwen3:8b',
  other: 'the target module:./target.ts (family qwen)',
};

/** Every value that may be null is null, every list that may be empty is empty. */
export const bare: Report = {
  ...passing,
  gap: null,
  transfer: null,
  dataset: { version: null, digest: passing.dataset.digest },
  target: { ref: 'module:./target.ts', digest: null, lineage: null },
  checks: [{ name: 'real', status: 'inconclusive', reason: 'no case has a score for both models' }],
  status: 'inconclusive',
  exitCode: 0,
  scores: [{ scorer: 'label', origin: 'real', n: 0, mean: null, classification: null }],
  arms: [
    {
      ...realArm,
      n: 0,
      clusters: 0,
      designEffect: null,
      gains: 0,
      losses: 0,
      missing: 5,
      baseline: null,
      candidate: null,
      difference: null,
      interval: null,
      pPass: null,
      pFail: null,
      status: 'inconclusive',
      nMore: null,
    },
  ],
  slices: [],
  lost: [{ ...lostCase, declaredId: null, input: null, expected: null, candidate: null, baseline: null }],
  spend: { usd: null, requests: 0, tokens: 0 },
  durationMs: 0,
  files: {},
};

/** The report with every free text replaced. */
export function withText(report: Report, text: string): Report {
  const target = { ref: text, digest: text, lineage: null };
  return {
    ...report,
    suite: { id: text, title: text, digest: text, file: text, lines: { [text]: 1 } },
    dataset: { ...report.dataset, digest: text },
    run: text,
    baseline: text,
    target,
    baselineTarget: target,
    exceptions: [{ reason: text, judge: text, other: text }],
    notes: [text, text],
    scores: [
      {
        scorer: text,
        origin: 'real',
        n: 10,
        mean: 0.5,
        classification: {
          accuracy: 0.5,
          macroF1: 0.5,
          labels: Array.from({ length: 8 }, () => text),
          confusion: Array.from({ length: 8 }, () => Array.from({ length: 9 }, () => 1)),
        },
      },
    ],
    checks: [{ name: text, status: report.status, reason: text }],
    arms: [
      { ...realArm, reason: text },
      { ...syntheticArm, role: 'advisory', reason: text },
    ],
    slices: report.slices.map((one) => ({ ...one, name: text, reason: text })),
    lost: [text, null].map((candidate) => ({
      caseId: text,
      declaredId: text,
      slices: [text, text],
      input: text,
      expected: text,
      candidate,
      baseline: text,
      reason: text,
    })),
    files: { text, [text]: text },
  };
}
