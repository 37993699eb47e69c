import type { Step } from './step.ts';

/** As it was first, for rows of one message. */
export const publish: Step = {
  name: '0002-publish',
  up: () => `
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
    end $$`,
};
