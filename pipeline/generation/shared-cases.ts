import type { Case } from '../../core/case.ts';
import { casesOf, type RealData } from '../load-dataset.ts';

/**
 * The real cases of a skill that may be shown to any judge, in a fixed order: seeds, which cases are made of in any case, and
 * held-out rows that may be copied. Others stay with the target.
 */
export function sharedCases(real: Pick<RealData, 'seeds' | 'heldout'>): (skill: string) => readonly Case[] {
  const shared = [
    ...casesOf(real.seeds).filter(({ split }) => split === 'heldout'),
    ...casesOf(real.heldout).filter(({ provenance }) => provenance.copyable),
  ];
  const bySkill = new Map<string, readonly Case[]>();
  return (skill) => {
    const own = bySkill.get(skill) ?? shared.filter(({ cell }) => cell.skill === skill);
    bySkill.set(skill, own);
    return own;
  };
}
