import type { Migration } from '../../tenancy/migrations.ts';

/** A row for all messages of one topic partition in one commit; what was waiting becomes rows of one message. */
export const outboxChunksMigration: Migration = {
  name: '0005-outbox-chunks',
  up: () => [
    'alter table outbox no force row level security',
    `alter table outbox add count int not null default 1 check (count > 0), add bytes int, add payload bytea`,
    `update outbox set
       bytes = octet_length(key) + octet_length(headers) + octet_length(body),
       payload = convert_to(json_build_object(
         'shared', json_build_object(),
         'messages', json_build_array(json_build_array(key, headers::json, body))
       )::text, 'UTF8')`,
    `alter table outbox alter count drop default, alter bytes set not null, alter payload set not null,
       alter payload set storage external, drop key, drop headers, drop body`,
    'alter table outbox force row level security',
  ],
};
