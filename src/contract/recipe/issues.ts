export type PathKey = string | number
export type Path = readonly PathKey[]

/** One change to a plain-JSON recipe. Applied by `applyEdit`, never in place. */
export type Edit = { set: Path; value: unknown } | { rename: Path; to: string } | { remove: Path }

/** One thing wrong with a recipe, at its JSON path, with the change that would mend it where one is known. */
export interface RecipeIssue {
  /** "discriminator[2].dense"; "" for the recipe as a whole. */
  path: string
  keys: Path
  message: string
  fix?: { label: string; edit: Edit }
}

export function formatPath(keys: Path): string {
  return keys.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  )
}

/** "schedule.batch", "generator[0].dense" or "generator.0.dense" → its keys. */
export function parsePath(text: string): PathKey[] {
  return text
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/** An issue at its path, with a fix where one is given. */
export function issueAt(keys: Path, message: string, label?: string, edit?: Edit): RecipeIssue {
  return { path: formatPath(keys), keys, message, ...(label && edit ? { fix: { label, edit } } : {}) }
}
