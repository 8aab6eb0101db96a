import { ref, shallowRef } from 'vue'
import type { DataSet } from '../contract/dataSet.ts'
import { call, errorText, on, onReconnect } from './workbench.ts'

/** Data that people have brought, newest first; null before it has been read. */
export const dataSets = shallowRef<readonly DataSet[] | null>(null)

/** Why it could not be read, else null. */
export const dataSetsProblem = ref<string | null>(null)

export async function readDataSets(): Promise<void> {
  try {
    dataSets.value = await call('data.list', {})
    dataSetsProblem.value = null
  } catch (error) {
    dataSetsProblem.value = errorText(error)
  }
}

/** Follows what is kept for the life of the page; main.ts calls it once. */
export function followDataSets(): void {
  on('data.changed', ({ dataSet }) => {
    const others = (dataSets.value ?? []).filter(({ hash }) => hash !== dataSet.hash)
    dataSets.value = [dataSet, ...others].sort((one, other) => other.createdAt - one.createdAt)
  })
  on('data.removed', ({ hash }) => {
    dataSets.value = (dataSets.value ?? []).filter((one) => one.hash !== hash)
  })
  onReconnect(() => void readDataSets())
  void readDataSets()
}
