import type { DiffRule } from './rule.ts';
import { fieldRemoved } from './rules/field-removed.ts';

/** Every rule of the diff, in the order of the documentation. */
export const RULES: readonly DiffRule[] = [fieldRemoved];
