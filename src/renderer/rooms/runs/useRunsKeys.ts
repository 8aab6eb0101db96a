import type { Ref } from 'vue'
import { useKeys, type KeyBinding } from '../../keys.ts'
import { go } from '../../route.ts'
import type { Selection } from './selection.ts'

interface RunsKeys {
  /** Keys do nothing in the trash. */
  active: () => boolean
  selection: Selection
  renaming: Ref<string | null>
  focusRow: () => void
  focusFilter: () => void
  star: () => void
  trash: () => void
  compare: () => void
  exportFiles: () => void
}

/** The keyboard of the list of runs. */
export function useRunsKeys(keys: RunsKeys): void {
  const { selection, renaming } = keys
  const move =
    (by: number, extend = false) =>
    () => {
      selection.move(by, extend)
      keys.focusRow()
    }
  const atCursor = (act: (id: string) => void) => () => {
    if (selection.cursor.value !== null) act(selection.cursor.value)
  }
  const bindings: Record<string, [string, () => void]> = {
    up: ['Move', move(-1)],
    down: ['Move', move(1)],
    home: ['First, last', move(-Infinity)],
    end: ['First, last', move(Infinity)],
    'shift+up': ['Extend the selection', move(-1, true)],
    'shift+down': ['Extend the selection', move(1, true)],
    x: ['Select', atCursor(selection.toggle)],
    'ctrl+a': ['Select all', selection.chooseAll],
    enter: ['Open', atCursor((id) => go(`runs/${id}`))],
    f2: ['Rename', atCursor((id) => (renaming.value = id))],
    s: ['Star', keys.star],
    c: ['Compare', keys.compare],
    e: ['Export', keys.exportFiles],
    del: ['Move to trash', keys.trash],
    '/': ['Filter', keys.focusFilter],
    esc: ['Clear the selection', selection.clear],
  }
  const guarded = ([label, act]: [string, () => void]): KeyBinding => ({
    label,
    run: () => {
      if (keys.active()) act()
    },
  })
  useKeys(Object.fromEntries(Object.entries(bindings).map(([name, one]) => [name, guarded(one)])), 'Runs')
}
