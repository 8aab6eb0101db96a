import type { BackendId } from '../../../src/contract/engine.ts'
import { engineInfos } from '../../../src/engine/backends/availability.ts'

const infos = engineInfos()
const required = (process.env['GANBENCH_REQUIRE'] ?? '').split(',')

/** Engines that this machine can run, and those that GANBENCH_REQUIRE says it has to. */
export const testedBackends: BackendId[] = infos
  .filter(({ id, available }) => available || required.includes(id))
  .map(({ id }) => id)

for (const { id, reason } of infos.filter((info) => !testedBackends.includes(info.id))) {
  console.log(`Skipping what compares the engine “${id}”: ${reason}`)
}
