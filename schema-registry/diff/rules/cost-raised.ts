import type { DiffRule } from '../rule.ts';
import { changedWeights, weightChange } from '../weights.ts';

export const costRaised: DiffRule = {
  id: 'diff/cost-raised',
  severity: 'dangerous',
  why: "operations within a client's budget may exceed it",
  fix: 'raise the budget of those who use it, or the weight in steps',
  find: (comparison) =>
    changedWeights(comparison)
      .filter(({ before, after }) => after > before)
      .map(weightChange),
};
