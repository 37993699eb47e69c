import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { BusEvent } from '../bus/port.ts';
import { unauthenticated } from '../errors/errors.ts';
import { type Actor, verified } from './actor.ts';
import type { ServiceKey, TrustedKeys } from './service-keys.ts';
import { signedStatement, signStatement } from './signed-statement.ts';

const TYPE = 'command+jws';
const MAX_SCOPES = 100;

/** What the signature says. It has no expiry: a command may wait as long as its topic keeps it, and the inbox takes it once. */
const STATEMENT = z.strictObject({
  id: z.string(),
  type: z.string(),
  tenant: z.string(),
  actor: z.string(),
  subject: z.string(),
  dataSha256: z.string(),
  scopes: z.array(z.string()).max(MAX_SCOPES),
});

type Statement = z.infer<typeof STATEMENT>;

/** A command before it is signed. */
export type UnsignedCommand = Omit<BusEvent, 'signature'>;

/**
 * Signs a command as the sending service: a compact JWS over its id, type, tenant, actor, subject and data (SHA-256
 * of its RFC 8785 canonical form). `scopes` are the rights with which the receiver shall act for the actor.
 *
 * @example enqueue(uow, { topic, aggregateId, event: { ...command, signature: await signCommand(key, command, ['ledger:write']) } });
 */
export function signCommand(
  key: ServiceKey,
  command: UnsignedCommand,
  scopes: Iterable<string>,
): Promise<string> {
  const statement = { ...statementOf(command), scopes: [...scopes].sort() };
  return signStatement(key, TYPE, statement);
}

/**
 * Proves a command that came over the bus and says for whom it acts. `audience` is the domain that takes it:
 * commands of another domain are refused. Fails with UNAUTHENTICATED.
 */
export async function verifyCommand(trusted: TrustedKeys, audience: string, event: BusEvent): Promise<Actor> {
  const signed = await signedStatement(trusted, TYPE, event.source, event.signature ?? '');
  const { data: statement } = STATEMENT.safeParse(signed);
  const holds =
    statement !== undefined &&
    event.type.startsWith(`${audience}.`) &&
    canonicalize({ ...statementOf(event), scopes: statement.scopes }) === canonicalize(statement);
  if (!holds) throw unauthenticated('The command is not signed by a known service.');
  return verified({
    id: event.actor,
    tenantId: event.tenantId,
    scopes: new Set(statement.scopes),
    kind: 'service',
  });
}

const statementOf = (command: UnsignedCommand): Omit<Statement, 'scopes'> => ({
  id: command.id,
  type: command.type,
  tenant: command.tenantId,
  actor: command.actor,
  subject: command.subject,
  dataSha256: createHash('sha256')
    .update(canonicalize(command.data) ?? '')
    .digest('base64url'),
});
