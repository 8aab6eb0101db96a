import { defineConfig } from '@playwright/test'

// Read by every worker too: the journeys' fixtures then give the desktop's window instead of a browser's page.
process.env.GANBENCH_SHELL = 'desktop'

export default defineConfig({
  testDir: 'test',
  testMatch: ['electron/*.spec.ts', 'e2e/*.spec.ts'],
  // Of the browser's own: its address and token, its reconnecting, and how `npm start` serves it.
  testIgnore: 'e2e/{connection,start}.spec.ts',
  grepInvert: /@browser/,
  outputDir: 'test-results/electron',
  // Every test has a home and an app of its own; but a real desktop gives its focus to one window only.
  workers: process.env.ELECTRON_BIN ? 1 : 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/electron.json' }]],
  use: { trace: 'off' },
})
