import { afterEach, expect, test } from '@jest/globals';
import { outgoingChunksOf } from '../chunks.ts';
import { MessageTooLargeError, UnknownTopicError } from '../errors.ts';
import {
  type Bus,
  type DeliveredMessage,
  MAX_BATCH,
  MAX_MESSAGE_BYTES,
  type OutgoingMessage,
  type Subscription,
} from '../port.ts';
import { eventually, newGroup, newTopic, settle, textOf, type Writer, writerOf } from './messages.ts';

export interface BusUnderTest {
  /** Another instance of the bus, as another process would have it. */
  open(): Promise<Bus>;
  /** Deletes the topic with all it holds, as an operator would. */
  deleteTopic(name: string): Promise<void>;
}

/** What every bus promises. Call it in a `describe` of the adapter's own. */
export function busContract({ open, deleteTopic }: BusUnderTest): void {
  const opened: Bus[] = [];
  const openBus = async (): Promise<Bus> => {
    const bus = await open();
    opened.push(bus);
    return bus;
  };
  const withTopic = async (partitions?: number): Promise<{ bus: Bus; writer: Writer; topic: string }> => {
    const bus = await openBus();
    const writer = writerOf(newTopic(partitions));
    await bus.ensureTopics([writer.topic]);
    return { bus, writer, topic: writer.topic.name };
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
  });

  test('ensureTopics tells what it created, and leaves alone what is there', async () => {
    const bus = await openBus();
    const [first, second] = [newTopic(), newTopic()];
    expect(await bus.ensureTopics([first])).toEqual(new Set([first.name]));
    expect(await bus.ensureTopics([first, second])).toEqual(new Set([second.name]));
    expect(await bus.ensureTopics([first, second])).toEqual(new Set());
    expect(await bus.existingTopics([first.name, 'test.nowhere.v1'])).toEqual(new Set([first.name]));
  });

  test('of two instances that make the same topic at once, one creates it', async () => {
    const [one, other] = [await openBus(), await openBus()];
    const topic = newTopic();
    const created = await Promise.all([one.ensureTopics([topic]), other.ensureTopics([topic])]);
    expect(created.map((names) => names.size).sort()).toEqual([0, 1]);
  });

  test('messages of a partition come in the order they were published, with all that they carry', async () => {
    const { bus, writer, topic } = await withTopic();
    const sent = Array.from({ length: 60 }, (_, n) => writer.message(`key-${n % 7}`, `m${n}`));
    await bus.publish(sent.slice(0, 30));
    await bus.publish(sent.slice(30));
    const got = collect(bus, topic);
    await eventually(() => got.messages.length === 60);
    for (const partition of [0, 1, 2]) {
      const inOrder = got.messages.filter((message) => message.partition === partition);
      expect(inOrder.map((message) => message.seq)).toEqual(inOrder.map((_, n) => BigInt(n + 1)));
      expect(inOrder.map((message) => message.offset)).toEqual(inOrder.map((_, n) => BigInt(n)));
    }
    const [message] = got.messages.filter((found) => textOf(found) === 'm3');
    expect(message).toMatchObject({ topic, key: 'key-3', incarnation: sent[3]?.incarnation });
    expect(message?.event).toMatchObject({
      subject: 'key-3',
      tenantId: 'acme',
      actor: 'alice',
      data: { text: 'm3' },
    });
  });

  test('what was published is there when the bus has been closed and opened again', async () => {
    const { bus, writer, topic } = await withTopic();
    await bus.publish([writer.message('a', 'kept')]);
    await bus.close();
    const got = collect(await openBus(), topic);
    await eventually(() => got.messages.length === 1);
    expect(got.messages.map(textOf)).toEqual(['kept']);
  });

  test('what comes packed is read message by message, at the most MAX_BATCH at once, wherever its chunks end', async () => {
    const { bus, writer, topic } = await withTopic(1);
    const sent = Array.from({ length: 2 * MAX_BATCH + 100 }, (_, n) => writer.message('a', `m${n}`));
    for (let n = 0; n < sent.length; n += 300)
      await bus.publishChunks(outgoingChunksOf(sent.slice(n, n + 300)));
    const [got, sizes]: [DeliveredMessage[], number[]] = [[], []];
    bus.consume({
      group: newGroup(),
      topics: [topic],
      onBatch: async (messages) => {
        got.push(...messages);
        sizes.push(messages.length);
      },
    });
    await eventually(() => got.length >= sent.length);
    expect(got.map(({ seq, offset }) => [seq, offset])).toEqual(sent.map(({ seq }) => [seq, seq - 1n]));
    expect(got.map(textOf)).toEqual(sent.map((_, n) => `m${n}`));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_BATCH);
  });

  test('a group goes on, and a tail begins, in the middle of what was published together', async () => {
    const { bus, writer, topic } = await withTopic(1);
    const group = newGroup();
    await bus.publish([writer.message('a', 'm1')]);
    const before = collect(bus, topic, group);
    await eventually(() => before.messages.length === 1);
    await before.subscription.stop();
    const together = ['m2', 'm3', 'm4', 'm5'].map((text) => writer.message('a', text));
    await bus.publish(together);
    const rest = tail(bus, topic, new Map([[0, 3n]]));
    const after = collect(bus, topic, group);
    await eventually(() => rest.messages.length === 2 && after.messages.length === 4);
    await bus.publish([...together.slice(2), writer.message('a', 'm6')]);
    await eventually(() => rest.messages.length === 3);
    expect(rest.messages.map(textOf)).toEqual(['m4', 'm5', 'm6']);
    expect(after.messages.slice(0, 4).map(textOf)).toEqual(['m2', 'm3', 'm4', 'm5']);
  });

  test('a group goes on where it stopped', async () => {
    const { bus, writer, topic } = await withTopic();
    const group = newGroup();
    await bus.publish([writer.message('a', 'm1'), writer.message('a', 'm2')]);
    const before = collect(bus, topic, group);
    await eventually(() => before.messages.length === 2);
    await before.subscription.stop();
    await bus.publish([writer.message('a', 'm3')]);
    const after = collect(await openBus(), topic, group);
    await eventually(() => after.messages.length > 0);
    await settle();
    expect(after.messages.map(textOf)).toEqual(['m3']);
  });

  test('a batch that is rejected comes again, before anything later of its partition', async () => {
    const { bus, writer, topic } = await withTopic(1);
    await bus.publish([writer.message('a', 'm1'), writer.message('a', 'm2')]);
    const batches: string[][] = [];
    bus.consume({
      group: newGroup(),
      topics: [topic],
      onBatch: async (messages) => {
        batches.push(messages.map(textOf));
        if (batches.length <= 2) throw new Error('not yet');
      },
    });
    await eventually(() => batches.length === 3);
    await bus.publish([writer.message('a', 'm3')]);
    await eventually(() => batches.length === 4);
    expect(batches).toEqual([['m1', 'm2'], ['m1', 'm2'], ['m1', 'm2'], ['m3']]);
  });

  test('a partition whose batch is rejected does not hold up the others for good', async () => {
    const { bus, writer, topic } = await withTopic(2);
    const got: string[] = [];
    let broken = true;
    bus.consume({
      group: newGroup(),
      topics: [topic],
      onBatch: async (messages) => {
        if (messages[0]?.partition === 0 && broken) throw new Error('not yet');
        got.push(...messages.map(textOf));
      },
    });
    await bus.publish([writer.inPartition(0, 'stuck'), writer.inPartition(1, 'free')]);
    await eventually(
      () => got.includes('free'),
      () => got,
    );
    broken = false;
    await eventually(
      () => got.includes('stuck'),
      () => got,
    );
  });

  test('two members of a group share the work, and each message is handled by one', async () => {
    const { bus, writer, topic } = await withTopic();
    const group = newGroup();
    const members = [collect(bus, topic, group), collect(await openBus(), topic, group)];
    await Promise.all(members.map((member) => member.subscription.started));
    await bus.publish(Array.from({ length: 30 }, (_, n) => writer.message(`key-${n}`, `m${n}`)));
    const all = (): string[] => members.flatMap((member) => member.messages.map(textOf));
    await eventually(() => all().length >= 30);
    await settle();
    expect(new Set(all()).size).toBe(30);
    expect(all()).toHaveLength(30);
  });

  test('when a member goes, the other takes over all partitions', async () => {
    const { bus, writer, topic } = await withTopic();
    const group = newGroup();
    const leaving = await openBus();
    const first = collect(leaving, topic, group);
    await first.subscription.started;
    const second = collect(bus, topic, group);
    await second.subscription.started;
    await leaving.close();
    await bus.publish([0, 1, 2].map((partition) => writer.inPartition(partition, `p${partition}`)));
    await eventually(
      () => second.messages.length === 3,
      () => second.messages.map(textOf),
    );
  });

  test('two groups each receive everything', async () => {
    const { bus, writer, topic } = await withTopic();
    const groups = [collect(bus, topic, newGroup()), collect(bus, topic, newGroup())];
    await bus.publish([writer.message('a', 'm1'), writer.message('b', 'm2')]);
    await eventually(() => groups.every((group) => group.messages.length === 2));
  });

  test('one group reads several topics', async () => {
    const { bus, writer, topic } = await withTopic();
    const other = writerOf(newTopic());
    await bus.ensureTopics([other.topic]);
    const got: string[] = [];
    bus.consume({
      group: newGroup(),
      topics: [topic, other.topic.name],
      onBatch: async (messages) => void got.push(...messages.map((message) => message.topic)),
    });
    await bus.publish([writer.message('a', 'm1'), other.message('a', 'm2')]);
    await eventually(() => got.length === 2);
    expect(new Set(got)).toEqual(new Set([topic, other.topic.name]));
  });

  test('a group whose topic is not there yet begins when it is made', async () => {
    const bus = await openBus();
    const writer = writerOf(newTopic());
    const got = collect(bus, writer.topic.name);
    await settle();
    await bus.ensureTopics([writer.topic]);
    await bus.publish([writer.message('a', 'm1')]);
    await eventually(() => got.messages.length === 1);
  });

  test('a batch has MAX_BATCH messages at the most', async () => {
    const { bus, writer, topic } = await withTopic(1);
    const sizes: number[] = [];
    await bus.publish(Array.from({ length: 2 * MAX_BATCH + 1 }, () => writer.message('a', 'm')));
    bus.consume({
      group: newGroup(),
      topics: [topic],
      onBatch: async (batch) => void sizes.push(batch.length),
    });
    await eventually(
      () => sizes.reduce((sum, size) => sum + size, 0) === 2 * MAX_BATCH + 1,
      () => sizes,
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_BATCH);
  });

  test('stop waits for the batch in hand', async () => {
    const { bus, writer, topic } = await withTopic(1);
    let [begun, ended] = [false, false];
    const subscription = bus.consume({
      group: newGroup(),
      topics: [topic],
      onBatch: async () => {
        begun = true;
        await settle(200);
        ended = true;
      },
    });
    await bus.publish([writer.message('a', 'm1')]);
    await eventually(() => begun);
    await subscription.stop();
    expect(ended).toBe(true);
  });

  test('lag counts what the group has not handled', async () => {
    const { bus, writer, topic } = await withTopic();
    const group = newGroup();
    const got = collect(bus, topic, group);
    await got.subscription.started;
    await bus.publish([writer.message('a', 'm1')]);
    await eventually(async () => got.messages.length === 1 && (await got.subscription.lag()) === 0n);
    await got.subscription.stop();
    await bus.publish([writer.message('a', 'm2'), writer.message('b', 'm3')]);
    expect(await got.subscription.lag()).toBe(2n);
  });

  test('a tail from now receives only what comes', async () => {
    const { bus, writer, topic } = await withTopic();
    await bus.publish([writer.message('a', 'before'), writer.message('b', 'before')]);
    const got = tail(bus, topic, 'now');
    await got.subscription.started;
    await bus.publish([writer.message('a', 'after')]);
    await eventually(() => got.messages.length > 0);
    await settle();
    expect(got.messages.map(textOf)).toEqual(['after']);
  });

  test('a tail from now drops a late duplicate of what was there before', async () => {
    const { bus, writer, topic } = await withTopic(1);
    const before = writer.message('a', 'before');
    await bus.publish([before]);
    const got = tail(bus, topic, 'now');
    await got.subscription.started;
    await bus.publish([before, writer.message('a', 'after')]);
    await eventually(() => got.messages.length > 0);
    await settle();
    expect(got.messages.map(textOf)).toEqual(['after']);
  });

  test('a tail after given seqs receives all that is newer, and of other partitions everything', async () => {
    const { bus, writer, topic } = await withTopic(2);
    for (const partition of [0, 1]) {
      await bus.publish([1, 2, 3].map((n) => writer.inPartition(partition, `p${partition}m${n}`)));
    }
    const got = tail(bus, topic, new Map([[0, 2n]]));
    await eventually(
      () => got.messages.length === 4,
      () => got.messages.map(textOf),
    );
    await bus.publish([writer.inPartition(0, 'p0m4')]);
    await eventually(() => got.messages.length === 5);
    const inPartition = (partition: number) =>
      got.messages.filter((message) => message.partition === partition).map(textOf);
    expect(inPartition(0)).toEqual(['p0m3', 'p0m4']);
    expect(inPartition(1)).toEqual(['p1m1', 'p1m2', 'p1m3']);
  });

  test('a tail drops what was published twice', async () => {
    const { bus, writer, topic } = await withTopic(1);
    const [m1, m2, m3] = ['m1', 'm2', 'm3'].map((text) => writer.message('a', text)) as [
      OutgoingMessage,
      OutgoingMessage,
      OutgoingMessage,
    ];
    await bus.publish([m1, m2]);
    await bus.publish([m1, m2, m3]);
    const all = tail(bus, topic, new Map());
    const later = tail(bus, topic, new Map([[0, 2n]]));
    await eventually(() => all.messages.length === 3 && later.messages.length === 1);
    await settle();
    expect(all.messages.map(textOf)).toEqual(['m1', 'm2', 'm3']);
    expect(later.messages.map(textOf)).toEqual(['m3']);
  });

  test('a tail goes on with the new messages of a topic that was made anew', async () => {
    const { bus, writer, topic } = await withTopic(1);
    await bus.publish([1, 2, 3].map((n) => writer.message('a', `old${n}`)));
    const got = tail(bus, topic, new Map([[0, 3n]]));
    await got.subscription.started;
    await deleteTopic(topic);
    await eventually(async () => (await bus.existingTopics([topic])).size === 0);
    await eventually(async () => (await bus.ensureTopics([writer.topic])).size === 1);
    writer.begin('another');
    await bus.publish([writer.message('a', 'new1'), writer.message('a', 'new2')]);
    await eventually(
      () => got.messages.length >= 2,
      () => got.messages.map(textOf),
    );
    expect(got.messages.map(textOf)).toEqual(['new1', 'new2']);
  });

  test('two tails of two instances both receive', async () => {
    const { bus, writer, topic } = await withTopic();
    const tails = [tail(bus, topic, 'now'), tail(await openBus(), topic, 'now')];
    await Promise.all(tails.map((got) => got.subscription.started));
    await bus.publish([writer.message('a', 'm1')]);
    await eventually(() => tails.every((got) => got.messages.length === 1));
  });

  test('a stopped tail receives nothing more', async () => {
    const { bus, writer, topic } = await withTopic();
    const got = tail(bus, topic, 'now');
    await got.subscription.started;
    await got.subscription.stop();
    await bus.publish([writer.message('a', 'm1')]);
    await settle();
    expect(got.messages).toEqual([]);
  });

  test('ranges tell the first and last seq of each partition', async () => {
    const { bus, writer, topic } = await withTopic(2);
    const empty = { first: undefined, last: undefined, incarnation: undefined };
    expect(await bus.ranges(topic)).toEqual([
      { partition: 0, ...empty },
      { partition: 1, ...empty },
    ]);
    const messages = [1, 2, 3].map((n) => writer.inPartition(1, `m${n}`));
    await bus.publish(messages);
    expect(await bus.ranges(topic)).toEqual([
      { partition: 0, ...empty },
      { partition: 1, first: 1n, last: 3n, incarnation: messages[0]?.incarnation },
    ]);
  });

  test('ranges of an unknown topic are refused', async () => {
    const bus = await openBus();
    await expect(bus.ranges('test.nowhere.v1')).rejects.toThrow(UnknownTopicError);
  });

  test('publishing to an unknown topic is refused', async () => {
    const bus = await openBus();
    await expect(bus.publish([writerOf(newTopic()).message('a', 'm1')])).rejects.toThrow(UnknownTopicError);
  });

  test('publishing to a partition that the topic has not got is refused', async () => {
    const { bus, writer } = await withTopic(1);
    await expect(bus.publish([writer.inPartition(7, 'm1')])).rejects.toThrow(UnknownTopicError);
  });

  test('a message of 1 MB passes', async () => {
    const { bus, writer, topic } = await withTopic(1);
    const text = 'x'.repeat(1024 * 1024);
    await bus.publish([
      writer.message('a', 'small'),
      writer.message('a', text),
      writer.message('a', 'small'),
    ]);
    const got = collect(bus, topic);
    await eventually(() => got.messages.length === 3);
    expect(got.messages.map((message) => textOf(message).length)).toEqual([5, text.length, 5]);
  });

  test('a message over MAX_MESSAGE_BYTES is refused', async () => {
    const { bus, writer } = await withTopic(1);
    const tooLarge = writer.message('a', 'x'.repeat(MAX_MESSAGE_BYTES));
    await expect(bus.publish([tooLarge])).rejects.toThrow(MessageTooLargeError);
  });

  test('a message that is no CloudEvent is passed over', async () => {
    const { bus, writer, topic } = await withTopic(1);
    await bus.publish([{ ...writer.message('a', 'm1'), headers: {} }, writer.message('a', 'm2')]);
    const got = collect(bus, topic);
    const tailed = tail(bus, topic, new Map());
    await eventually(() => got.messages.length === 1 && tailed.messages.length === 1);
    expect([...got.messages, ...tailed.messages].map(textOf)).toEqual(['m2', 'm2']);
  });

  test('an open bus is healthy', async () => {
    expect(await (await openBus()).healthy()).toBe(true);
  });
}

interface Collected {
  readonly messages: DeliveredMessage[];
  readonly subscription: Subscription;
}

function collect(bus: Bus, topic: string, group = newGroup()): Collected {
  const messages: DeliveredMessage[] = [];
  const onBatch = async (batch: readonly DeliveredMessage[]) => void messages.push(...batch);
  return { messages, subscription: bus.consume({ group, topics: [topic], onBatch }) };
}

function tail(bus: Bus, topic: string, from: 'now' | ReadonlyMap<number, bigint>): Collected {
  const messages: DeliveredMessage[] = [];
  const onMessage = (message: DeliveredMessage) => void messages.push(message);
  return { messages, subscription: bus.tail({ topic, from, onMessage }) };
}
