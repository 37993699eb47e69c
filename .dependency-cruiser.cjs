/** Which way imports go: HOUSE rules as errors. Each rule has a violation in test/import-rules. */
const TESTS = '(\\.test\\.ts$|/test/|/testing/|/bench/|^test/|^bench/)';
const ROOMS = 'platform|gateway|subgraphs|schema-registry|clients|commands|test|bench|topology';

/** A rule that lets files of `from` import, of all rooms here, only what matches `allowed`. */
const only = (name, comment, from, ...allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { path: [`^(${ROOMS})/`, '^main\\.ts$'], pathNot: allowed },
});

/** A rule of one room inside a subgraph; `rooms` are those of the same subgraph that it may import. */
const inside = (room, ...rooms) =>
  only(
    `subgraph-${room}`,
    `resolvers → use-cases → domain; ${room} imports only ${[room, ...rooms].join(', ')} of its subgraph`,
    `^subgraphs/([^/]+)/${room}/`,
    '^platform/',
    '^subgraphs/[^/]+/contract/',
    `^subgraphs/$1/(${[room, ...rooms].join('|')})/`,
  );

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or want a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports and that imports nobody is dead, unless it is started by name.',
      severity: 'error',
      from: { orphan: true, pathNot: [TESTS, '(^|/)(main|cli|compose)\\.ts$', '\\.d\\.ts$', '^commands/', '^\\.', '\\.config\\.mjs$'] },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'The file or package is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-unlisted-package',
      comment: 'A package that package.json does not list may vanish with the one that brought it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package',
      comment: 'What serves requests needs no development dependency.',
      severity: 'error',
      from: { pathNot: [TESTS, '^commands/', '\\.config\\.mjs$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-tests-in-product',
      comment: 'Only tests and benchmarks import tests, benchmarks and test helpers.',
      severity: 'error',
      from: { path: `^(${ROOMS}|main\\.ts)`, pathNot: TESTS },
      to: { path: TESTS, pathNot: 'node_modules' },
    },
    {
      name: 'platform-imports-nobody',
      comment: 'platform is what everything stands on.',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: [`^(${ROOMS})/`, '^main\\.ts$'], pathNot: '^platform/' },
    },
    {
      name: 'subgraph-to-contract-only',
      comment: 'Of another subgraph only its contract may be imported, and nothing of gateway, registry or clients.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: {
        path: [`^(${ROOMS})/`, '^main\\.ts$'],
        pathNot: ['^platform/', '^subgraphs/$1/', '^subgraphs/[^/]+/contract/'],
      },
    },
    only(
      'domain-is-pure',
      'The domain imports the kernel, the shape of a decider, the limiter and its own contract: no framework, no storage.',
      '^subgraphs/([^/]+)/domain/',
      '^platform/kernel/',
      '^platform/limiter/',
      '^platform/event-store/(decider|events|contract)\\.ts$',
      '^subgraphs/$1/(domain|contract)/',
    ),
    {
      name: 'domain-imports-no-package',
      comment: 'Clock, ids and everything else from outside come in as arguments.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/domain/', pathNot: TESTS },
      to: { path: 'node_modules', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-imports-no-node',
      comment: 'The domain does no input or output.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/domain/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    inside('contract'),
    inside('storage', 'domain'),
    inside('read-models', 'domain', 'storage'),
    inside('providers', 'domain'),
    inside('use-cases', 'domain', 'storage', 'read-models', 'providers'),
    inside('consumers', 'domain', 'storage', 'read-models', 'use-cases'),
    only(
      'subgraph-resolvers',
      'A resolver parses, calls one use case and maps: it never goes to storage itself.',
      '^subgraphs/([^/]+)/resolvers/',
      '^platform/',
      '^subgraphs/$1/(resolvers|use-cases|read-models|domain|contract|generated)/',
      '^subgraphs/$1/context\\.ts$',
    ),
    only('gateway-to-platform-only', 'The gateway knows SDL and the platform.', '^gateway/', '^(platform|gateway)/'),
    only(
      'registry-to-contracts-only',
      'The registry knows SDL, contracts and the platform.',
      '^schema-registry/',
      '^(platform|schema-registry)/',
      '^subgraphs/[^/]+/contract/',
    ),
    {
      name: 'clients-import-no-server',
      comment: 'Clients know the composed SDL only.',
      severity: 'error',
      from: { path: '^clients/' },
      to: { path: [`^(${ROOMS})/`, '^main\\.ts$'], pathNot: '^clients/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.local/', '^schema-registry/(composed|dist)/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
