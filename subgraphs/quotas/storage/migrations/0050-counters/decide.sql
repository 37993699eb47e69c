-- Decides calls of one tenant (storage/stores/batch.ts) as the functions of platform/limiter do. Numbers are doubles in
-- both, so every answer is the same to the last digit. A state is an array of the algorithm's number and its own; a rule
-- is algorithm, limit, period (calendar: rollover), burst, first and last of its periods, counted from 0.
-- Algorithms: 1 token bucket, 2 GCRA, 3 fixed window, 4 sliding window, 5 concurrency, 6 calendar quota.

create function sliding_used(state float8[]) returns float8 immutable
return state[5] * state[3] + state[6] * (state[3] - (state[4] - state[2]));

create function sliding_at(state float8[], period float8, at float8) returns float8[] language plpgsql immutable as $$
declare start float8 := floor(at / period) * period;
begin
  if state is null then return array[4, start, period, at, 0, 0]; end if;
  if state[3] <> period then
    return array[4, start, period, at, ceil(sliding_used(sliding_at(state, state[3], at)) / state[3]), 0];
  end if;
  if start = state[2] then return array[4, start, period, at, state[5], state[6]]; end if;
  return array[4, start, period, at, 0, case when start = state[2] + period then state[5] else 0 end];
end $$;

-- The period that is open, or, when `periods` do not fit, what their first must be: array[0, start], or array[0] for now.
create function calendar_present(state float8[], rule float8[], periods float8[], now_ms float8)
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

-- The state as it is now.
create function counter_present(state float8[], rule float8[], periods float8[], now_ms float8)
returns float8[] language plpgsql immutable as $$
declare
  n float8;
  kept float8[] := array[5];
begin
  if state[1] <> rule[1] or cardinality(state) = 0 then state := null; end if; -- of another algorithm: counting begins anew
  case rule[1]
    when 1 then
      if state is null then return array[1, rule[4] * rule[3], rule[3], now_ms]; end if;
      n := case when state[3] = rule[3] then state[2] else floor(state[2] / state[3] * rule[3]) end;
      n := least(rule[4] * rule[3], n + greatest(0, now_ms - state[4]) * rule[2]);
      return array[1, n, rule[3], greatest(state[4], now_ms)];
    when 2 then
      if state is null then return array[2, 0, rule[3], now_ms]; end if;
      n := case when state[3] = rule[3] then state[2] else ceil(state[2] / state[3] * rule[3]) end;
      n := greatest(0, n - greatest(0, now_ms - state[4]) * rule[2]);
      return array[2, n, rule[3], greatest(state[4], now_ms)];
    when 3 then
      n := floor(now_ms / rule[3]) * rule[3];
      if state is null or state[2] < n then return array[3, n, 0]; end if;
      return array[3, floor(state[2] / rule[3]) * rule[3], state[3]];
    when 4 then
      return sliding_at(state, rule[3], greatest(now_ms, coalesce(state[4], now_ms)));
    when 5 then
      for i in 1 .. coalesce(cardinality(state), 0) / 2 loop
        if state[2 * i + 1] > now_ms then kept := kept || state[2 * i : 2 * i + 1]; end if;
      end loop;
      return kept;
    else
      return calendar_present(state, rule, periods, now_ms);
  end case;
end $$;

create function concurrency_held(state float8[]) returns float8 language plpgsql immutable as $$
declare held float8 := 0;
begin
  for i in 1 .. cardinality(state) / 2 loop held := held + state[2 * i]; end loop;
  return held;
end $$;

create function counter_fits(state float8[], rule float8[], quantity float8) returns boolean language plpgsql immutable as $$
begin
  return case rule[1]
    when 1 then quantity * rule[3] <= state[2]
    when 2 then state[2] + quantity * rule[3] <= rule[4] * rule[3]
    when 3 then state[3] + quantity <= rule[2]
    when 4 then sliding_used(state) + quantity * rule[3] <= rule[2] * rule[3]
    when 5 then case when quantity < 0 then concurrency_held(state) >= -quantity
                     else concurrency_held(state) + quantity <= rule[2] end
    else quantity <= rule[2] + state[4] - state[3]
  end;
end $$;

-- What is held, the first that expire first: a quantity is added, or, when it is negative, the first are given back.
create function concurrency_take(state float8[], quantity float8, until_ms float8)
returns float8[] language plpgsql immutable as $$
declare
  kept float8[] := array[5];
  later float8[] := '{}';
  back float8 := greatest(0, -quantity);
  freed float8;
begin
  for i in 1 .. cardinality(state) / 2 loop
    freed := least(back, state[2 * i]);
    back := back - freed;
    if quantity > 0 and state[2 * i + 1] > until_ms then later := later || state[2 * i : 2 * i + 1];
    elsif quantity > 0 or freed < state[2 * i] then kept := kept || array[state[2 * i] - freed, state[2 * i + 1]];
    end if;
  end loop;
  if quantity > 0 then kept := kept || array[quantity, until_ms]; end if;
  return kept || later;
