import { readFileSync } from 'node:fs'

/** A stage's outcome: numbers of tests, and the names of those that did not pass. */
const outcome = (passed, failures) => ({ passed, failed: failures.length, failures })

/** Reads vitest's JSON report. A file that could not be loaded counts as one failure. */
export function readVitestReport(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failures = []
  let passed = 0
  for (const { name, status, assertionResults, message } of report.testResults) {
    for (const test of assertionResults) {
      if (test.status === 'passed') passed += 1
      else if (test.status === 'failed') failures.push(`${name}: ${test.fullName}`)
    }
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) {
      failures.push(`${name}: ${message || 'could not be run'}`)
    }
  }
  return outcome(passed, failures)
}

function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

/** Reads Playwright's JSON report. Errors outside any test count as failures too. */
export function readPlaywrightReport(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const specs = report.suites.flatMap(specsOf)
  const run = specs.filter((spec) => spec.tests.some((test) => test.status !== 'skipped'))
  const failures = run.filter((spec) => !spec.ok).map((spec) => `${spec.file}: ${spec.title}`)
  const outside = (report.errors ?? []).map((error) => error.message ?? 'an error outside any test')
  return outcome(run.length - failures.length, [...failures, ...outside])
}
