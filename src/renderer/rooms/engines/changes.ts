import type { EngineReport } from '../../../contract/api.ts'
import { engineNames } from '../../shell/engineWords.ts'

/** What a second look at the engines has found different from the first, in one sentence. */
export function describeChanges(before: EngineReport, after: EngineReport): string {
  const was = new Map(before.engines.map(({ id, available }) => [id, available]))
  const changed = after.engines.filter(({ id, available }) => was.get(id) !== available)
  if (changed.length === 0) return 'Checked: nothing has changed'
  return changed
    .map(({ id, available }) => `${engineNames[id]} is ${available ? 'available now' : 'not available any more'}`)
    .join('; ')
}
