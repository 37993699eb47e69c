import type { GraphQLSchema } from 'graphql';
import type { AffectedClient, Finding } from '../findings.ts';
import { type Effect, effectsOn } from './affected.ts';
import { invalidOperation, type OperationFile } from './check-operations.ts';

const key = ({ operation, file, line }: AffectedClient): string => `${operation} ${file} ${line}`;

const distinct = (clients: readonly AffectedClient[]): AffectedClient[] => [
  ...new Map(clients.map((client) => [key(client), client])).values(),
];

/** A finding with the clients that it breaks. What breaks a known client is breaking, whatever it is to others. */
function withClients(finding: Finding, effects: readonly Effect[]): Finding {
  const broken = effects.filter((effect) => effect.finding === finding).map(({ client }) => client);
  if (broken.length === 0) return finding;
  return { ...finding, severity: 'breaking', clients: distinct([...(finding.clients ?? []), ...broken]) };
}

/**
 * Names in each finding the committed operations that it breaks: those that are refused now, and those that carry what
 * changed in a variable. An operation that is refused for another reason is a finding of its own (`operation/invalid`).
 * `before` and `after` are the APIs that clients see.
 */
export function withAffectedOperations(
  findings: readonly Finding[],
  before: GraphQLSchema,
  after: GraphQLSchema,
  operations: readonly OperationFile[],
): Finding[] {
  const effects = operations.map((file) => effectsOn(file, findings, before, after));
  const explained = effects.flatMap((effect) => effect.explained);
  return [
    ...findings.map((finding) => withClients(finding, explained)),
    ...effects.flatMap(({ unexplained }) => unexplained.map(invalidOperation)),
  ];
}
