import type { Edit, Path, PathKey } from './issues.ts'

type Container = Record<PathKey, unknown>

/** Sets a key of its own: to assign “__proto__” would set none, and the mistake would go unseen. */
function put(parent: Container, key: PathKey, value: unknown): void {
  Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true })
}

/** A copy of the containers along `keys`, the last of them handed to `change`; the rest is shared. */
function changeAt(root: unknown, keys: Path, change: (parent: Container, key: PathKey) => Container): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return root
  const parent = (
    Array.isArray(root) ? [...(root as unknown[])] : typeof root === 'object' && root !== null ? { ...root } : {}
  ) as Container
  if (rest.length === 0) return change(parent, key)
  put(parent, key, changeAt(Object.hasOwn(parent, key) ? parent[key] : undefined, rest, change))
  return parent
}

/** The recipe with one edit made; the given value is left as it was. Missing objects on the way are created. */
export function applyEdit(recipe: unknown, edit: Edit): unknown {
  if ('set' in edit) {
    if (edit.set.length === 0) return edit.value
    return changeAt(recipe, edit.set, (parent, key) => {
      put(parent, key, edit.value)
      return parent
    })
  }
  if ('remove' in edit) {
    return changeAt(recipe, edit.remove, (parent, key) => {
      if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else delete parent[key]
      return parent
    })
  }
  return changeAt(recipe, edit.rename, (parent, key) =>
    // Rebuilt entry by entry, so that the key keeps its place in the text.
    Object.fromEntries(Object.entries(parent).map(([name, value]) => [name === key ? edit.to : name, value])),
  )
}

/** The value at `keys`, or undefined. */
export function valueAt(root: unknown, keys: Path): unknown {
  let value = root
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Container)[key]
  }
  return value
}
