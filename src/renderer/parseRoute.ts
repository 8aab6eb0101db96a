export type Room = 'start' | 'recipe' | 'runs' | 'run' | 'compare' | 'engines'

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
  if (room === 'runs' && id) return { room: 'run', id, query }
  if (room === 'recipe' || room === 'runs' || room === 'compare' || room === 'engines') return { room, id: null, query }
  return { room: 'start', id: null, query }
}
