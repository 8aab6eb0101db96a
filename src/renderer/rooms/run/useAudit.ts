import { computed, ref, type Ref } from 'vue'
import { saveFile } from '../../download.ts'
import { toast } from '../../toast.ts'
import { call, errorText, on } from '../../workbench.ts'

export interface Audit {
  busy: Readonly<Ref<boolean>>
  /** Share of the way to the step that is done, 0 … 1, and the step reached. */
  share: Readonly<Ref<number>>
  at: Readonly<Ref<number>>
  /** Why the last one gave no file; empty where it did. */
  problem: Readonly<Ref<string>>
  /** Computes one step again and saves it as a file. */
  take(step: number): Promise<void>
}

/** Audits of one run, one at a time; goes on where its panel is closed meanwhile. */
export function useAudit(id: string): Audit {
  const busy = ref(false)
  const problem = ref('')
  const progress = ref({ from: 0, at: 0, step: 1 })
  on('run.audit', ({ id: of, ...now }) => {
    if (of === id) progress.value = now
  })

  async function take(step: number): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = ''
    progress.value = { from: 0, at: 0, step }
    try {
      const saved = await saveFile(await call('runs.audit', { id, step }))
      if (saved !== null) toast({ icon: 'check', text: `Saved ${saved}` })
    } catch (error) {
      problem.value = errorText(error)
      toast({ icon: 'bad', text: problem.value })
    } finally {
      busy.value = false
    }
  }

  const share = computed(() => {
    const { from, at, step } = progress.value
    return Math.max(0, at - from) / Math.max(1, step - from)
  })
  return { busy, share, at: computed(() => progress.value.at), problem, take }
}
