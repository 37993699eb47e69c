import type { DiffRule } from '../rule.ts';
import { changedWeights, weightChange } from '../weights.ts';

export const costLowered: DiffRule = {
  id: 'diff/cost-lowered',
  severity: 'safe',
  why: 'operations cost less',
  find: (comparison) =>
    changedWeights(comparison)
      .filter(({ before, after }) => after < before)
      .map(weightChange),
};
