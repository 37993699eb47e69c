import type { Finding } from '../findings.ts';
import type { Usage } from './usage.ts';

/** Said when a change breaks clients and nothing tells whether anybody is affected. */
export const NO_USAGE = 'there is no data of who uses what: what breaks stays breaking, used or not';

const isBreaking = ({ severity }: Finding): boolean => severity === 'breaking';

/** Names in each breaking finding who used what it breaks, as far as that is known. */
export const withUsage = (findings: readonly Finding[], usage: Usage): Finding[] =>
  findings.map((finding) => {
    const used = isBreaking(finding) && finding.coordinate ? usage(finding.coordinate) : undefined;
    return used ? { ...finding, clients: [...(finding.clients ?? []), ...used] } : finding;
  });

/** True when a breaking finding was judged without knowing who uses what it breaks. */
export const lacksUsage = (findings: readonly Finding[], usage: Usage): boolean =>
  findings.some(
    (finding) => isBreaking(finding) && (!finding.coordinate || usage(finding.coordinate) === undefined),
  );
