import type { ExportedFile, WorkbenchEvents } from '../contract/api.ts'
import type { BackendRecord, Checkpoint, StepAudit } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { Served } from '../contract/rpc.ts'
import { ownSteps, type RunSummary } from '../contract/run.ts'
import type { StoreClient } from '../store/index.ts'
import { dataFor } from './data/bytes.ts'
import { checkEngine } from './engineChooser.ts'
import type { EnginePool } from './engines.ts'
import { exportName } from './exports/filename.ts'
import { stepFile } from './exports/step.ts'

interface AuditParts {
  store: StoreClient
  engines: EnginePool
  broadcast: Served<WorkbenchEvents>
}

/** Throws where the run has no such step, or one without numbers. */
function checkStep(run: RunSummary, step: number, history: Readonly<Record<string, number>>): void {
  const { name, step: trained, fork } = run
  if (fork && step <= fork.step) {
    throw new WorkbenchError(
      'bad-input',
      `“${name}” began at step ${fork.step} of “${fork.name}”; step ${step} is that run’s, and audited there`,
    )
  }
  if (ownSteps(run) === 0)
    throw new WorkbenchError('conflict', `“${name}” has not trained a step yet; there is none to audit`)
  if (step > trained) {
    const steps = trained === 1 ? '1 step' : `${trained} steps`
    throw new WorkbenchError('bad-input', `“${name}” has trained ${steps}; step ${step} can’t be audited`)
  }
  const broken = Object.keys(history).find((series) => !Number.isFinite(history[series]))
  if (broken === undefined) return
  const last = step > 1 ? `; the last step that can be audited is ${step - 1}` : ''
  throw new WorkbenchError(
    'conflict',
    `“${name}” diverged at step ${step}: “${broken}” is not a number, so nothing can be compared${last}`,
  )
}

const inWords = ({ id, version, threads }: BackendRecord) =>
  `${id} ${version} on ${threads} thread${threads === 1 ? '' : 's'}`

/** Throws conflict where a step computed again is not the one that was stored, to the last bit. */
function checkHistory(
  { name, backend }: RunSummary,
  step: number,
  audit: StepAudit,
  history: Readonly<Record<string, number>>,
): void {
  const other = Object.keys(audit.metrics).find((series) => audit.metrics[series] !== history[series])
  if (other === undefined) return
  const what = `“${other}” of step ${step} is ${audit.metrics[other]} now; “${name}” stored ${history[other] ?? 'nothing'}`
  const engines = backend ? ` It was trained by ${inWords(backend)}, and audited by ${inWords(audit.backend)}.` : ''
  throw new WorkbenchError(
    'conflict',
    `${what}: this would not be an audit of that step, so no file was written.${engines}`,
  )
}

/** The newest checkpoint before a step; none where the run has to begin again, which one from another run can't. */
async function checkpointBefore(
  store: StoreClient,
  { id, fork }: RunSummary,
  step: number,
): Promise<Checkpoint | undefined> {
  try {
    return await store.call('checkpoint.get', { id, step: step - 1 })
  } catch (error) {
    if (!fork && error instanceof WorkbenchError && error.code === 'not-found') return undefined
    throw error
  }
}

/**
 * One step of a run with everything that entered and left it, computed again by an engine of its own of the run's kind
 * and threads; nothing of the run changes. Throws bad-input for a step that it has not trained, conflict for one that
 * can't be compared or comes out differently, unavailable where the engine can't be had.
 */
export async function auditRun(
  { store, engines, broadcast }: AuditParts,
  id: string,
  step: number,
): Promise<ExportedFile> {
  const { summary } = await store.call('run.get', { id })
  const history = await store.call('series.at', { id, step })
  checkStep(summary, step, history)
  const { recipe, backend } = summary
  if (!backend) throw new WorkbenchError('conflict', `“${summary.name}” does not say which engine trained it`)
  checkEngine(backend.id)
  const checkpoint = await checkpointBefore(store, summary, step)
  const data = await dataFor(store, recipe.data)
  const from = checkpoint?.step ?? 0
  const tell = (at: number) => broadcast.emit('run.audit', { id, step, from, at })
  const audit = await engines.lend(`step ${step} could not be computed again`, (engine) => {
    tell(from)
    engine.on('reached', ({ step: at }) => tell(at))
    return engine.call('audit', {
      recipe,
      backend: backend.id,
      threads: backend.threads,
      step,
      ...(data ? { data } : {}),
      ...(checkpoint ? { checkpoint } : {}),
    })
  })
  checkHistory(summary, step, audit, history)
  return {
    filename: exportName(summary.name, `step-${step}`, 'safetensors'),
    mime: 'application/octet-stream',
    bytes: stepFile(summary, step, audit),
  }
}
