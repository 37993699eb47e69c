import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../findings.ts';
import type { Format } from './format.ts';
import { KNOWN_RULES } from './known-rules.ts';
import { clientText } from './text.ts';

/** SARIF 2.1.0 (OASIS), §3.27.10. */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  breaking: 'error',
  dangerous: 'warning',
  warning: 'warning',
  safe: 'note',
};

const PLAIN_HELP = 'The message of each result says what is wrong.';

/** The rules that found something, each with why it is one and what to do about it. */
function rulesOf(findings: readonly Finding[]) {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return [...byRule].map(([id, [first]]) => {
    const { why, fix = first?.fix } = KNOWN_RULES.get(id) ?? {};
    return {
      id,
      shortDescription: { text: id.replace(/^.*\//, '').replaceAll(/[-_]/g, ' ').toLowerCase() },
      ...(why && { fullDescription: { text: why } }),
      help: { text: fix ?? why ?? PLAIN_HELP },
      defaultConfiguration: { level: LEVELS[first?.severity ?? 'error'] },
    };
  });
}

function physicalLocation({ file, line }: Finding, prefix: string) {
  if (!file) return {};
  const artifactLocation = { uri: encodeURI(`${prefix}${file}`) };
  return { physicalLocation: { artifactLocation, ...(line && { region: { startLine: line } }) } };
}

/** The same finding in two runs has the same fingerprint, wherever its line has gone. */
const fingerprintOf = ({ rule, coordinate, file, message }: Finding): string =>
  createHash('sha256')
    .update([rule, coordinate ?? file ?? '', coordinate ? '' : message].join('\0'))
    .digest('hex');

function resultOf(finding: Finding, prefix: string) {
  const { rule, severity, coordinate, message, clients = [] } = finding;
  const text = [message, ...clients.map((client) => `breaks ${clientText(client)}`)].join('\n');
  const logical = coordinate ? { logicalLocations: [{ fullyQualifiedName: coordinate }] } : {};
  const location = { ...physicalLocation(finding, prefix), ...logical };
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text },
    ...(Object.keys(location).length > 0 && { locations: [location] }),
    partialFingerprints: { 'finding/v1': fingerprintOf(finding) },
  };
}

/** For code scanning: SARIF 2.1.0, paths from the working folder. */
export const sarif: Format = ({ findings }, { prefix }) => {
  const driver = { name: 'schema-registry', rules: rulesOf(findings) };
  const results = findings.map((finding) => resultOf(finding, prefix));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};
