import type { Step } from './step.ts';

/**
 * A row a chunk, found by the position of its last message: so a reader that begins in its middle finds it too.
 * What was there becomes chunks of one.
 */
export const chunks: Step = {
  name: '0003-chunks',
  up: ({ app }) => `
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
    grant select, insert, update, delete on chunk to ${app}`,
};
