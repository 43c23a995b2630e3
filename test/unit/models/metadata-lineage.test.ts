import { expect, test } from 'vitest';
import { resolveLineage } from '../../../models/lineage.ts';
import { metadataLineage } from '../../../models/metadata-lineage.ts';

const of = (metadata: Readonly<Record<string, string | number>>) =>
  metadataLineage(new Map(Object.entries(metadata)));

test('SmolLM2 has the architecture of Llama and is not Llama', () => {
  expect(
    of({
      'general.architecture': 'llama',
      'general.name': 'Smollm2 135M 8k Lc100K Mix1 Ep2',
      'general.basename': 'smollm2',
      'general.organization': 'HuggingFaceTB',
    }),
  ).toMatchObject({ vendor: 'huggingface', family: 'smollm', base: null });
});

test('a fine-tune is told by what it was made from', () => {
  expect(
    of({
      'general.architecture': 'qwen2',
      'general.basename': 'triage',
      'general.base_model.count': 1,
      'general.base_model.0.name': 'Qwen2.5 7B Instruct',
      'general.base_model.0.organization': 'Qwen',
    }),
  ).toEqual({ vendor: 'alibaba', family: 'qwen', base: 'qwen', teacher: null });
  expect(of({ 'general.architecture': 'llama', parent_model: 'gemma3:270m' })).toMatchObject({
    family: 'gemma',
  });
});

test('a model that is named and has a base of another family has both', () => {
  expect(
    of({ 'general.basename': 'DeepSeek-R1-Distill-Qwen', 'general.base_model.0.name': 'Qwen2.5 Math' }),
  ).toMatchObject({ family: 'deepseek', base: 'qwen' });
  expect(of({ 'general.basename': 'SmolLM2', 'general.base_model.0.name': 'Gemma 3 270m' })).toMatchObject({
    family: 'smollm',
    base: 'gemma',
  });
});

test('the architecture counts last, and that of Llama not at all', () => {
  expect(of({ 'general.architecture': 'gemma3', 'general.name': 'mine' })).toMatchObject({ family: 'gemma' });
  expect(of({ 'general.architecture': 'llama', 'general.name': 'mine' })).toBeNull();
  expect(of({})).toBeNull();
});

test('what a model says is added to its name and to what the suite declares', () => {
  const gemma = of({ 'general.architecture': 'gemma3', 'general.basename': 'gemma-3' });
  expect(resolveLineage({ use: 'ollama:triage-ft', lineage: null }, gemma)).toMatchObject({
    family: 'gemma',
  });
  expect(resolveLineage({ use: 'ollama:qwen3', lineage: null }, gemma)).toMatchObject({
    vendor: 'alibaba, google',
    family: 'qwen, gemma',
  });
  expect(
    resolveLineage({ use: 'ollama:triage-ft', lineage: { vendor: 'none', family: 'mine' } }, gemma),
  ).toMatchObject({ family: 'gemma, mine' });
});
