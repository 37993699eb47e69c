/**
 * How much a finding weighs. `error`: the schema cannot be used. `breaking`: clients that worked may fail. `dangerous`:
 * clients may behave otherwise. `warning`: worth mending. `safe`: a change without risk, or one that was found to be.
 * Errors and breaking findings fail a check.
 */
export type Severity = 'error' | 'breaking' | 'dangerous' | 'warning' | 'safe';

/** One thing found in a schema, in the form every command prints. */
export interface Finding {
  /** Stable: `composition/FIELD_TYPE_MISMATCH`, `lint/mutation-without-authorisation`, `diff/field-removed`, `drift`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The schema coordinate it is about: `Mutation.openLedger`. */
  readonly coordinate?: string;
  readonly message: string;
  /** Relative to the folder of the configuration. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** What to do about it. */
  readonly fix?: string;
  /** Who is broken by it, as far as that is known. */
  readonly clients?: readonly AffectedClient[];
}

/** An operation that a change breaks: a committed one by its place, a used one by its client. */
export interface AffectedClient {
  readonly operation: string;
  /** The client's name and version as it reports them: `web@3.1.0`. */
  readonly client?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A command was given something it cannot work with: a missing file, a malformed configuration. One line. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** `subgraphs/ledger/schema/Query.graphql:7 error lint/…: message (fix)`: a finding begins a line, and what more it has to say is indented. */
export function formatFinding({ rule, severity, coordinate, message, file, line, fix }: Finding): string {
  const place = file ? `${file}${line ? `:${line}` : ''} ` : '';
  const subject = coordinate ? ` ${coordinate}` : '';
  return `${place}${severity} ${rule}${subject}: ${message.replaceAll('\n', '\n  ')}${fix ? ` (${fix})` : ''}`;
}
