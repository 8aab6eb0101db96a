// Who may import whom: contract ← engine, store, figures ← workbench ← shells (ARCHITECTURE.md).
const room = (names) => `^src/(${names})/`

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that import each other can be neither understood nor loaded apart.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'contract-imports-itself-and-zod',
      comment: 'The contract runs in every process and in the page: no Node, no DOM, no library but the schema’s.',
      severity: 'error',
      from: { path: room('contract') },
      to: { pathNot: [room('contract'), '^node_modules/zod/'] },
    },
    {
      name: 'middle-rooms-import-the-contract-only',
      comment: 'Engine, store and figures know the contract and not each other.',
      severity: 'error',
      from: { path: '^src/(engine|store|figures)/' },
      to: { path: '^src/', pathNot: [room('contract'), '^src/$1/'] },
    },
    {
      name: 'figures-draw-anywhere',
      comment: 'The same drawing code runs in the page and in Node.',
      severity: 'error',
      from: { path: room('figures') },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workbench-below-the-shells',
      severity: 'error',
      from: { path: room('workbench') },
      to: { path: room('serve|cli|main|preload|renderer') },
    },
    {
      name: 'renderer-imports-contract-and-figures',
      comment: 'What the page needs from anywhere else comes through its port.',
      severity: 'error',
      from: { path: room('renderer') },
      to: { path: '^src/', pathNot: room('renderer|contract|figures') },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: room('renderer') },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-in-its-shell',
      severity: 'error',
      from: { path: '^src/', pathNot: room('main|preload') },
      to: { path: '^(node_modules/)?electron(/|$)' },
    },
    {
      name: 'tensorflow-in-the-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: room('engine') },
      to: { path: '^(node_modules/)?@tensorflow/' },
    },
    {
      name: 'sqlite-in-the-store',
      severity: 'error',
      from: { path: '^src/', pathNot: room('store') },
      to: { path: '^(node_modules/)?better-sqlite3(/|$)' },
    },
    {
      name: 'product-needs-no-test',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
}
