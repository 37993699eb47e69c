import { secret } from '../bank.ts';
import type { Cases } from '../case.ts';

export const abstractTypes: Cases = {
  'an interface asks what its types ask': {
    query: '{ party { id name } }',
    caller: [],
    data: { party: null },
    refused: ['party'],
  },
  'an interface tells no __typename': {
    query: '{ parties { __typename } }',
    data: { parties: null },
    refused: ['parties'],
  },
  'an interface does not open by a fragment on a free type': {
    query: '{ parties { ... on Customer { name } } }',
    data: { parties: null },
    refused: ['parties'],
  },
  'an interface, for whoever may see all of its types': {
    query: '{ parties { __typename name ... on Customer { email } } }',
    caller: ['companies'],
    data: {
      parties: [
        { __typename: 'Customer', name: 'Ann', email: secret('Customer.email') },
        { __typename: 'Company', name: secret('Company') },
      ],
    },
  },
  'a field of an interface asks what it asks on each type': {
    query: '{ customer { assets { label value } } }',
    caller: [],
    data: {
      customer: {
        assets: [
          { label: 'current', value: null },
          { label: 'card', value: null },
        ],
      },
    },
    refused: ['customer.assets.@.value'],
  },
  'a fragment on a free type has the field': {
    query: '{ customer { assets { ... on Card { value } } } }',
    data: { customer: { assets: [{}, { value: '7' }] } },
  },
  'a fragment on the protected type has not': {
    query: '{ customer { assets { ... on Account { value } ... on Card { value } } } }',
    data: { customer: { assets: [{ value: null }, { value: '7' }] } },
    refused: ['customer.assets.@.value'],
  },
  'one response name, allowed on one type and refused on another': {
    query: '{ customer { assets { v: value ... on Card { v: value } } } }',
    data: { customer: { assets: [{ v: null }, { v: '7' }] } },
    refused: ['customer.assets.@.v'],
  },
  'a fragment on the interface inside a fragment on a free type': {
    query: '{ customer { assets { ... on Card { ... on Asset { value } } } } }',
    data: { customer: { assets: [{}, { value: null }] } },
    refused: ['customer.assets.@.value'],
  },
  'a union: objects of the protected type are null': {
    query: '{ found { ... on Page { title } ... on Company { name } ... on Customer { name } } }',
    caller: [],
    data: { found: [{ title: 'open' }, null, { name: 'Bob' }] },
    refused: ['found.@'],
  },
  'a union: also when nothing of that type is asked for': {
    query: '{ found { ... on Page { title } } }',
    data: { found: [{ title: 'open' }, null, {}] },
    refused: ['found.@'],
  },
  'a union: no __typename of them': {
    query: '{ found { __typename } first { kind: __typename } }',
    data: { found: [{ __typename: 'Page' }, null, { __typename: 'Customer' }], first: null },
    refused: ['found.@', 'first'],
  },
  'a union: what is below them is not there either': {
    query: '{ first { ... on Company { owner { name } } } }',
    data: { first: null },
    refused: ['first'],
  },
  'a union in a list that holds no null: the list is null': {
    query: '{ bank foundAll { __typename } }',
    data: { bank: 'open', foundAll: null },
    refused: ['foundAll.@'],
  },
  'a union: fields of a free member have their own rules': {
    query: '{ found { ... on Page { title text } ... on Customer { email } } }',
    data: { found: [{ title: 'open', text: null }, null, { email: null }] },
    refused: ['found.@', 'found.@.text', 'found.@.email'],
  },
  'a union: a fragment on a protected interface': {
    query: '{ found { ... on Party { name } } }',
    data: { found: [{}, null, { name: null }] },
    refused: ['found.@', 'found.@.name'],
  },
  'a union, for whoever may see all of it': {
    query: '{ found { __typename ... on Party { name } ... on Page { text } } }',
    caller: ['companies'],
    data: {
      found: [
        { __typename: 'Page', text: secret('Page.text') },
        { __typename: 'Company', name: secret('Company') },
        { __typename: 'Customer', name: 'Bob' },
      ],
    },
  },
  'a fragment that can match nothing is no request': {
    query: '{ found { ... on Page { ... on Found { ... on Company { name } } title } } }',
    caller: ['companies'],
    data: { found: [{ title: 'open' }, {}, {}] },
  },
  'a fragment on a protected type that can match nothing is no request': {
    query: '{ customer { assets { ... on Card { ... on Asset { ... on Account { value } } label } } } }',
    data: { customer: { assets: [{}, { label: 'card' }] } },
  },
};
