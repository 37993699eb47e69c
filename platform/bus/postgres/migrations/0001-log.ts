import type { Step } from './step.ts';

/** As it was first: a row a message. A partition's `next_position` is the offset its next message gets; a topic made anew has another id. */
export const log: Step = {
  name: '0001-log',
  up: ({ app }) => `
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
    grant select, insert, update, delete on topic, topic_partition, group_position, message to ${app}`,
};
