-- Decides calls of one tenant (storage/stores/batch.ts) as the functions of platform/limiter do. Numbers are doubles in
-- both, so every answer is the same to the last digit. A state is an array of the algorithm's number and its own; a rule
-- is algorithm, limit, period (calendar: rollover), burst, first and last of its periods, counted from 0.
-- Algorithms: 1 token bucket, 2 GCRA, 3 fixed window, 4 sliding window, 5 concurrency, 6 calendar quota.
-- What is one expression is written as one: PostgreSQL then makes no call of it.

create or replace function sliding_used(state float8[]) returns float8 immutable
return state[5] * state[3] + state[6] * (state[3] - (state[4] - state[2]));

create or replace function sliding_present(state float8[], period float8, at float8)
returns float8[] language plpgsql immutable as $$
declare start float8 := floor(at / period) * period;
begin
  if state is null then return array[4, start, period, at, 0, 0]; end if;
  if state[3] <> period then
    return array[4, start, period, at, ceil(sliding_used(sliding_present(state, state[3], at)) / state[3]), 0];
  end if;
  if start = state[2] then return array[4, start, period, at, state[5], state[6]]; end if;
  return array[4, start, period, at, 0, case when start = state[2] + period then state[5] else 0 end];
end $$;

create or replace function concurrency_present(state float8[], now_ms float8) returns float8[] language plpgsql immutable as $$
declare first int := 2;
begin
  while state[first + 1] <= now_ms loop first := first + 2; end loop;
  return array[5]::float8[] || state[first:];
end $$;

-- The period that is open, or, when `periods` do not fit, what their first must be: array[0, start], or array[0] for now.
create or replace function calendar_present(state float8[], rule float8[], periods float8[], now_ms float8)
returns float8[] language plpgsql immutable as $$
declare
  n int;
  current int;
  over float8;
  used float8 := state[3];
  rolled float8 := state[4];
begin
  for i in rule[5]::int + 1 .. rule[6]::int loop
    if periods[i] <= now_ms and now_ms < periods[i + 1] then current := i; end if;
    if periods[i] = state[2] then n := i; end if;
  end loop;
  if current is null then return array[0]; end if;
  if state is null then return array[6, periods[current], 0, 0]; end if;
  if state[2] >= periods[current] then return state; end if;
  if n is null then return array[0, state[2]]; end if;
  while n < current loop
    over := least(rule[3], greatest(0, rule[2] + rolled - used));
    exit when used = 0 and over = rolled;
    n := n + 1;
    used := 0;
    rolled := over;
  end loop;
  return array[6, periods[current], used, rolled];
end $$;

-- The state as it is now; null: nothing has been counted.
create or replace function counter_present(state float8[], rule float8[], periods float8[], now_ms float8) returns float8[] immutable
return case rule[1]
  when 1 then array[1,
    case when state is null then rule[4] * rule[3]
         else least(rule[4] * rule[3],
                    case when state[3] = rule[3] then state[2] else floor(state[2] / state[3] * rule[3]) end
                    + greatest(0, now_ms - state[4]) * rule[2]) end,
    rule[3], greatest(state[4], now_ms)]
  when 2 then array[2,
    case when state is null then 0
         else greatest(0,
                       case when state[3] = rule[3] then state[2] else ceil(state[2] / state[3] * rule[3]) end
                       - greatest(0, now_ms - state[4]) * rule[2]) end,
    rule[3], greatest(state[4], now_ms)]
  when 3 then
    case when state[2] >= floor(now_ms / rule[3]) * rule[3]
         then array[3, floor(state[2] / rule[3]) * rule[3], state[3]]
         else array[3, floor(now_ms / rule[3]) * rule[3], 0] end
  when 4 then sliding_present(state, rule[3], greatest(now_ms, state[4]))
  when 5 then concurrency_present(state, now_ms)
  else calendar_present(state, rule, periods, now_ms)
end;

create or replace function concurrency_held(state float8[]) returns float8 language plpgsql immutable as $$
declare held float8 := 0;
begin
  for i in 1 .. cardinality(state) / 2 loop held := held + state[2 * i]; end loop;
  return held;
