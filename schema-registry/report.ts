import type { Finding, Severity } from './findings.ts';

/** What a command found out about schemas; `check-result.schema.json` describes its JSON form. */
export interface Report {
  /** False when anything found is an error or breaks clients. */
  readonly ok: boolean;
  /** What was compared with: `version 3 (published)`. */
  readonly against?: string;
  readonly findings: readonly Finding[];
  /** Present when composing was part of it. Hints never fail. */
  readonly composition?: { readonly ok: boolean; readonly hints: readonly Finding[] };
  /** What the reader should know of how it was judged. */
  readonly notes: readonly string[];
}

/** From the gravest. */
export const SEVERITIES: readonly Severity[] = ['error', 'breaking', 'dangerous', 'warning', 'safe'];

/** True when a finding fails a check. */
export const isFailure = ({ severity }: Finding): boolean => severity === 'error' || severity === 'breaking';

export const reportOf = (findings: readonly Finding[], rest: Partial<Report> = {}): Report => ({
  ok: !findings.some(isFailure),
  against: rest.against,
  findings,
  composition: rest.composition,
  notes: rest.notes ?? [],
});

/** How many there are of each severity, from the gravest; those that none has are left out. */
export const countsOf = (findings: readonly Finding[]): [Severity, number][] =>
  SEVERITIES.map((severity): [Severity, number] => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]).filter(([, count]) => count > 0);
