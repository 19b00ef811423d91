/** Which way imports may go: see ARCHITECTURE.md. */
const tests = String.raw`\.(test|browser\.test|contract)\.tsx?$|/testing/|^crash/`;

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A catalogue names its languages, and each language the type of the catalogue.',
      severity: 'error',
      from: { pathNot: tests },
      to: { circular: true, viaOnly: { pathNot: String.raw`${tests}|/texts(/|\.ts$)` } },
    },
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^shared/', pathNot: tests },
      to: { path: '^(server|browser|element|dashboard|cli|shop|e2e|bench|crash)/' },
    },
    {
      name: 'storeys-import-downwards',
      comment: 'Routes build on flows, flows on resources, resources on the ground.',
      severity: 'error',
      from: { path: '^server/src/flows/', pathNot: tests },
      to: { path: '^server/src/(api|http|jobs|commands|main)' },
    },
    {
      name: 'resources-know-no-use-case',
      severity: 'error',
      from: { path: '^server/src/resources/', pathNot: tests },
      to: { path: '^server/src/(flows|api|http|jobs|commands|main)' },
    },
    {
      name: 'the-ground-knows-no-storey',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: [tests, '^server/src/(resources|flows|api|http|jobs|commands)/', '^server/src/main'],
      },
      to: { path: '^server/src/(resources|flows|api|http|jobs|commands|main)' },
    },
    {
      name: 'amounts-are-arithmetic',
      severity: 'error',
      from: { path: '^server/src/amounts/', pathNot: tests },
      to: { pathNot: ['^server/src/amounts/', String.raw`^shared/src/money\.ts$`] },
    },
    {
      name: 'routes-know-no-request',
      severity: 'error',
      from: { path: '^server/src/(api|jobs)/', pathNot: tests },
      to: { path: '^server/src/http/' },
    },
    {
      name: 'rules-views-and-params-are-pure',
      comment: 'Decisions are functions of values: no store, no network, no clock.',
      severity: 'error',
      from: {
        path: String.raw`^server/src/resources/[^/]+/(amounts|modes|requirements|rules|view|params|saving|chain|entry)\.ts$`,
      },
      to: {
        path: '^server/src/(store|network/simulator|clock)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resources-do-not-import-views-and-tables-of-others',
      comment: 'What needs two resources is a flow; only types, rules and params of another may be imported.',
      severity: 'error',
      from: { path: '^server/src/resources/([^/]+)/', pathNot: tests },
      to: {
        path: String.raw`^server/src/resources/[^/]+/(table|view)\.ts$`,
        pathNot: '^server/src/resources/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'routes-decide-nothing-for-each-other',
      severity: 'error',
      from: { path: '^server/src/api/([^/]+)/', pathNot: tests },
      to: { path: '^server/src/api/[^/]+/', pathNot: '^server/src/api/$1/' },
    },
    {
      name: 'adapters-are-chosen-in-main',
      severity: 'error',
      from: {
        pathNot: [
          tests,
          String.raw`^server/src/(main|store/(open-store|hold-store))\.ts$`,
          '^server/src/(store/(sqlite|postgres)|network/simulator)/',
        ],
      },
      to: { path: '^server/src/(store/(sqlite|postgres)|network/simulator)/' },
    },
    {
      name: 'sign-in-is-loaded-when-it-is-used',
      comment: 'Development mode has no members, and starts without the library for them.',
      severity: 'error',
      from: { pathNot: [tests, '^server/src/sign-in/'] },
      to: {
        path: String.raw`^server/src/sign-in/(sign-in|auth|link-endpoints)\.ts$`,
        dependencyTypesNot: ['type-only'],
        dynamic: false,
      },
    },
    {
      name: 'who-may-see-a-card-number',
      comment: 'The closed list of files that receive a card or pass it on.',
      severity: 'error',
      from: {
        pathNot: [
          tests,
          '^server/src/(vault|network)/',
          String.raw`^server/src/params/card-fields\.ts$`,
          String.raw`^server/src/flows/cards/(card-in-hand|read-card)\.ts$`,
        ],
      },
      to: { path: String.raw`^server/src/vault/card-number\.ts$` },
    },
    {
      name: 'front-ends-import-shared-only',
      severity: 'error',
      from: { path: '^(browser|element|dashboard)/', pathNot: tests },
      to: { path: '^(server|cli|shop|e2e|bench)/' },
    },
    {
      name: 'dashboard-speaks-the-public-api',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: { path: '^(browser|element)/' },
    },
    {
      name: 'browser-and-element-meet-in-shared',
      severity: 'error',
      from: { path: '^browser/' },
      to: { path: '^element/' },
    },
    {
      name: 'element-and-browser-meet-in-shared',
      comment: 'The checkout page has the form without a frame.',
      severity: 'error',
      from: { path: '^element/', pathNot: '^element/src/hosted/' },
      to: { path: '^browser/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