end $$;

create or replace function counter_fits(state float8[], rule float8[], quantity float8) returns boolean immutable
return case rule[1]
  when 1 then quantity * rule[3] <= state[2]
  when 2 then state[2] + quantity * rule[3] <= rule[4] * rule[3]
  when 3 then state[3] + quantity <= rule[2]
  when 4 then sliding_used(state) + quantity * rule[3] <= rule[2] * rule[3]
  when 5 then case when quantity < 0 then concurrency_held(state) >= -quantity
                   else concurrency_held(state) + quantity <= rule[2] end
  else quantity <= rule[2] + state[4] - state[3]
end;

-- Until when it is held what is taken now: of more than 100 to the hundredth part of the period, never shorter.
create or replace function concurrency_until(state float8[], period float8, now_ms float8) returns float8 immutable
return case when cardinality(state) <= 200 then now_ms + period
            else ceil((now_ms + period) / ceil(period / 100)) * ceil(period / 100) end;

-- What is held, the first that expire first: a quantity is added, or, when it is negative, the first are given back.
create or replace function concurrency_take(state float8[], quantity float8, until_ms float8)
returns float8[] language plpgsql immutable as $$
declare
  kept float8[] := array[5];
  later float8[] := '{}';
  back float8 := greatest(0, -quantity);
  together float8 := quantity;
  freed float8;
begin
  for i in 1 .. cardinality(state) / 2 loop
    freed := least(back, state[2 * i]);
    back := back - freed;
    if quantity > 0 and state[2 * i + 1] = until_ms then together := together + state[2 * i];
    elsif quantity > 0 and state[2 * i + 1] > until_ms then later := later || state[2 * i : 2 * i + 1];
    elsif quantity > 0 or freed < state[2 * i] then kept := kept || array[state[2 * i] - freed, state[2 * i + 1]];
    end if;
  end loop;
  if quantity > 0 then kept := kept || array[together, until_ms]; end if;
  return kept || later;
end $$;

-- The state with a quantity taken, also one that is not there, or that comes back.
create or replace function counter_take(state float8[], rule float8[], quantity float8, now_ms float8) returns float8[] immutable
return case rule[1]
  when 1 then array[1, least(rule[4] * rule[3], state[2] - quantity * rule[3]), state[3], state[4]]
  when 2 then array[2, greatest(0, state[2] + quantity * rule[3]), state[3], state[4]]
  when 3 then array[3, state[2], greatest(0, state[3] + quantity)]
  when 4 then array[4, state[2], state[3], state[4],
    greatest(0, state[5] + quantity), greatest(0, state[6] - greatest(0, -quantity - state[5]))]
  when 5 then concurrency_take(state, quantity, concurrency_until(state, rule[3], now_ms))
  else array[6, state[2], greatest(0, state[3] + quantity), state[4]]
end;

-- From when on a key counts nothing any more.
create or replace function counter_idle_at(state float8[], rule float8[], periods float8[], now_ms float8) returns float8 immutable
return case rule[1]
  when 1 then state[4] + ceil((rule[4] * rule[3] - state[2]) / rule[2])
  when 2 then state[4] + ceil(state[2] / rule[2])
  when 3 then state[2] + rule[3]
  when 4 then state[2] + 2 * rule[3]
  when 5 then case when cardinality(state) > 1 then state[cardinality(state)] else now_ms end
  -- What is left may be rolled over.
  else case when rule[3] > 0 then 'infinity' else periods[rule[6]::int + 1] end
end;

-- What is kept of keys, one for each, null for one of which nothing is; until the end of the transaction they are ours.
-- Null when one is not there. All locks are taken in the order of the keys: nobody waits in a circle.
-- Without nested loops: the planner does not know how many keys come, and would look at all of them for each.
create or replace function lock_counters(tenant text, keys text[]) returns text[] language plpgsql set enable_nestloop = off as $$
declare states text[];
begin
  with locked as materialized (
    select key, counter.state::text as kept from counter
    where tenant_id = tenant and key = any (keys) order by key for update)
  select array_agg(nullif(kept, '{}') order by n) into states
    from unnest(keys) with ordinality as wanted (name, n) join locked on key = name;
  return case when cardinality(states) = cardinality(keys) then states end;
