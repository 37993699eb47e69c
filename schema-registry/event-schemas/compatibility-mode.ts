/**
 * Who must be able to read what, as Confluent's schema registry has it
 * (https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html):
 * BACKWARD: who has the new schema reads what was written with the last one. FORWARD: who has the last one reads what is
 * written with the new. FULL: both. _TRANSITIVE: with every published version, not only the last. NONE: nothing is asked.
 */
export const COMPATIBILITY_MODES = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;

export type CompatibilityMode = (typeof COMPATIBILITY_MODES)[number];

/** The mode of each subject: an event type with its major version, such as `ledger.account.opened.v1`. */
export interface EventModes {
  readonly default: CompatibilityMode;
  readonly subjects: Readonly<Record<string, CompatibilityMode>>;
}

/** Events are kept for ever and replayed: what reads them has to read all that was ever published. */
export const DEFAULT_MODES: EventModes = { default: 'BACKWARD_TRANSITIVE', subjects: {} };

export const modeOf = (modes: EventModes, type: string): CompatibilityMode =>
  Object.hasOwn(modes.subjects, type) ? (modes.subjects[type] ?? modes.default) : modes.default;

export const isTransitive = (mode: CompatibilityMode): boolean => mode.endsWith('_TRANSITIVE');

/** The new schema must accept what the published one does. */
export const readsOld = (mode: CompatibilityMode): boolean =>
  mode.startsWith('BACKWARD') || mode.startsWith('FULL');

/** The published schema must accept what the new one does. */
export const isReadByOld = (mode: CompatibilityMode): boolean =>
  mode.startsWith('FORWARD') || mode.startsWith('FULL');
