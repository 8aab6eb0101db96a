#!/usr/bin/env node
// Stands in for a Python with tools/peers.py: JAX does a step in a millisecond, PyTorch is not there.
import { createInterface } from 'node:readline'

if (process.argv.includes('--version')) process.exit()
let framework
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  const begins = framework === undefined
  framework ??= asked.framework
  const answer = () => {
    if (framework !== 'jax') return { problem: 'Python has no package torch' }
    if (begins) return { version: `${asked.case.id} on ${asked.threads}`, preparing: 5 }
    const steps = asked.way === 'many' ? 10 : 1
    return { steps, stepsPerCall: steps, took: steps, residentBytes: 1 }
  }
  process.stdout.write(`${JSON.stringify(answer())}\n`)
}