end $$;

-- The state with a quantity taken, also one that is not there, or that comes back.
create function counter_take(state float8[], rule float8[], quantity float8, now_ms float8)
returns float8[] language plpgsql immutable as $$
begin
  case rule[1]
    when 1 then state[2] := least(rule[4] * rule[3], state[2] - quantity * rule[3]);
    when 2 then state[2] := greatest(0, state[2] + quantity * rule[3]);
    when 4 then
      state[6] := greatest(0, state[6] - greatest(0, -quantity - state[5]));
      state[5] := greatest(0, state[5] + quantity);
    when 5 then state := concurrency_take(state, quantity, now_ms + rule[3]);
    else state[3] := greatest(0, state[3] + quantity);
  end case;
  return state;
end $$;

-- From when on a key counts nothing any more.
create function counter_idle_at(state float8[], rule float8[], periods float8[])
returns float8 language plpgsql immutable as $$
begin
  return case rule[1]
    when 1 then state[4] + ceil((rule[4] * rule[3] - state[2]) / rule[2])
    when 2 then state[4] + ceil(state[2] / rule[2])
    when 3 then state[2] + rule[3]
    when 4 then state[2] + 2 * rule[3]
    when 5 then state[cardinality(state)]
    -- What is left may be rolled over.
    else case when rule[3] > 0 then 'infinity' else periods[rule[6]::int + 1] end
  end;
end $$;

-- All of it in one statement: no lock is held while anybody waits for the network. Answers the time, then for each call
-- its result and for each of its asks what is kept, with "|" between.
create function decide_calls(tenant text, keys text[], rules float8[], periods float8[], calls int[], asks float8[], given_ms float8)
returns text language plpgsql as $$
declare
  now_ms float8;
  known text[];
  idle float8[] := array_fill('-infinity'::float8, array[cardinality(keys)]);
  states text[];
  result text;
  answers text[];
  state float8[];
  rule float8[];
  first int := 0;
  last int;
  k int;
begin
  perform set_config('app.tenant_id', tenant, true);
  -- Locks all rows, those that are there and those that are new, each caller's in the same order: nobody waits in a circle.
  insert into counter (tenant_id, key) select tenant, name from unnest(keys) as name order by name
    on conflict (tenant_id, key) do update set idle_at = 0 where false;
  now_ms := coalesce(given_ms, floor(extract(epoch from clock_timestamp()) * 1000));
  select array_agg(counter.state::text order by n) into known
    from unnest(keys) with ordinality as wanted (name, n) join counter on tenant_id = tenant and key = name;
  answers := array[now_ms::text];
  for c in 0 .. cardinality(calls) / 2 - 1 loop
    last := first + calls[2 * c + 1] - 1;
    result := 'allowed';
    states := '{}';
    for n in first .. last loop
      k := asks[4 * n + 1]::int + 1;
      rule := rules[asks[4 * n + 2]::int * 6 + 1 : asks[4 * n + 2]::int * 6 + 6];
      state := counter_present(known[k]::float8[], rule, periods, now_ms);
      states := states || state::text;
      if state[1] = 0 then result := 'other periods';
      elsif result = 'allowed' and asks[4 * n + 4] = 0 and asks[4 * n + 3] <> 0
        and not counter_fits(state, rule, asks[4 * n + 3]) then result := 'refused';
      end if;
    end loop;
    answers := answers || result;
    for n in first .. last loop
      k := asks[4 * n + 1]::int + 1;
      rule := rules[asks[4 * n + 2]::int * 6 + 1 : asks[4 * n + 2]::int * 6 + 6];
      state := states[n - first + 1]::float8[];
      if result = 'allowed' then state := counter_take(state, rule, asks[4 * n + 3], now_ms); end if;
      if result <> 'other periods' and calls[2 * c + 2] = 0 then
        known[k] := state::text;
        idle[k] := counter_idle_at(state, rule, periods);
      end if;
      answers := answers || case when state[1] = 0 then coalesce(state[2]::text, '') else array_to_string(state, ' ') end;
    end loop;
    first := last + 1;
  end loop;
  update counter set state = decided.state::float8[], idle_at = decided.idle_at
    from unnest(keys, known, idle) as decided (name, state, idle_at)
    where tenant_id = tenant and key = name and decided.idle_at > '-infinity';
  delete from counter where tenant_id = tenant and key = any (keys) and cardinality(counter.state) <= 1;
  return array_to_string(answers, '|');
end $$;

create function reset_counters(tenant text, keys text[]) returns void language plpgsql as $$
begin
  perform set_config('app.tenant_id', tenant, true);
  delete from counter where tenant_id = tenant and key = any (keys);
end $$;
