import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { Machine } from './report.ts'

/** What a machine is, without its name or whose it is. */
export function describeMachine(): Omit<Machine, 'load'> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${process.platform}, ${process.arch}`,
    node: process.versions.node,
  }
}

/** Processes that wanted to compute, on average over the last minute. */
export const load = (): number => loadavg()[0]!
