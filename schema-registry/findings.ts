/** One thing found in a schema, in the form every command prints. */
export interface Finding {
  /** Stable: `composition/FIELD_TYPE_MISMATCH`, `lint/mutation-without-authorisation`, `drift`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The schema coordinate it is about: `Mutation.openLedger`. */
  readonly coordinate?: string;
  readonly message: string;
  /** Relative to the folder of the configuration. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** What to do about it. */
  readonly fix?: string;
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
