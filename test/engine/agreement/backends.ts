import type { BackendId } from '../../../src/contract/engine.ts'
import { engineInfos } from '../../../src/engine/backends/availability.ts'

const required = (process.env['GANBENCH_REQUIRE'] ?? '').split(',')
const infos = engineInfos()
const missing = infos.filter(({ id, available }) => !available && !required.includes(id))

/** Engines that this machine can run, and those that GANBENCH_REQUIRE says it has to. */
export const testedBackends: BackendId[] = infos.filter((info) => !missing.includes(info)).map(({ id }) => id)

/** A line for each engine that is left out. */
export const skipped: string[] = missing.map(({ id, reason }) => `Tests of the engine “${id}” are skipped: ${reason}`)
