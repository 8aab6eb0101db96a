import { computed, shallowReactive, shallowRef } from 'vue'
import type { BackendId } from '../contract/engine.ts'
import { applyEdit, valueAt } from '../contract/recipe/edit.ts'
import { forkIssues } from '../contract/recipe/forkRules.ts'
import { formatPath, type Edit, type Path, type RecipeIssue } from '../contract/recipe/issues.ts'
import { parseJson, parseRecipe } from '../contract/recipe/parse.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { dataSets } from './dataSets.ts'
import { keptDataIssues } from './keptDataIssues.ts'
import { countChanges, defaultsFor } from './rooms/recipe/defaults.ts'
import { formatRecipe } from './rooms/recipe/formatRecipe.ts'

/** The checkpoint that the recipe is to go on from, and the recipe of its run. */
export interface DraftFork {
  run: string
  name: string
  step: number
  recipe: Recipe
}

/** One state of the recipe being edited. Never changed in place, so that undo may keep it. */
interface Version {
  /** What the JSON panel shows; may not be JSON while someone types. */
  text: string
  /** The last value the text had when it was JSON: what the form shows. */
  value: unknown
  /** What it began as, for counting changes. */
  origin: unknown
  /** "the preset Ring of 8"; null for a file or a recipe written here. */
  from: string | null
  /** Null for a recipe that is to begin at step 0. */
  fork: DraftFork | null
}

const storageKey = 'ganbench.draft'
/** Edits of one place that follow each other within this many ms are undone together. */
const pause = 1000
const mostUndo = 200

const current = shallowRef<Version | null>(null)
const history = shallowReactive({ past: [] as (Version | null)[], future: [] as (Version | null)[] })
let lastEdit = { place: '', at: 0 }

function save(): void {
  try {
    if (current.value === null) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, JSON.stringify({ ...current.value, engine: draft.engine }))
    draft.saved = true
  } catch {
    // Private windows may have no storage: the top bar then says that a reload would lose the draft.
    draft.saved = false
  }
}

function replace(next: Version | null, place: string): void {
  const now = Date.now()
  const sameEdit = place !== '' && place === lastEdit.place && now - lastEdit.at < pause
  if (!sameEdit) history.past = [...history.past.slice(1 - mostUndo), current.value]
  history.future = []
  lastEdit = { place, at: now }
  current.value = next
  save()
}

const json = computed(() => (current.value === null ? null : parseJson(current.value.text)))
const parsed = computed(() => (current.value === null ? null : parseRecipe(current.value.value)))
const defaults = computed(() => defaultsFor(current.value?.value))
const issues = computed<readonly RecipeIssue[]>(() => {
  if (json.value && !json.value.ok) return json.value.issues
  if (!parsed.value) return []
  if (!parsed.value.ok) return parsed.value.issues
  const recipe = parsed.value.value
  const fork = current.value?.fork
  return [...(fork ? forkIssues(recipe, fork.recipe) : []), ...keptDataIssues(recipe.data, dataSets.value)]
})

/** The recipe being edited: one for the page, kept in this browser until another takes its place. */
export const draft = shallowReactive({
  /** Whether the browser keeps it over a reload. */
  saved: true,
  /** The engine to train with; null for the workbench's own choice. */
  engine: null as BackendId | null,
  get text(): string {
    return current.value?.text ?? ''
  },
  get isEmpty(): boolean {
    return current.value === null
  },
  /** Plain JSON, perhaps with issues. */
  get value(): unknown {
    return current.value?.value
  },
  /** The recipe with every default, or null while something is wrong with it. */
  get recipe(): Recipe | null {
    return json.value?.ok && parsed.value?.ok ? parsed.value.value : null
  },
  /** Whether the text is JSON; while it is not, the form shows the last that was. */
  get isJson(): boolean {
    return json.value?.ok ?? true
  },
  get issues(): readonly RecipeIssue[] {
    return issues.value
  },
  get fork(): DraftFork | null {
    return current.value?.fork ?? null
  },
  get from(): string | null {
    return current.value?.from ?? null
  },
  get changes(): number {
    return current.value === null ? 0 : countChanges(current.value.origin, current.value.value)
  },
  get canUndo(): boolean {
    return history.past.length > 0
  },
  get canRedo(): boolean {
    return history.future.length > 0
  },
})

