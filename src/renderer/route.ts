import { reactive, readonly } from 'vue'

export type Room = 'start' | 'recipe' | 'runs' | 'run' | 'compare'

export interface Route {
  room: Room
  /** The run of the room "run". */
  id: string | null
  query: Record<string, string>
}

/** "#/runs/abc?tab=x" → its room, id and query; an unknown room is Start. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2)
  const query = Object.fromEntries(new URLSearchParams(search))
  const [room, id] = path.split('/')
  if (room === 'runs' && id) return { room: 'run', id: decodeURIComponent(id), query }
  if (room === 'recipe' || room === 'runs' || room === 'compare') return { room, id: null, query }
  return { room: 'start', id: null, query }
}

const current = reactive<Route>(parseRoute(window.location.hash))

window.addEventListener('hashchange', () => Object.assign(current, parseRoute(window.location.hash)))

/** Where the page is; follows the address. */
export const route = readonly(current) as Readonly<Route>

/** Goes to "runs/abc", "/compare?runs=a,b" or "#/start"; the way back stays in the browser's history. */
export function go(path: string): void {
  window.location.hash = `#/${path.replace(/^#?\/?/, '')}`
}
