export type Room = 'start' | 'recipe' | 'runs' | 'run' | 'compare' | 'lessons' | 'lesson' | 'engines' | 'about'

export interface Route {
  room: Room
  /** The run of the room "run", the lesson of the room "lesson". */
  id: string | null
  query: Record<string, string>
}

/** The rooms that are an address by themselves. */
const plain = ['recipe', 'runs', 'compare', 'lessons', 'engines', 'about'] as const

/** "#/runs/abc?tab=x" → its room, id and query; an unknown room is Start. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2)
  const query = Object.fromEntries(new URLSearchParams(search))
  const [name, id] = path.split('/')
  const room = plain.find((one) => one === name)
  if (room === 'runs' && id) return { room: 'run', id, query }
  if (room === 'lessons' && id) return { room: 'lesson', id, query }
  return { room: room ?? 'start', id: null, query }
}
