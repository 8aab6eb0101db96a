import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPlaywrightReport, readVitestReport } from '../../scripts/lib/reports.mjs'

let folder

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reports-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function report(content) {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('a unit file that could not be loaded counts as a failure', () => {
  const testResults = [
    { name: 'a', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'one' }] },
    { name: 'b', status: 'failed', message: 'no such import', assertionResults: [] },
    { name: 'c', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'two' }] },
  ]
  expect(readVitestReport(report({ testResults }))).toEqual({
    passed: 1,
    failed: 2,
    failures: ['b: no such import', 'c: two'],
  })
})

test('an end-to-end error outside any test counts as a failure', () => {
  const spec = (title, ok, status) => ({ file: 'a.spec.ts', title, ok, tests: [{ status }] })
  const content = {
    suites: [
      {
        specs: [spec('one', true, 'expected')],
        suites: [{ specs: [spec('two', false, 'unexpected'), spec('three', true, 'skipped')] }],
      },
    ],
    errors: [{ message: 'no browser' }],
  }
  expect(readPlaywrightReport(report(content))).toEqual({
    passed: 1,
    failed: 2,
    failures: ['a.spec.ts: two', 'no browser'],
  })
})
