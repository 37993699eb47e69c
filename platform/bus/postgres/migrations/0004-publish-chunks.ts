import type { Step } from './step.ts';

/**
 * One round trip a batch. The partition rows are locked in one order, then read by a statement of its own, which
 * sees what was committed before the lock: so positions follow commits, and a reader never sees a hole. Payloads
 * come as lines of base64: as an array they would cost more than all the rest.
 */
export const publishChunks: Step = {
  name: '0004-publish-chunks',
  up: () => `
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
    end $$`,
};
