import { reactive } from 'vue'
import type { Sorting } from './sortRuns.ts'

/** How the list is looked at; kept while other rooms are visited. */
export const listView = reactive<{ query: string; sorting: Sorting }>({
  query: '',
  sorting: { key: 'started', descending: true },
})