/** The value at a path, or its default where the recipe leaves it out. */
export function valueOf(keys: Path): unknown {
  const own = valueAt(draft.value, keys)
  return own === undefined ? valueAt(defaults.value, keys) : own
}

/**
 * Puts a recipe in the place of the one being edited, which undo, or the function returned, brings back.
 * `from` names where it comes from; with `fork` it is to go on from there.
 */
export function openDraft(recipe: unknown, from?: string, fork: DraftFork | null = null): () => void {
  const before = current.value
  replace({ text: formatRecipe(recipe), value: recipe, origin: recipe, from: from ?? null, fork }, '')
  return () => replace(before, '')
}

/** Opens recipe text, as from a file; text that is not JSON is shown with its mistake. */
export function openDraftText(text: string, from?: string): () => void {
  const read = parseJson(text)
  if (read.ok) return openDraft(read.value, from)
  const before = current.value
  replace({ text, value: undefined, origin: undefined, from: from ?? null, fork: null }, '')
  return () => replace(before, '')
}

/** Puts the recipe being edited away, so that another can be chosen; undo brings it back. */
export function closeDraft(): void {
  if (current.value !== null) replace(null, '')
}

/** Lets the recipe begin at step 0 after all; undo brings the checkpoint back. */
export function forgetFork(): void {
  if (current.value?.fork) replace({ ...current.value, fork: null }, '')
}

function change(edits: readonly Edit[], place: string): void {
  if (current.value === null) return
  const value = edits.reduce<unknown>(applyEdit, current.value.value)
  replace({ ...current.value, text: formatRecipe(value), value }, place)
}

/** Makes a change from the form, or one that mends an issue. */
export function editDraft(...edits: Edit[]): void {
  const [first] = edits
  change(edits, edits.length === 1 && first && 'set' in first ? formatPath(first.set) : '')
}

/** Makes a change that is undone by itself, however soon it follows another of the same place. */
export const editDraftApart = (edit: Edit) => change([edit], '')

/** Takes over text typed in the JSON panel. */
export function typeDraft(text: string): void {
  if (current.value === null || text === current.value.text) return
  const read = parseJson(text)
  // A paste or a cut is undone by itself, not with the letters typed around it.
  const typed = Math.abs(text.length - current.value.text.length) <= 1
  replace({ ...current.value, text, value: read.ok ? read.value : current.value.value }, typed ? '(text)' : '')
}

function travel(from: 'past' | 'future', to: 'past' | 'future'): void {
  const version = history[from].at(-1)
  if (version === undefined) return
  history[from] = history[from].slice(0, -1)
  history[to] = [...history[to], current.value]
  lastEdit = { place: '', at: 0 }
  current.value = version
  save()
}

export const undoDraft = () => travel('past', 'future')
export const redoDraft = () => travel('future', 'past')

export function chooseEngine(engine: BackendId | null): void {
  draft.engine = engine
  save()
}

function isVersion(stored: unknown): stored is Version & { engine?: BackendId | null } {
  return typeof stored === 'object' && stored !== null && 'text' in stored && typeof stored.text === 'string'
}

/** Brings back the draft that this browser keeps. */
function restore(): void {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    if (!isVersion(stored)) return
    const { text, value, origin, from, fork, engine } = stored
    current.value = { text, value, origin, from: typeof from === 'string' ? from : null, fork: fork ?? null }
    draft.engine = engine ?? null
  } catch {
    // Nothing readable is kept: the room starts empty and the next edit writes over it.
    draft.saved = false
  }
}

restore()
