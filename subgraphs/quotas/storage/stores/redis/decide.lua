-- Decides a batch of calls of one tenant (storage/stores/batch.ts) as the functions of platform/limiter do. Numbers are
-- doubles in both, so every answer is the same to the last digit. KEYS: the batch's keys. ARGV: the batch; the time, in
-- tests. Answers doubles in a row: the time, then for each call its result, and for each of its asks how many numbers are
-- kept, and these.

-- A key outlives what it counts by this, so that a clock may go back, and a limit change.
local GRACE_MS = 60000
-- What takes longer to be idle (30 years) is kept for ever.
local LONGEST_MS = 1e12
local REFUSED, ALLOWED, OTHER_PERIODS = 0, 1, 2
local TOKEN_BUCKET, GCRA, FIXED, SLIDING, CONCURRENCY, CALENDAR = 1, 2, 3, 4, 5, 6

local batch = cjson.decode(ARGV[1])
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Of each algorithm: `present`, the state as it is now (nothing for a calendar whose periods do not fit, and since
-- when they must begin); `fits`; `take`, also what is not there or comes back; `idle_after`, in milliseconds.
local algorithms = {}

algorithms[TOKEN_BUCKET] = {
  present = function(state, rule)
    local full = rule.burst * rule.period
    if not state then return { TOKEN_BUCKET, full, rule.period, now } end
    local parts = state[2]
    if state[3] ~= rule.period then parts = math.floor(parts / state[3] * rule.period) end
    local elapsed = math.max(0, now - state[4])
    return { TOKEN_BUCKET, math.min(full, parts + elapsed * rule.limit), rule.period, math.max(state[4], now) }
  end,
  fits = function(state, rule, quantity) return quantity * rule.period <= state[2] end,
  take = function(state, rule, quantity)
    local parts = math.min(rule.burst * rule.period, state[2] - quantity * rule.period)
    return { TOKEN_BUCKET, parts, state[3], state[4] }
  end,
  idle_after = function(state, rule)
    return state[4] - now + math.ceil((rule.burst * rule.period - state[2]) / rule.limit)
  end,
}

algorithms[GCRA] = {
  present = function(state, rule)
    if not state then return { GCRA, 0, rule.period, now } end
    local ahead = state[2]
    if state[3] ~= rule.period then ahead = math.ceil(ahead / state[3] * rule.period) end
    local elapsed = math.max(0, now - state[4])
    return { GCRA, math.max(0, ahead - elapsed * rule.limit), rule.period, math.max(state[4], now) }
  end,
  fits = function(state, rule, quantity)
    return state[2] + quantity * rule.period <= rule.burst * rule.period
  end,
  take = function(state, rule, quantity)
    return { GCRA, math.max(0, state[2] + quantity * rule.period), state[3], state[4] }
  end,
  idle_after = function(state, rule) return state[4] - now + math.ceil(state[2] / rule.limit) end,
}

local function window_start(period, at) return math.floor(at / period) * period end

algorithms[FIXED] = {
  present = function(state, rule)
    local start = window_start(rule.period, now)
    if not state or state[2] < start then return { FIXED, start, 0 } end
    return { FIXED, window_start(rule.period, state[2]), state[3] }
  end,
  fits = function(state, rule, quantity) return state[3] + quantity <= rule.limit end,
  take = function(state, rule, quantity) return { FIXED, state[2], math.max(0, state[3] + quantity) } end,
  idle_after = function(state, rule) return state[2] + rule.period - now end,
}

local function sliding_used(state) return state[5] * state[3] + state[6] * (state[3] - (state[4] - state[2])) end

local function sliding_at(state, period, at)
  local start = window_start(period, at)
  if not state then return { SLIDING, start, period, at, 0, 0 } end
  if state[3] ~= period then
    local used = math.ceil(sliding_used(sliding_at(state, state[3], at)) / state[3])
    return { SLIDING, start, period, at, used, 0 }
  end
  if start == state[2] then return { SLIDING, start, period, at, state[5], state[6] } end
  return { SLIDING, start, period, at, 0, start == state[2] + period and state[5] or 0 }
