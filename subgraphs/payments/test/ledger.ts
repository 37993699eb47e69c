import { randomUUID } from 'node:crypto';
import {
  COMMANDS,
  type PostTransactionCommand,
  postTransactionCommand,
  TRANSACTIONS,
  transactionPosted,
  transactionRefused,
} from '@subgraph/ledger/contract/events';
import { verifyCommand } from 'platform/auth/command-signature';
import type { TrustedKeys } from 'platform/auth/service-keys';
import { encodeEvent } from 'platform/bus/cloud-events';
import { partitionOf } from 'platform/bus/partition';
import type { Bus, BusEvent } from 'platform/bus/port';
import { systemClock } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';

/** A ledger that only talks: it takes commands over the bus as the real one does, and answers as it is told. */
export interface TalkingLedger {
  /** The commands that came, each checked for its signature. */
  readonly commands: BusEvent[];
  /** How it answers from now on; `hold` keeps the answers back until something else is set. */
  answerWith(answer: Answer): Promise<void>;
  /** Says again all that it has said. */
  repeat(): Promise<void>;
}

export type Answer = 'post' | 'refuse' | 'hold';

export async function openTalkingLedger(bus: Bus, trusted: TrustedKeys): Promise<TalkingLedger> {
  await bus.ensureTopics([COMMANDS, TRANSACTIONS]);
  const publish = publisher(bus);
  const commands: BusEvent[] = [];
  const held: BusEvent[] = [];
  const said: BusEvent[] = [];
  let answer: Answer = 'post';

  const say = async (command: BusEvent): Promise<void> => {
    const event = answerTo(command, answer);
    said.push(event);
    await publish(event);
  };
  const take = async (command: BusEvent): Promise<void> => {
    await verifyCommand(trusted, 'ledger', command);
    commands.push(command);
    if (command.type !== postTransactionCommand.type) return;
    if (answer === 'hold') held.push(command);
    else await say(command);
  };
  const subscription = bus.consume({
    group: 'ledger.commands',
    topics: [COMMANDS.name],
    onBatch: async (messages) => {
      for (const { event } of messages) await take(event);
    },
  });
  await subscription.started;
  return {
    commands,
    answerWith: async (next) => {
      answer = next;
      if (answer !== 'hold') for (const command of held.splice(0)) await say(command);
    },
    repeat: async () => {
      for (const event of said) await publish({ ...event, id: newId('evt') });
    },
  };
}

function answerTo(command: BusEvent, answer: Answer): BusEvent {
  const { transactionId, ledgerId, postings, reference } = command.data as PostTransactionCommand;
  const transaction = { id: transactionId };
  const posted = {
    transaction,
    ledgerId,
    accountIds: postings.map(({ accountId }) => accountId),
    postings,
    description: null,
    reference,
    metadata: null,
    reverses: null,
  };
  const refused = { transaction, ledgerId, code: 'UNKNOWN_ACCOUNT', message: 'There is no such account.' };
  const now = systemClock.now();
  return {
    id: newId('evt'),
    source: 'ledger',
    type: answer === 'post' ? transactionPosted.type : transactionRefused.type,
    subject: transactionId,
    tenantId: command.tenantId,
    actor: command.actor,
    time: now,
    effectiveAt: now,
    correlationId: command.correlationId,
    causationId: command.id,
    data: (answer === 'post' ? posted : refused) as JsonObject,
  };
}

/** What a relay would do. */
function publisher(bus: Bus): (event: BusEvent) => Promise<void> {
  const incarnation = randomUUID();
  const last = new Map<number, bigint>();
  return async (event) => {
    const key = `${event.tenantId}/${event.subject}`;
    const partition = partitionOf(key, TRANSACTIONS.partitions);
    const seq = (last.get(partition) ?? 0n) + 1n;
    last.set(partition, seq);
    await bus.publish([
      { topic: TRANSACTIONS.name, partition, key, seq, incarnation, ...encodeEvent(event) },
    ]);
  };
}
