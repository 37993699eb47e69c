import type { Decisions } from './decisions.ts';

const FIELDS = ['f0', 'f1', 'f2', 'f3'];
const OBJECTS = ['O0', 'O1', 'O2', 'O3'];
/** Each with the one field that is its own, so that no object has a field from two of them. */
const INTERFACES = [
  { name: 'I0', field: 'f0' },
  { name: 'I1', field: 'f1' },
];
const UNIONS = ['U0', 'U1'];
const ENUMS = ['E0', 'E1'];
const INPUTS = ['N0', 'N1', 'N2'];
const SCALARS = ['Int', 'Float', 'String', 'ID', 'S0'];
const LOCATIONS = ['FIELD', 'QUERY', 'INLINE_FRAGMENT', 'OBJECT'];

const exists = (decide: Decisions, name: string): boolean => decide.chance(`${name} exists`, 0.85);

const existing = (decide: Decisions, names: readonly string[]): string[] =>
  names.filter((name) => exists(decide, name));

/** With lists and non-null around it, as decided. */
function wrapped(decide: Decisions, name: string, type: string, nullable = false): string {
  const isList = decide.chance(`${name} is a list`, 0.25);
  const inner = isList ? `[${type}${decide.chance(`${name} has no null in it`, 0.4) ? '!' : ''}]` : type;
  return !nullable && decide.chance(`${name} is not null`, 0.4) ? `${inner}!` : inner;
}

function defaultOf(decide: Decisions, name: string, type: string): string {
  if (!decide.chance(`${name} has a default`, 0.3)) return '';
  const named = type.replaceAll(/[[\]!]/g, '');
  const value = ENUMS.includes(named) ? 'V0' : INPUTS.includes(named) ? undefined : '1';
  return value && !['String', 'S0'].includes(named) ? ` = ${value}` : '';
}

const inputTypeOf = (decide: Decisions, name: string, inputs: readonly string[]): string =>
  decide.pick(`${name} type`, [...SCALARS, ...ENUMS, ...inputs]);

/** An argument or a field of an input. */
function inputValue(decide: Decisions, owner: string, name: string, inputs: readonly string[]): string {
  const path = `${owner}.${name}`;
  const type = wrapped(decide, path, inputTypeOf(decide, path, inputs));
  return `${name}: ${type}${defaultOf(decide, path, type)}`;
}

function argumentsOf(decide: Decisions, owner: string): string {
  const names = ['a0', 'a1'].filter((name) => decide.chance(`${owner} takes ${name}`, 0.3));
  const args = names.map((name) => inputValue(decide, owner, name, INPUTS));
  return args.length > 0 ? `(${args.join(', ')})` : '';
}

function outputType(decide: Decisions, path: string): string {
  const composite = [
    ...existing(decide, [...OBJECTS, ...UNIONS]),
    ...INTERFACES.map(({ name }) => name),
    'O',
  ];
  return decide.chance(`${path} is a leaf`, 0.4)
    ? decide.pick(`${path} leaf`, [...SCALARS, ...ENUMS])
    : decide.pick(`${path} composite of ${composite.length}`, composite);
}

const field = (decide: Decisions, owner: string, name: string): string => {
  const path = `${owner}.${name}`;
  return `${name}${argumentsOf(decide, path)}: ${wrapped(decide, path, outputType(decide, path))}`;
};

const ownFields = (decide: Decisions, owner: string): string[] =>
  FIELDS.filter((name) => decide.chance(`${owner} has ${name}`, 0.7));

function objectType(decide: Decisions, name: string): string {
  const implemented = INTERFACES.filter((own) => decide.chance(`${name} implements ${own.name}`, 0.5));
  const inherited = implemented.map((own) => field(decide, own.name, own.field));
  const taken = new Set(implemented.map((own) => own.field));
  const own = ownFields(decide, name).filter((each) => !taken.has(each));
  const fields = ['id: ID', ...inherited, ...own.map((each) => field(decide, name, each))];
  const clause =
    implemented.length > 0 ? ` implements ${implemented.map((each) => each.name).join(' & ')}` : '';
  return `type ${name}${clause} {\n  ${fields.join('\n  ')}\n}`;
}

/** The object `O` is always there, and a member of everything. */
const lastResort = (decide: Decisions): string => {
  const fields = INTERFACES.map((own) => field(decide, own.name, own.field));
  return `type O implements I0 & I1 {\n  id: ID\n  ${fields.join('\n  ')}\n}`;
};

function unionType(decide: Decisions, name: string): string {
  const members = existing(decide, OBJECTS).filter((member) => decide.chance(`${name} has ${member}`, 0.6));
  return `union ${name} = ${['O', ...members].join(' | ')}`;
}

const enumType = (decide: Decisions, name: string): string =>
  `enum ${name} { V0 ${['V1', 'V2'].filter((value) => decide.chance(`${name} has ${value}`, 0.8)).join(' ')} }`;

/** What it must have is of a later input, so that none must contain itself. */
function inputType(decide: Decisions, name: string, index: number): string {
  const isOneOf = decide.chance(`${name} is one of`, 0.2);
  const names = ['x0', 'x1', 'x2'].filter((each) => decide.chance(`${name} has ${each}`, 0.7));
  const fields = names.map((each) =>
    isOneOf
      ? `${each}: ${inputTypeOf(decide, `${name}.${each}`, [])}`
      : inputValue(decide, name, each, INPUTS.slice(index + 1)),
  );
  return `input ${name}${isOneOf ? ' @oneOf' : ''} { id: ID ${fields.join(' ')} }`;
}

function directive(decide: Decisions): string {
  const locations = LOCATIONS.filter((location) => decide.chance(`@d on ${location}`, 0.8));
  const repeatable = decide.chance('@d repeats', 0.5) ? ' repeatable' : '';
  const used = locations.length > 0 ? locations : ['OBJECT'];
  return exists(decide, '@d')
    ? `directive @d${argumentsOf(decide, '@d')}${repeatable} on ${used.join(' | ')}`
    : '';
}

const rootType = (decide: Decisions, name: string): string =>
  `type ${name} {\n  ok: Boolean\n  ${ownFields(decide, name)
    .map((each) => field(decide, name, each))
    .join('\n  ')}\n}`;

/** A valid schema, whatever is decided. */
export const randomSchema = (decide: Decisions): string =>
  [
    rootType(decide, 'Query'),
    exists(decide, 'Mutation') ? rootType(decide, 'Mutation') : '',
    'scalar S0',
    ...INTERFACES.map((own) => `interface ${own.name} { ${field(decide, own.name, own.field)} }`),
    ...existing(decide, OBJECTS).map((name) => objectType(decide, name)),
    lastResort(decide),
    ...existing(decide, UNIONS).map((name) => unionType(decide, name)),
    ...ENUMS.map((name) => enumType(decide, name)),
    ...INPUTS.map((name, index) => inputType(decide, name, index)),
    directive(decide),
  ].join('\n');
