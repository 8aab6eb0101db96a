import { computed, onScopeDispose, shallowReactive } from 'vue'
import { keyName } from './keyName.ts'

export interface KeyBinding {
  /** What the shortcut sheet calls it; without one it isn't listed. */
  label?: string
  /** Also while text is being typed. Keys with Ctrl, but for those that edit text, and F keys always do. */
  typing?: boolean
  run: (event: KeyboardEvent) => void
}

interface Registered {
  group: string
  bindings: Map<string, KeyBinding>
}

const registered = shallowReactive<Registered[]>([])
const sequenceTime = 1200
const editing = new Set(['ctrl+z', 'ctrl+shift+z', 'ctrl+y', 'ctrl+a', 'ctrl+c', 'ctrl+v', 'ctrl+x'])

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button', 'file'].includes(target.type)
}

const pressable = 'button, input, summary'

/**
 * The control that has the focus because it was clicked. It does not show it, so Space is meant for the room.
 * (:focus-visible can't tell: it becomes true at the very key press.)
 */
let clicked: Element | null = null

function onPointerdown({ target }: PointerEvent): void {
  clicked = target instanceof Element ? target.closest(pressable) : null
}

/** Keys that the focused control answers itself. */
function isNative(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (name === 'space') {
    const control = target.closest(pressable)
    return control !== null && control !== clicked
  }
  if (name === 'enter') return target.closest('button, a[href], summary, input') !== null
  const range = target instanceof HTMLInputElement && ['range', 'radio'].includes(target.type)
  return range && ['left', 'right', 'up', 'down', 'home', 'end'].includes(name)
}

function find(name: string): KeyBinding | undefined {
  for (const { bindings } of [...registered].reverse()) {
    const binding = bindings.get(name)
    if (binding) return binding
  }
  return undefined
}

const startsSequence = (name: string) =>
  registered.some(({ bindings }) => [...bindings.keys()].some((key) => key.startsWith(`${name} `)))

let pending: { name: string; at: number } | undefined

function onKeydown(event: KeyboardEvent): void {
  if (event.key === 'Tab') clicked = null
  if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
  // An open dialog has the keyboard to itself.
  if (document.querySelector('dialog[open]')) return
  const name = keyName(event)
  const begun = pending && event.timeStamp - pending.at < sequenceTime ? `${pending.name} ${name}` : undefined
  pending = undefined
  const binding = (begun && find(begun)) || find(name)
  const always = /^(ctrl\+|f\d+$)/.test(name) && !editing.has(name)
  if (isTyping(event.target) && !always && !binding?.typing) return
  if (binding) {
    if (isNative(event.target, name)) return
    event.preventDefault()
    binding.run(event)
  } else if (startsSequence(name)) pending = { name, at: event.timeStamp }
}

/**
 * Binds keys until the current effect scope ends: 'space', 'shift+s', 'ctrl+enter', 'g s' (one after the other), 'f8'.
 * The newest binding of a key wins; single keys never fire while typing.
 */
export function useKeys(bindings: Record<string, KeyBinding | (() => void)>, group = ''): void {
  const own: Registered = {
    group,
    bindings: new Map(
      Object.entries(bindings).map(([name, one]) => [name, typeof one === 'function' ? { run: one } : one]),
    ),
  }
  if (registered.length === 0) {
    window.addEventListener('keydown', onKeydown)
    window.addEventListener('pointerdown', onPointerdown, true)
  }
  registered.push(own)
  onScopeDispose(() => {
    registered.splice(registered.indexOf(own), 1)
    if (registered.length > 0) return
    window.removeEventListener('keydown', onKeydown)
    window.removeEventListener('pointerdown', onPointerdown, true)
  })
}

/**
 * Does what a key does now, as if it had been pressed; false where nothing answers to it.
 * An open dialog keeps the keyboard to itself.
 */
export function runKey(name: string): boolean {
  if (document.querySelector('dialog[open]')) return false
  const binding = find(name)
  binding?.run(new KeyboardEvent('keydown'))
  return binding !== undefined
}

/** What the shortcut sheet lists: the labelled keys that work now, by group. Keys with one label share a line. */
export const keySheet = computed(() => {
  const groups = new Map<string, Map<string, string[]>>()
  for (const { group, bindings } of registered) {
    const lines = groups.get(group) ?? new Map<string, string[]>()
    for (const [name, { label }] of bindings) if (label) lines.set(label, [...(lines.get(label) ?? []), name])
    if (lines.size > 0) groups.set(group, lines)
  }
  return groups
})
