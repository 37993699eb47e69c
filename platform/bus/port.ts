import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { JsonObject } from '../kernel/json.ts';

/**
 * The event bus: partitioned, ordered, durable logs. Two adapters keep this contract, ./kafka and ./postgres;
 * one suite (test/contract.ts) proves both. The wire form is CloudEvents 1.0 in binary mode: attributes in
 * `headers` (`ce_*`), `data` as JSON text in `body`.
 */
export interface TopicDeclaration {
  /** `<domain>.<entity>.v<major>` or `<domain>.commands.v<major>`. */
  readonly name: string;
  readonly partitions: number;
  readonly retentionMs: number;
  /** One writer (events) or many (commands): with many, `seq` counts per (source, topic, partition). */
  readonly writers: 'one' | 'many';
}

/** An event or a command as its writer puts it in the outbox. */
export interface BusEvent {
  /** `evt_…` (or `cmd_…`): the inbox knows a message by it. */
  readonly id: string;
  /** The domain that wrote it: "ledger". */
  readonly source: string;
  /** `<domain>.<entity>.<eventType>.v<N>`. */
  readonly type: string;
  /** The aggregate's id. */
  readonly subject: string;
  readonly tenantId: TenantId;
  readonly actor: string;
  /** recordedAt; CloudEvents `time`. */
  readonly time: Instant;
  readonly effectiveAt: Instant;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  /** Commands only: a compact JWS of the sending service over the command (platform/auth). */
  readonly signature?: string;
  readonly data: JsonObject;
}

/** What the relay publishes. `headers` and `body` are made once, when the message is appended. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  /** Gapless per topic partition and writer, from 1. */
  readonly seq: bigint;
  /** Made when the topic is created: a cursor of another incarnation is invalid. */
  readonly incarnation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Messages of one topic partition that follow one another, packed (payload.ts): one row of the outbox, one of the
 * PostgreSQL bus.
 */
export interface MessageChunk {
  readonly topic: string;
  readonly partition: number;
  /** How many messages, at the most MAX_BATCH. */
  readonly count: number;
  /** Of all its messages as they are on the wire. */
  readonly bytes: number;
  readonly payload: Buffer;
}

/** A chunk with its place: its n-th message, from 0, has the number `seq` + n. */
export interface OutgoingChunk extends MessageChunk {
  readonly seq: bigint;
  readonly incarnation: string;
}

/** What a reader receives; the same message may come again with the same `seq`. */
export interface DeliveredMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly seq: bigint;
  readonly incarnation: string;
  readonly event: BusEvent;
}

export interface Publisher {
  /** Resolves when all are durable. Messages of one partition keep their order. Rejects when any is in doubt: publish all again. */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /** The same for what is packed already. */
  publishChunks(chunks: readonly OutgoingChunk[]): Promise<void>;
}

export interface GroupOptions {
  /** Durable name: the group goes on where it stopped. A new one begins at the oldest message. */
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Called with messages of one partition in order, at the most MAX_BATCH at once; the group's offset moves past
   * them when it resolves. When it rejects, the same messages come again after a pause.
   */
  readonly onBatch: (messages: readonly DeliveredMessage[]) => Promise<void>;
}

export interface TailOptions {
  readonly topic: string;
  /**
   * Where to begin: only what is published from now on, or all with a greater `seq` than the given one of its
   * partition (absent partition: from its oldest message). One-writer topics only.
   */
  readonly from: 'now' | ReadonlyMap<number, bigint>;
  /** In order per partition, duplicates by `seq` already dropped. Must not throw; it is not awaited. */
  readonly onMessage: (message: DeliveredMessage) => void;
}

/** What a partition holds now. */
export interface PartitionRange {
  readonly partition: number;
  /** `seq` of the oldest message still held, and of the newest; undefined while nothing is held. */
  readonly first: bigint | undefined;
  readonly last: bigint | undefined;
  readonly incarnation: string | undefined;
}

/** A running reader. */
export interface Subscription {
  /** Resolves when it has its place in every partition: what is published from then on is received. */
  readonly started: Promise<void>;
  /** Stops after the batch in hand. */
  stop(): Promise<void>;
  /** Messages not yet handled, summed over partitions. */
  lag(): Promise<bigint>;
}

export interface Bus extends Publisher {
  readonly kind: 'kafka' | 'postgres';
  /** Creates what is missing; returns the names it created. Asks nothing of topics that exist. */
  ensureTopics(topics: readonly TopicDeclaration[]): Promise<ReadonlySet<string>>;
  /** Which of the names exist. */
  existingTopics(names: readonly string[]): Promise<ReadonlySet<string>>;
  /** A durable consumer group, shared by all instances that use the same name. */
  consume(options: GroupOptions): Subscription;
  /** A reader of this instance alone, which leaves no trace on the bus. */
  tail(options: TailOptions): Subscription;
  ranges(topic: string): Promise<readonly PartitionRange[]>;
  /** Reachable and able to serve. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

export const MAX_BATCH = 500;
/** Key, headers and body of one message together. */
export const MAX_MESSAGE_BYTES = 2 * 1024 * 1024;
