import type { Privilege, Table } from './catalogue.ts';

/** Tables of the relay and of the migrator, and a subgraph's own secret, of no tenant. The bus is a database of its own. */
const MACHINERY = /^(relay_[a-z_]+|secret|mikro_orm_migrations)$/;

/** Keys that do not begin with `tenant_id`: the relay takes messages of all tenants in the order of this one. */
const EXEMPT_KEYS: readonly string[] = ['outbox_pkey'];

/** All that row-level security holds for. */
const SAFE: readonly Privilege[] = ['select', 'insert', 'update', 'delete'];

export const isMachinery = (name: string): boolean => MACHINERY.test(name);

/** What is wrong with a table as it is declared. */
export function faultsOfTable(table: Table): string[] {
  return rulesFor(table).map((fault) => `${table.name}: ${fault}`);
}

function rulesFor(table: Table): string[] {
  if (isMachinery(table.name)) return faultsOfMachinery(table);
  if (table.kind === 'invoker view') return [];
  if (table.kind !== 'table') return [`it is a ${table.kind}, to which row-level security does not apply`];
  if (!table.tenantId) return ['it has no tenant_id, and is not known as a table of the machinery'];
  return [...faultsOfTenancy(table), ...faultsOfKeys(table), ...faultsOfPrivileges(table)];
}

const faultsOfMachinery = ({ privileges }: Table): string[] =>
  privileges.length > 0 ? [`the app role may ${privileges.join(', ')}: it must not reach it`] : [];

const faultsOfTenancy = ({ tenantId, rowSecurity, forced }: Table): string[] => [
  ...(tenantId?.type === 'text' && tenantId.notNull ? [] : ['tenant_id is not "text not null"']),
  ...(rowSecurity ? [] : ['row-level security is not enabled']),
  ...(forced ? [] : ['row-level security is not forced']),
];

export const faultsOfKeys = ({ keys, foreignKeys }: Table): string[] => [
  ...keys
    .filter(({ name, first }) => first !== 'tenant_id' && !EXEMPT_KEYS.includes(name))
    .map(({ name }) => `the unique key ${name} does not begin with tenant_id`),
  ...foreignKeys
    .filter(({ first, referencedFirst }) => first !== 'tenant_id' || referencedFirst !== 'tenant_id')
    .map(({ name }) => `the foreign key ${name} does not begin with tenant_id on both sides`),
];

function faultsOfPrivileges({ name, privileges }: Table): string[] {
  const unsafe = privileges.filter((privilege) => !SAFE.includes(privilege));
  const blind =
    privileges.some((privilege) => privilege === 'update' || privilege === 'delete') &&
    !privileges.includes('select');
  return [
    ...unsafe.map(
      (privilege) => `the app role may ${privilege}, which row-level security does not hold back`,
    ),
    ...(blind ? ['the app role may change what it may not read: that cannot be checked'] : []),
    ...(name === 'outbox' && privileges.join() !== 'insert'
      ? [`the app role may ${privileges.join(', ')} instead of only insert`]
      : []),
  ];
}