end $$;

-- New keys are made by themselves: who waits for somebody who makes the same ones holds no lock that others wait for.
create or replace function make_counters(tenant text, keys text[]) returns void language plpgsql as $$
begin
  perform set_config('app.tenant_id', tenant, true);
  insert into counter (tenant_id, key) select tenant, name from unnest(keys) as name order by name on conflict do nothing;
end $$;

-- "= any" finds each row by its key, however large the planner takes the table to be.
create or replace function keep_counters(tenant text, keys text[], states text[], idle float8[]) returns void
language sql set enable_nestloop = off as $$
  update counter set state = decided.state::float8[], idle_at = decided.idle_at
    from unnest(keys, states, idle) as decided (name, state, idle_at)
    where tenant_id = tenant and key = any (keys) and key = name and decided.idle_at is not null;
$$;

-- All of it in one statement: no lock is held while anybody waits for the network. Answers the time, then for each call
-- its result and for each of its asks what is kept, with "|" between; null, and nothing is decided, when a key is not there.
create or replace function decide_calls(tenant text, keys text[], rules float8[], periods float8[], calls int[], asks float8[], given_ms float8)
returns text language plpgsql as $$
declare
  now_ms float8;
  known text[];
  idle float8[] := array_fill(null::float8, array[cardinality(keys)]);
  states text[];
  result text;
  answers text[];
  state float8[];
  kept text;
  rule float8[];
  first int := 0;
  last int;
  k int;
begin
  perform set_config('app.tenant_id', tenant, true);
  known := lock_counters(tenant, keys);
  if known is null then return null; end if;
  now_ms := coalesce(given_ms, floor(extract(epoch from clock_timestamp()) * 1000));
  answers := array[now_ms::text];
  for c in 0 .. cardinality(calls) / 2 - 1 loop
    last := first + calls[2 * c + 1] - 1;
    result := 'allowed';
    states := '{}';
    for n in first .. last loop
      k := asks[4 * n + 1] + 1;
      rule := rules[asks[4 * n + 2]::int * 6 + 1 : asks[4 * n + 2]::int * 6 + 6];
      state := known[k];
      if state[1] <> rule[1] then state := null; end if; -- of another algorithm: counting begins anew
      state := counter_present(state, rule, periods, now_ms);
      if state[1] = 0 then result := 'other periods';
      elsif result = 'allowed' and asks[4 * n + 4] = 0 and asks[4 * n + 3] <> 0
        and not counter_fits(state, rule, asks[4 * n + 3]) then result := 'refused';
      end if;
      if last > first then states := states || state::text; end if;
    end loop;
    answers := answers || result;
    for n in first .. last loop
      k := asks[4 * n + 1] + 1;
      if last > first then
        rule := rules[asks[4 * n + 2]::int * 6 + 1 : asks[4 * n + 2]::int * 6 + 6];
        state := states[n - first + 1];
      end if;
      if result = 'allowed' then state := counter_take(state, rule, asks[4 * n + 3], now_ms); end if;
      kept := state;
      if result <> 'other periods' and calls[2 * c + 2] = 0 then
        known[k] := kept;
        idle[k] := counter_idle_at(state, rule, periods, now_ms);
      end if;
      answers := answers || kept;
    end loop;
    first := last + 1;
  end loop;
  perform keep_counters(tenant, keys, known, idle);
  return array_to_string(answers, '|');
end $$;

create or replace function reset_counters(tenant text, keys text[]) returns void language plpgsql as $$
begin
  perform set_config('app.tenant_id', tenant, true);
  perform from counter where tenant_id = tenant and key = any (keys) order by key for update;
  update counter set state = '{}', idle_at = 0 where tenant_id = tenant and key = any (keys);
end $$;
