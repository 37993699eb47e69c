import type { Choices } from '../choices.ts';
import { oddErrors } from './odd-errors.ts';
import { ODD_KEYS, ODD_TYPES, oddText, oddValue } from './odd-values.ts';
import { type Place, placesIn, put, remove } from './places.ts';

const MAX_EDITS = 3;
const ERRORS_RATE = 0.35;
const NO_DATA_RATE = 0.1;
const CUT_RATE = 0.1;

type Edit = (c: Choices, place: Place) => void;

const EDITS: readonly Edit[] = [
  (c, place) => put(place, oddValue(c)),
  (_c, place) => remove(place),
  (c, place) => put(place, c.pick([[place.value], { 0: place.value }, [[place.value], place.value]])),
  addKeys,
  resize,
  rename,
];

/** What becomes of the bytes. */
const CUTS: readonly ((c: Choices, body: Buffer) => Buffer)[] = [
  (c, body) => body.subarray(0, c.below(body.length)),
  (_c, body) => Buffer.concat([Buffer.from('\uFEFF'), body]),
  (c, body) => Buffer.from(body).fill(0xff, c.below(body.length)),
  (_c, body) => Buffer.from(body.toString().replace(/\d+/, 'NaN')),
  (_c, body) => Buffer.concat([body, body]),
];

/** The body of an answer that a subgraph ought not to give; made of what it should have given. */
export function tampered(c: Choices, answer: object): Buffer {
  const changed: Record<string, unknown> = structuredClone({ ...answer });
  if (c.chance(NO_DATA_RATE)) delete changed.data;
  for (let left = 1 + c.below(MAX_EDITS); left > 0; left--) edit(c, changed);
  if (c.chance(ERRORS_RATE)) changed.errors = oddErrors(c, placesIn({ data: answer }));
  const body = Buffer.from(oddText(changed));
  return c.chance(CUT_RATE) ? c.pick(CUTS)(c, body) : body;
}

function edit(c: Choices, answer: object): void {
  const places = placesIn(answer);
  if (places.length > 0) c.pick(EDITS)(c, c.pick(places));
}

function addKeys(c: Choices, { value }: Place): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of c.atLeastOne(ODD_KEYS)) put({ holder: value, key }, oddValue(c));
}

/** Too short, too long, in another order. */
function resize(c: Choices, { value }: Place): void {
  if (!Array.isArray(value)) return;
  const ways = [
    () => value.pop(),
    () => value.push(value[0] ?? null),
    () => value.push(null),
    () => value.reverse(),
  ];
  c.pick(ways)();
}

function rename(c: Choices, { value }: Place): void {
  if (typeof value === 'object' && value !== null && '__typename' in value)
    put({ holder: value, key: '__typename' }, c.pick(ODD_TYPES));
}
