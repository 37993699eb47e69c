import { secret } from '../bank.ts';
import type { Cases } from '../case.ts';

const score = `${secret('Customer.score')} of ${secret('Customer.income')}`;

export const fields: Cases = {
  'without a rule: for everybody': {
    query: '{ bank customer { name } }',
    data: { bank: 'open', customer: { name: 'Ann' } },
  },
  '@authenticated: null without a token': {
    query: '{ customer { name email } }',
    data: { customer: { name: 'Ann', email: null } },
    refused: ['customer.email'],
  },
  '@authenticated: there for anybody with a token': {
    query: '{ customer { email } }',
    caller: [],
    data: { customer: { email: secret('Customer.email') } },
  },
  '@requiresScopes: null without a token': {
    query: '{ customer { income } }',
    data: { customer: { income: null } },
    refused: ['customer.income'],
  },
  '@requiresScopes: half of an AND is nothing': {
    query: '{ customer { income } }',
    caller: ['hr', 'vip'],
    data: { customer: { income: null } },
    refused: ['customer.income'],
  },
  '@requiresScopes: all of an AND': {
    query: '{ customer { income } }',
    caller: ['read', 'hr'],
    data: { customer: { income: secret('Customer.income') } },
  },
  '@requiresScopes: the other side of the OR': {
    query: '{ customer { income } }',
    caller: ['admin'],
    data: { customer: { income: secret('Customer.income') } },
  },
  '@requiresScopes: a scope whose name begins like the right one is another': {
    query: '{ customer { income } }',
    caller: ['administrator', 'adm', 'hr-read'],
    data: { customer: { income: null } },
    refused: ['customer.income'],
  },
  '@policy: all predicates of an AND hold': {
    query: '{ customer { phone } }',
    caller: ['staff', 'vip'],
    data: { customer: { phone: secret('Customer.phone') } },
  },
  '@policy: one predicate of an AND does not hold': {
    query: '{ customer { phone } }',
    caller: ['staff'],
    data: { customer: { phone: null } },
    refused: ['customer.phone'],
  },
  '@policy: one that is not registered does not hold': {
    query: '{ customer { phone } }',
    caller: ['self'],
    data: { customer: { phone: null } },
    refused: ['customer.phone'],
  },
  'three directives on one field: all of them': {
    query: '{ customer { dossier } }',
    caller: ['hr', 'vip'],
    data: { customer: { dossier: secret('Customer.dossier') } },
  },
  'three directives on one field: the policy alone is lacking': {
    query: '{ customer { dossier } }',
    caller: ['hr'],
    data: { customer: { dossier: null } },
    refused: ['customer.dossier'],
  },
  'three directives on one field: the scope alone is lacking': {
    query: '{ customer { dossier } }',
    caller: ['vip'],
    data: { customer: { dossier: null } },
    refused: ['customer.dossier'],
  },
  'at the root: the others are executed': {
    query: '{ bank report }',
    data: { bank: 'open', report: null },
    refused: ['report'],
  },
  'alone at the root': { query: '{ report }', data: { report: null }, refused: ['report'] },
  'alone in its object: the object is there': {
    query: '{ customer { best { email } } }',
    data: { customer: { best: { email: null } } },
    refused: ['customer.best.email'],
  },
  'not null: its object is null': {
    query: '{ customer { name best { name ssn } } }',
    caller: ['hr'],
    data: { customer: { name: 'Ann', best: null } },
    refused: ['customer.best.ssn'],
  },
  'not null in an object that is not null: as far up as null may stand': {
    query: '{ bank owner { name ssn } }',
    data: null,
    refused: ['owner.ssn'],
  },
  'not null in a list that holds no null: the list is null': {
    query: '{ customer { name friends { ssn } } }',
    data: { customer: { name: 'Ann', friends: null } },
    refused: ['customer.friends.@.ssn'],
  },
  'in a list: one error for all elements': {
    query: '{ customers { name email } }',
    data: {
      customers: [
        { name: 'Ann', email: null },
        { name: 'Bob', email: null },
      ],
    },
    refused: ['customers.@.email'],
  },
  'in a list of lists: one @ for each': {
    query: '{ customer { matrix { email } } }',
    data: { customer: { matrix: [[{ email: null }, null], [{ email: null }]] } },
    refused: ['customer.matrix.@.@.email'],
  },
  'in an object that is null: the error is the same': {
    query: '{ customer { best { best { email } } } }',
    data: { customer: { best: { best: null } } },
    refused: ['customer.best.best.email'],
  },
  'that returns a protected object': {
    query: '{ customer { name company { name owner { name } } } }',
    caller: [],
    data: { customer: { name: 'Ann', company: null } },
    refused: ['customer.company'],
  },
  'that returns a protected object, for whoever may see it': {
    query: '{ customer { company { name owner { name email } } } }',
    caller: ['companies'],
    data: {
      customer: {
        company: { name: secret('Company'), owner: { name: 'Bob', email: secret('Customer.email') } },
      },
    },
  },
  'that returns a protected enum, or a list of it': {
    query: '{ risks customer { risk } }',
    caller: [],
    data: { risks: null, customer: { risk: null } },
    refused: ['risks', 'customer.risk'],
  },
  'that returns a protected enum, for whoever may see it': {
    query: '{ risks customer { risk } }',
    caller: ['risk'],
    data: { risks: ['SECRET_RISK'], customer: { risk: 'SECRET_RISK' } },
  },
  'that returns a protected scalar': {
    query: '{ customer { token } }',
    data: { customer: { token: null } },
    refused: ['customer.token'],
  },
  'that takes a protected enum or scalar as an argument: what the caller has itself is no secret': {
    query: '{ byRisk(risk: LOW, token: "mine") }',
    data: { byRisk: 'counted' },
  },
  'all that there are, for whoever may see them': {
    query: '{ report customer { email income ssn token score } }',
    caller: ['admin'],
    data: {
      report: secret('Query.report'),
      customer: {
        email: secret('Customer.email'),
        income: secret('Customer.income'),
        ssn: secret('Customer.ssn'),
        token: secret('Customer.token'),
        score,
      },
    },
  },
};
