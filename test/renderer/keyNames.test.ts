import { describe, expect, it } from 'vitest'
import { keyCaps } from '../../src/renderer/keyCaps.ts'
import { keyName } from '../../src/renderer/keyName.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

describe('keyName', () => {
  it('names keys as bindings write them', () => {
    expect(press(' ')).toBe('space')
    expect(press('ArrowLeft')).toBe('left')
    expect(press('Delete')).toBe('del')
    expect(press('F2')).toBe('f2')
    expect(press('S', { shiftKey: true })).toBe('shift+s')
    expect(press('Enter', { ctrlKey: true })).toBe('ctrl+enter')
    expect(press('ArrowUp', { shiftKey: true })).toBe('shift+up')
  })
  it('takes ⌘ for Ctrl', () => expect(press('k', { metaKey: true })).toBe('ctrl+k'))
  it('leaves out the Shift that a sign needs', () => expect(press('?', { shiftKey: true })).toBe('?'))
  it('names a letter with caps lock on like the letter', () => expect(press('S')).toBe('s'))
})

describe('keyCaps', () => {
  it('prints combinations, sequences and signs', () => {
    expect(keyCaps('ctrl+shift+z')).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(keyCaps('g s')).toEqual(['G', 'then', 'S'])
    expect(keyCaps('enter')).toEqual(['↵'])
    expect(keyCaps('+')).toEqual(['+'])
    expect(keyCaps('f8')).toEqual(['F8'])
  })
  it('prints ⌘ on macOS', () => expect(keyCaps('ctrl+k', true)).toEqual(['⌘', 'K']))
})
