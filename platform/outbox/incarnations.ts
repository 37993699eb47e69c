import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Bus, TopicDeclaration } from '../bus/port.ts';

/**
 * Makes the topics that are missing, each with a new incarnation, and returns all incarnations by topic. A topic that
 * was deleted is a new one: its numbering begins again at 1, and what was stamped for the old one is stamped anew.
 * The incarnation is stored before the topic is made, so that a crash in between only leads to another new one.
 */
export async function prepareTopics(
  client: pg.Client,
  bus: Bus,
  topics: readonly TopicDeclaration[],
): Promise<ReadonlyMap<string, string>> {
  const names = topics.map((topic) => topic.name);
  const existing = await bus.existingTopics(names);
  for (const { name } of topics) {
    if (!existing.has(name)) await beginIncarnation(client, name);
  }
  await bus.ensureTopics(topics);
  await adoptTopics(client, names);
  const { rows } = await client.query<{ topic: string; incarnation: string }>(
    'select topic, incarnation from relay_topic where topic = any($1)',
    [names],
  );
  return new Map(rows.map((row) => [row.topic, row.incarnation]));
}

async function beginIncarnation(client: pg.Client, topic: string): Promise<void> {
  await client.query('begin');
  await client.query(
    `insert into relay_topic (topic, incarnation) values ($1, $2)
     on conflict (topic) do update set incarnation = excluded.incarnation`,
    [topic, randomUUID()],
  );
  await client.query('delete from relay_counter where topic = $1', [topic]);
  await client.query('update outbox set seq = null where topic = $1 and seq is not null', [topic]);
  await client.query('commit');
}

/** A topic with many writers may have been made by another one of them: our own numbering in it still needs a name. */
async function adoptTopics(client: pg.Client, names: readonly string[]): Promise<void> {
  await client.query(
    `insert into relay_topic (topic, incarnation) select topic, gen_random_uuid()::text from unnest($1::text[]) as topic
     on conflict (topic) do nothing`,
    [names],
  );
}
