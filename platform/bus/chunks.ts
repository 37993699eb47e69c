import { type MessageContent, pack, unpack } from './payload.ts';
import { MAX_BATCH, type MessageChunk, type OutgoingChunk, type OutgoingMessage } from './port.ts';
import { acceptedSize, inPieces } from './requests.ts';

/** A message on its way into a chunk. */
export interface Routed extends MessageContent {
  readonly topic: string;
  readonly partition: number;
  /** Its size (requests.ts). */
  readonly bytes: number;
}

const bytesOf = ({ bytes }: Pick<MessageChunk, 'bytes'>): number => bytes;

/**
 * The messages packed by topic partition, in order within each: a chunk has MAX_BATCH of them and MAX_REQUEST_BYTES at
 * the most, unless a single message is greater.
 */
export const chunksOf = (messages: readonly Routed[]): MessageChunk[] =>
  byPartition(messages).flatMap((own) => inPieces(own, bytesOf, MAX_BATCH).map(toChunk));

const byPartition = <Message extends Pick<Routed, 'topic' | 'partition'>>(
  messages: readonly Message[],
): Message[][] => [...Map.groupBy(messages, ({ topic, partition }) => `${topic}/${partition}`).values()];

function toChunk(messages: readonly Routed[]): MessageChunk {
  const [{ topic, partition }] = messages as [Routed];
  const bytes = messages.reduce((sum, message) => sum + message.bytes, 0);
  return { topic, partition, count: messages.length, bytes, payload: pack(messages) };
}

/** Messages that have their numbers already, packed. Throws MessageTooLargeError. */
export const outgoingChunksOf = (messages: readonly OutgoingMessage[]): OutgoingChunk[] =>
  byPartition(messages.map((message) => ({ ...message, bytes: acceptedSize(message) })))
    .flatMap(consecutive)
    .flatMap((run) => inPieces(run, bytesOf, MAX_BATCH))
    .map((piece) => {
      const [{ seq, incarnation }] = piece as [OutgoingMessage & Routed];
      return { ...toChunk(piece), seq, incarnation };
    });

/** In runs of one numbering without a gap. */
function consecutive<Message extends OutgoingMessage>(messages: readonly Message[]): Message[][] {
  const runs: Message[][] = [];
  for (const message of messages) {
    const last = runs.at(-1)?.at(-1);
    const follows = message.seq - 1n === last?.seq && message.incarnation === last.incarnation;
    if (follows) runs.at(-1)?.push(message);
    else runs.push([message]);
  }
  return runs;
}

/** What the chunk brings, message by message. */
export const messagesOf = ({
  topic,
  partition,
  seq,
  incarnation,
  payload,
}: OutgoingChunk): OutgoingMessage[] =>
  unpack(payload).map((content, n) => ({ topic, partition, seq: seq + BigInt(n), incarnation, ...content }));

/** The chunks in order, in pieces that a request carries. */
export const requestsOfChunks = (chunks: readonly OutgoingChunk[]): OutgoingChunk[][] =>
  inPieces(chunks, bytesOf);
