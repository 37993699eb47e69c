import pg from 'pg';
import { provision, type Roles, rolesOf, roleUrl } from '../../tenancy/roles.ts';

/** Where the bus is: its tables belong to `bus_owner`, and `bus_app` reads and writes them. */
export interface BusDatabase {
  /** The app role's URL. */
  readonly url: string;
}

interface Step {
  readonly name: string;
  readonly up: (roles: Roles) => string;
}

const STEPS: readonly Step[] = [
  { name: '0001-log', up: createLog },
  { name: '0002-publish', up: createPublish },
  { name: '0003-chunks', up: createChunks },
  { name: '0004-publish-chunks', up: createPublishChunks },
];

/** Makes the database and brings its tables up to date. Safe to run by many at once. */
export async function prepareDatabase(postgresUrl: string, database: string): Promise<BusDatabase> {
  await provision(postgresUrl, 'bus', database);
  const roles = rolesOf('bus');
  const owner = new pg.Client({ connectionString: roleUrl(postgresUrl, roles.owner, database) });
  await owner.connect();
  try {
    await owner.query(`select pg_advisory_lock(hashtext('migrations'))`);
    await migrate(owner, roles);
  } finally {
    await owner.end();
  }
  return { url: roleUrl(postgresUrl, roles.app, database) };
}

async function migrate(owner: pg.Client, roles: Roles): Promise<void> {
  await owner.query('create table if not exists migration (name text primary key)');
  const { rows } = await owner.query<{ name: string }>('select name from migration');
  const done = new Set(rows.map((row) => row.name));
  const unknown = [...done].find((name) => !STEPS.some((step) => step.name === name));
  if (unknown)
    throw new Error(`The database of the bus is newer than this code: it has migration "${unknown}".`);
  for (const { name, up } of STEPS) {
    if (!done.has(name))
      await owner.query(`begin; ${up(roles)}; insert into migration values ('${name}'); commit`);
  }
}

/** As it was first: a row a message. A partition's `next_position` is the offset its next message gets; a topic made anew has another id. */
function createLog({ app }: Roles): string {
  return `
    create table topic (
      id int generated always as identity primary key,
      name text not null unique,
      partitions int not null check (partitions > 0),
      retention_ms bigint not null,
      writers text not null
    );
    create table topic_partition (
      topic_id int not null references topic on delete cascade,
      partition int not null,
      next_position bigint not null default 0,
      primary key (topic_id, partition)
    ) with (fillfactor = 50);
    create table group_position (
      group_name text not null,
      topic_id int not null references topic on delete cascade,
      partition int not null,
      position bigint not null,
      primary key (group_name, topic_id, partition)
    ) with (fillfactor = 50);
    create table message (
      topic_id int not null,
      partition int not null,
      position bigint not null,
      seq bigint not null,
      incarnation text not null,
      key text not null,
      headers text not null,
      body text not null,
      bytes int not null,
      published_at timestamptz not null default clock_timestamp(),
      primary key (topic_id, partition, position)
    );
    alter table message alter column body set storage external;
    grant usage on schema public to ${app};
    grant select, insert, update, delete on topic, topic_partition, group_position, message to ${app}`;
}

/** As it was first, for rows of one message. */
function createPublish(): string {
  return `
    create function publish(text[], int[], text[], bigint[], text[], text[], text[], int[])
    returns int language plpgsql as $$
    declare
      published int;
    begin
      perform from topic_partition p join topic t on t.id = p.topic_id
        where (t.name, p.partition) in (select * from unnest($1, $2))
        order by p.topic_id, p.partition for no key update of p;
      with given as (
        select t.id as topic_id, m.*,
               row_number() over place as nth,
               count(*) over (partition by t.id, m.partition) as size
        from unnest($1, $2, $3, $4, $5, $6, $7, $8) with ordinality
             as m (topic, partition, key, seq, incarnation, headers, body, bytes, n)
        join topic t on t.name = m.topic
        window place as (partition by t.id, m.partition order by m.n)
      ), place as (
        update topic_partition p set next_position = p.next_position + given.size
        from given where given.nth = 1 and given.topic_id = p.topic_id and given.partition = p.partition
        returning p.topic_id, p.partition, p.next_position - given.size as first
      )
      insert into message (topic_id, partition, position, seq, incarnation, key, headers, body, bytes)
      select topic_id, partition, first + nth - 1, seq, incarnation, key, headers, body, bytes
      from given join place using (topic_id, partition);
      get diagnostics published = row_count;
      if published < cardinality($1) then
        raise exception 'a topic or partition is unknown' using errcode = 'undefined_object';
      end if;
      return published;
    end $$`;
}

/**
 * A row a chunk, found by the position of its last message: so a reader that begins in its middle finds it too.
 * What was there becomes chunks of one.
 */
function createChunks({ app }: Roles): string {
  return `
    create table chunk (
      topic_id int not null,
      partition int not null,
      last_position bigint not null,
      count int not null check (count > 0),
      seq bigint not null,
      incarnation text not null,
      bytes int not null,
      payload bytea not null,
      published_at timestamptz not null default clock_timestamp(),
      primary key (topic_id, partition, last_position)
    );
    alter table chunk alter column payload set storage external;
    insert into chunk
    select topic_id, partition, position, 1, seq, incarnation, bytes,
           convert_to(json_build_object(
             'shared', json_build_object(),
             'messages', json_build_array(json_build_array(key, headers::json, body))
           )::text, 'UTF8'),
           published_at
    from message;
    drop table message;
    drop function publish;
    grant select, insert, update, delete on chunk to ${app}`;
}

/**
 * One round trip a batch. The partition rows are locked in one order, then read by a statement of its own, which
 * sees what was committed before the lock: so positions follow commits, and a reader never sees a hole. Payloads
 * come as lines of base64: as an array they would cost more than all the rest.
 */
function createPublishChunks(): string {
  return `
    create function publish_chunks(text[], int[], int[], bigint[], text[], int[], text)
    returns void language plpgsql as $$
    declare
      published int;
    begin
      perform from topic_partition p join topic t on t.id = p.topic_id
        where (t.name, p.partition) in (select * from unnest($1, $2))
        order by p.topic_id, p.partition for no key update of p;
      with given as (
        select t.id as topic_id, c.*, sum(c.count) over (partition by t.id, c.partition order by c.n) as through
        from unnest($1, $2, $3, $4, $5, $6, string_to_array($7, E'\\n')) with ordinality
             as c (topic, partition, count, seq, incarnation, bytes, payload, n)
        join topic t on t.name = c.topic
      ), place as (
        update topic_partition p set next_position = p.next_position + size.messages
        from (select topic_id, partition, sum(count) as messages from given group by 1, 2) size
        where size.topic_id = p.topic_id and size.partition = p.partition
        returning p.topic_id, p.partition, p.next_position - size.messages as first
      )
      insert into chunk (topic_id, partition, last_position, count, seq, incarnation, bytes, payload)
      select topic_id, partition, first + through - 1, count, seq, incarnation, bytes, decode(payload, 'base64')
      from given join place using (topic_id, partition);
      get diagnostics published = row_count;
      if published < cardinality($1) then
        raise exception 'a topic or partition is unknown' using errcode = 'undefined_object';
      end if;
    end $$`;
}
