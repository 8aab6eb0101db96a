import { describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { useSelection } from '../../../../src/renderer/rooms/runs/selection.ts'

const five = ['a', 'b', 'c', 'd', 'e']

describe('useSelection', () => {
  it('acts on the row of the keyboard when none is chosen', () => {
    const { acting, move } = useSelection(ref(five))
    expect(acting.value).toEqual([])
    move(1)
    expect(acting.value).toEqual(['a'])
    move(1)
    move(Infinity)
    expect(acting.value).toEqual(['e'])
    move(-Infinity)
    expect(acting.value).toEqual(['a'])
    const other = useSelection(ref(five))
    other.move(Infinity)
    expect(other.acting.value).toEqual(['e'])
  })

  it('extends from the row chosen last, in the order shown', () => {
    const { acting, toggle, extendTo } = useSelection(ref(five))
    toggle('d')
    extendTo('b')
    expect(acting.value).toEqual(['b', 'c', 'd'])
    toggle('c')
    expect(acting.value).toEqual(['b', 'd'])
  })

  it('extends with the keyboard from where it is', () => {
    const { acting, move } = useSelection(ref(five))
    move(1)
    move(1)
    move(1, true)
    move(1, true)
    expect(acting.value).toEqual(['b', 'c', 'd'])
  })

  it('forgets rows that are gone and keeps the keyboard at their place', async () => {
    const order = ref(five)
    const { acting, chosen, cursor, toggle } = useSelection(order)
    toggle('b')
    toggle('c')
    order.value = ['a', 'd', 'e']
    await nextTick()
    expect(chosen.value.size).toBe(0)
    expect(cursor.value).toBe('e')
    expect(acting.value).toEqual(['e'])
  })

  it('chooses all and none', () => {
    const { acting, chooseAll, clear } = useSelection(ref(five))
    chooseAll()
    expect(acting.value).toEqual(five)
    clear()
    expect(acting.value).toEqual([])
  })
})