end

algorithms[SLIDING] = {
  present = function(state, rule)
    return sliding_at(state, rule.period, math.max(now, state and state[4] or now))
  end,
  fits = function(state, rule, quantity)
    return sliding_used(state) + quantity * rule.period <= rule.limit * rule.period
  end,
  take = function(state, _, quantity)
    local back = math.max(0, -quantity - state[5])
    return {
      SLIDING, state[2], state[3], state[4],
      math.max(0, state[5] + quantity), math.max(0, state[6] - back),
    }
  end,
  idle_after = function(state, rule) return state[2] + 2 * rule.period - now end,
}

-- A state of quantities, each with the time until which it is held, the first that expire first.
local SLOTS = 100

local function held(state)
  local sum = 0
  for n = 2, #state, 2 do sum = sum + state[n] end
  return sum
end

algorithms[CONCURRENCY] = {
  present = function(state)
    local known = { CONCURRENCY }
    for n = 2, state and #state or 0, 2 do
      if state[n + 1] > now then
        known[#known + 1] = state[n]
        known[#known + 1] = state[n + 1]
      end
    end
    return known
  end,
  fits = function(state, rule, quantity)
    if quantity <= 0 then return held(state) >= -quantity end
    return held(state) + quantity <= rule.limit
  end,
  take = function(state, rule, quantity)
    local before, after, back, till = { CONCURRENCY }, {}, math.max(0, -quantity), now + rule.period
    local slot, together = math.ceil(rule.period / SLOTS), quantity
    if #state > 2 * SLOTS then till = math.ceil(till / slot) * slot end
    for n = 2, #state, 2 do
      local freed = math.min(back, state[n])
      back = back - freed
      local part = (quantity > 0 and state[n + 1] > till) and after or before
      if quantity > 0 and state[n + 1] == till then
        together = together + state[n]
      elseif freed < state[n] or quantity > 0 then
        part[#part + 1] = state[n] - freed
        part[#part + 1] = state[n + 1]
      end
    end
    if quantity > 0 then
      before[#before + 1] = together
      before[#before + 1] = till
    end
    for _, number in ipairs(after) do before[#before + 1] = number end
    return before
  end,
  idle_after = function(state) return #state > 1 and state[#state] - now or 0 end,
}

local periods = batch.periods

-- Where the period is that a time is in; nothing when it is outside of them.
local function period_at(rule, at)
  if at < periods[rule.first] or at >= periods[rule.last] then return nil end
  for n = rule.last - 1, rule.first, -1 do
    if periods[n] <= at then return n end
  end
end

local function period_from(rule, start)
  for n = rule.first, rule.last - 1 do
    if periods[n] == start then return n end
  end
end

algorithms[CALENDAR] = {
  present = function(state, rule)
    local current = period_at(rule, now)
    if not current then return nil, { 0 } end
    if not state then return { CALENDAR, periods[current], 0, 0 } end
    if state[2] >= periods[current] then return state end
    local n = period_from(rule, state[2])
    if not n then return nil, { 0, state[2] } end
    local used, rolled = state[3], state[4]
    while n < current do
      local over = math.min(rule.period, math.max(0, rule.limit + rolled - used))
      if used == 0 and over == rolled then break end
      n, used, rolled = n + 1, 0, over
    end
    return { CALENDAR, periods[current], used, rolled }
  end,
  fits = function(state, rule, quantity) return quantity <= rule.limit + state[4] - state[3] end,
  take = function(state, _, quantity)
    return { CALENDAR, state[2], math.max(0, state[3] + quantity), state[4] }
  end,
  idle_after = function(state, rule)
    if rule.period > 0 then return math.huge end -- what is left is rolled over
    local n = period_from(rule, state[2])
    return n and periods[n + 1] - now or math.huge
  end,
}

-- Numbers as doubles in a row, and back; not more at once than Lua's stack holds.
local AT_ONCE = 100
local formats = {}
for n = 1, AT_ONCE do formats[n] = '<' .. string.rep('d', n) end

local function packed(numbers)
  if #numbers <= AT_ONCE then return struct.pack(formats[#numbers], unpack(numbers)) end
  local parts = {}
  for n = 1, #numbers, AT_ONCE do
    local last = math.min(n + AT_ONCE - 1, #numbers)
    parts[#parts + 1] = struct.pack(formats[last - n + 1], unpack(numbers, n, last))
  end
  return table.concat(parts)
end

local function unpacked(text)
  local count = #text / 8
  if count <= AT_ONCE then
    local numbers = { struct.unpack(formats[count], text) }
    numbers[count + 1] = nil -- where it ended
    return numbers
  end
  local numbers = {}
  for n = 1, count do numbers[n] = struct.unpack('<d', text, n * 8 - 7) end
  return numbers
end

local known, rule_of = {}, {}
for n = 1, #KEYS, AT_ONCE do
  local texts = redis.call('MGET', unpack(KEYS, n, math.min(n + AT_ONCE - 1, #KEYS)))
  for m, text in ipairs(texts) do known[n + m - 1] = text and unpacked(text) or {} end
end

-- Of another algorithm: counting begins anew.
local function state_of(key, algorithm)
  local state = known[key]
  if state[1] == algorithm then return state end
end

local rules = {}
for n = 0, #batch.rules / 6 - 1 do
  local row, at = {}, n * 6
  row.algorithm, row.limit, row.period = batch.rules[at + 1], batch.rules[at + 2], batch.rules[at + 3]
  row.burst, row.first, row.last = batch.rules[at + 4], batch.rules[at + 5] + 1, batch.rules[at + 6] + 1
  rules[n + 1] = row
end

local asks, answer = batch.asks, { now }

-- Decides the asks from `first` to `last`; all of them, or none.
local function decide(first, last, peek)
  local states, result = {}, ALLOWED
  for n = first, last do
    local key, rule = asks[n * 4 + 1] + 1, rules[asks[n * 4 + 2] + 1]
    local quantity, forced = asks[n * 4 + 3], asks[n * 4 + 4] == 1
    local algorithm = algorithms[rule.algorithm]
    local state, other = algorithm.present(state_of(key, rule.algorithm), rule)
    states[n] = state or other
    if not state then
      result = OTHER_PERIODS
    elseif result == ALLOWED and not forced and quantity ~= 0 and not algorithm.fits(state, rule, quantity) then
      result = REFUSED
    end
  end
  answer[#answer + 1] = result
  for n = first, last do
    local key, rule = asks[n * 4 + 1] + 1, rules[asks[n * 4 + 2] + 1]
    local state = states[n]
    if result == ALLOWED then state = algorithms[rule.algorithm].take(state, rule, asks[n * 4 + 3]) end
    if result ~= OTHER_PERIODS and not peek then known[key], rule_of[key] = state, rule end
    answer[#answer + 1] = #state
    for m = 1, #state do answer[#answer + 1] = state[m] end
  end
end

local first = 0
for n = 1, #batch.calls, 2 do
  decide(first, first + batch.calls[n] - 1, batch.calls[n + 1] == 1)
  first = first + batch.calls[n]
end

for key, rule in pairs(rule_of) do
  local state = known[key]
  local idle_after = algorithms[rule.algorithm].idle_after(state, rule)
  if #state == 1 then
    redis.call('DEL', KEYS[key])
  elseif idle_after < LONGEST_MS then
    redis.call('SET', KEYS[key], packed(state), 'PX', string.format('%.0f', idle_after + GRACE_MS))
  else
    redis.call('SET', KEYS[key], packed(state))
  end
end

return packed(answer)
