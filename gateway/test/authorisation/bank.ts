import { GraphQLError } from 'graphql';
import type { PolicyPredicate } from '../../plugins/authorisation/policies.ts';
import { federation } from '../federation.ts';

/** A value that names the coordinate whose rule protects it: it is known wherever it turns up. */
export const secret = (coordinate: string): string => `<<${coordinate}>>`;

const customers = `
  type Query {
    bank: String!
    customer: Customer
    customers: [Customer!]
    owner: Customer!
    report: String @authenticated
    party: Party
    parties: [Party!]
    found: [Found]
    foundAll: [Found!]
    first: Found
    risks: [Risk]
    byRisk(risk: Risk, token: Token): String
    broken: Customer
    brokenAccount: Account
  }
  type Mutation {
    touch: Int
    rename(name: String): Customer
    freeze(id: ID!): Customer @requiresScopes(scopes: [["write"]])
    settle: Settled
    open: Opened!
    openAll: [Customer!]!
  }
  interface Party { id: ID! name: String }
  interface Asset { label: String value: String }
  union Found = Page | Customer | Company
  union Settled = Payment | Declined
  union Opened = Customer | Declined
  type Page { title: String text: String @authenticated }
  type Declined { reason: String }
  type Payment @requiresScopes(scopes: [["payments"]]) { amount: String }
  type Company implements Party @key(fields: "id") @requiresScopes(scopes: [["companies"]]) {
    id: ID!
    name: String
    owner: Customer
  }
  type Customer implements Party @key(fields: "id") {
    id: ID!
    name: String
    nick(of: String): String
    email: String @authenticated
    income: String @requiresScopes(scopes: [["hr", "read"], ["admin"]])
    phone: String @policy(policies: [["self"], ["staff", "vip"]])
    dossier: String @authenticated @requiresScopes(scopes: [["hr"]]) @policy(policies: [["vip"]])
    ssn: String! @requiresScopes(scopes: [["admin"]])
    risk: Risk
    token: Token
    best: Customer
    friends: [Customer!]
    matrix: [[Customer]]
    address: Address
    company: Company
    account: Account
    assets: [Asset!]
  }
  type Address { city: String street: String @requiresScopes(scopes: [["hr"]]) }
  type Account implements Asset @key(fields: "iban") {
    iban: String! @requiresScopes(scopes: [["accounts"]])
    label: String
    value: String @requiresScopes(scopes: [["accounts"]])
  }
  type Card implements Asset { label: String value: String }
  enum Risk @requiresScopes(scopes: [["risk"]]) { LOW SECRET_RISK }
  scalar Token @authenticated`;

const scoring = `
  type Customer @key(fields: "id") {
    id: ID!
    income: String @external
    address: Address @external
    score: String @requires(fields: "income") @requiresScopes(scopes: [["hr", "read"], ["admin"]])
    route: String @requires(fields: "address { city street }") @requiresScopes(scopes: [["hr"]])
    region: String @requires(fields: "address { city }")
  }
  type Address { city: String @external street: String @external }`;

const offers = `
  type Customer @key(fields: "id") {
    id: ID!
    score: String @external
    limit: String @requires(fields: "score") @requiresScopes(scopes: [["hr", "read"], ["admin"]])
    gift: String
  }
  type Account @key(fields: "iban") { iban: String! @requiresScopes(scopes: [["accounts"]]) bonus: String }`;

const compliance = `
  type Party @key(fields: "id") @interfaceObject {
    id: ID!
    memo: String @policy(policies: [["compliance"]])
    flag: String
  }`;

const customer = {
  __typename: 'Customer',
  id: 'c1',
  name: 'Ann',
  email: secret('Customer.email'),
  income: secret('Customer.income'),
  phone: secret('Customer.phone'),
  dossier: secret('Customer.dossier'),
  ssn: secret('Customer.ssn'),
  risk: 'SECRET_RISK',
  token: secret('Customer.token'),
  address: { city: 'Bern', street: secret('Address.street') },
};
const friend = { ...customer, id: 'c2', name: 'Bob' };
const company = { __typename: 'Company', id: secret('Company'), name: secret('Company'), owner: friend };
const page = { __typename: 'Page', title: 'open', text: secret('Page.text') };
const account = {
  __typename: 'Account',
  iban: secret('Account.iban'),
  label: 'current',
  value: secret('Account.value'),
};
const card = { __typename: 'Card', label: 'card', value: '7' };
const ann = {
  ...customer,
  best: friend,
  friends: [friend, customer],
  matrix: [[friend, null], [customer]],
  company,
  account,
  assets: [account, card],
};

const fail = (message: string, code: string) => () => {
  throw new GraphQLError(message, { extensions: { code, exception: customer } });
};

type Made = Readonly<Record<'income' | 'score', string>> & { readonly address: typeof customer.address };

/** A bank with a rule of every kind: on fields, objects, an enum and a scalar, behind interfaces, unions and inputs. */
export const bank = federation({
  customers: {
    typeDefs: customers,
    resolvers: {
      Query: {
        bank: () => 'open',
        customer: () => ann,
        customers: () => [ann, friend],
        owner: () => ann,
        report: () => secret('Query.report'),
        party: () => company,
        parties: () => [ann, company],
        found: () => [page, company, friend],
        foundAll: () => [page, company],
        first: () => company,
        risks: () => ['SECRET_RISK'],
        byRisk: () => 'counted',
        broken: () => ({
          ...ann,
          nick: fail('no such nick', 'NOT_FOUND'),
          name: fail('no name', 'OOPS'),
          email: fail(secret('Customer.email'), 'OOPS'),
        }),
        brokenAccount: () => ({ iban: fail(secret('Account.iban'), 'NOT_FOUND') }),
      },
      Mutation: {
        touch: () => 1,
        rename: () => ann,
        freeze: () => ann,
        settle: () => ({ __typename: 'Payment', amount: secret('Payment') }),
        open: () => ({ __typename: 'Declined', reason: 'no' }),
        openAll: () => [ann],
      },
      Customer: { __resolveReference: () => ann },
      Company: { __resolveReference: () => company },
      Account: { __resolveReference: () => account },
    },
  },
  scoring: {
    typeDefs: scoring,
    resolvers: {
      Customer: {
        score: ({ income }: Made) => `${secret('Customer.score')} of ${income}`,
        route: ({ address }: Made) => `${secret('Customer.route')} to ${address.street}`,
        region: ({ address }: Made) => `near ${address.city}`,
      },
    },
  },
  offers: {
    typeDefs: offers,
    resolvers: {
      Customer: {
        limit: ({ score }: Made) => `${secret('Customer.limit')} by ${score}`,
        gift: () => 'umbrella',
      },
      Account: { bonus: () => 'some' },
    },
  },
  compliance: {
    typeDefs: compliance,
    resolvers: { Party: { memo: () => secret('Party.memo'), flag: () => 'green' } },
  },
});

/** Policies hold for whoever has a scope of their name. */
export const policies: Readonly<Record<string, PolicyPredicate>> = Object.fromEntries(
  ['staff', 'vip', 'compliance'].map((name) => [name, ({ actor }) => actor?.scopes.has(name) === true]),
);
