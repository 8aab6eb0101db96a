import { ref, type Ref } from 'vue'
import type { ControlRequest } from '../../../contract/api.ts'
import { toast } from '../../toast.ts'
import { call, errorText } from '../../workbench.ts'

export interface RunControl {
  /** Whether an order is on its way. */
  busy: Readonly<Ref<boolean>>
  /** Gives one order to the run; says so where it can't be. */
  control(order: ControlRequest): Promise<void>
  rename(name: string): Promise<void>
}

/** Orders to one run, one at a time. */
export function useControl(id: string): RunControl {
  const busy = ref(false)

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await work()
    } catch (error) {
      toast({ icon: 'bad', text: errorText(error) })
    } finally {
      busy.value = false
    }
  }

  return {
    busy,
    control: (order) => attempt(() => call('runs.control', { id, control: order })),
    rename: (name) => attempt(() => call('runs.update', { id, name })),
  }
}
