import { formatNumber } from '../../figures/numbers.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { ReaderSource } from './reader.ts'

const inWords = (count: number) => formatNumber(count)

/** 3rd, 12th: “every 3rd”. */
const ordinal = (n: number) => {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${inWords(n)}${ending}`
}

/** That there is more than can be kept, with the option `every` that would do. `most` is in examples. */
export function tooMany({ options, share }: ReaderSource, what: string, most: number, why = ''): WorkbenchError {
  const read = share()
  // Where it is not known how much is still to come, twice as much is a beginning.
  const times = read === null || read === 0 ? 2 : Math.max(2, Math.ceil(1.02 / read))
  const every = options.every * times
  const message = `has more than ${inWords(most)} ${what}, the most that can be kept${why}`
  const fix = { label: `Keep every ${ordinal(every)}`, edit: { set: ['every'], value: every } }
  return new WorkbenchError('bad-input', message, [{ path: '', keys: [], message, fix }])
}
