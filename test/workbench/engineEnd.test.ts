import { describe, expect, it } from 'vitest'
import { wasMemoryShort } from '../../src/contract/memory.ts'
import {
  beginningReason,
  crashReason,
  describeEnd,
  failureReason,
  speaksOfMemory,
} from '../../src/workbench/engineEnd.ts'

const ended = (more: Partial<Parameters<typeof describeEnd>[0]>) =>
  describeEnd({ code: null, signal: null, lastWords: '', ...more })

const v8 =
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n 1: 0x931db0 [node]'

describe('how an engine ended', () => {
  it.each([
    ['V8’s limit, as a signal', { signal: 'SIGABRT', lastWords: v8 }],
    ['V8’s limit, as a code', { code: 134, lastWords: v8 }],
    [
      'a worker’s limit',
      { code: 1, lastWords: 'Error [ERR_WORKER_OUT_OF_MEMORY]: Worker terminated due to reaching memory limit' },
    ],
    [
      'an array’s allocation',
      { code: 1, lastWords: 'RangeError: Array buffer allocation failed\n    at f (file.js:1:1)' },
    ],
    [
      'C++',
      {
        signal: 'SIGABRT',
        lastWords: "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc",
      },
    ],
    ['the system', { code: 1, lastWords: 'Error: ENOMEM: not enough memory, read' }],
    ['TensorFlow', { code: 1, lastWords: 'Error: OOM when allocating tensor with shape[65536,4096] and type float' }],
    [
      'ONNX Runtime',
      { code: 1, lastWords: 'Error: Failed to allocate memory for requested buffer of size 17179869184' },
    ],
    ['WebAssembly', { code: 7, lastWords: 'RuntimeError: Aborted(Cannot enlarge memory arrays)' }],
  ] as const)('names want of memory: %s', (_, end) => expect(ended(end)).toBe('it ran out of memory'))

  it('tells a kill from outside from one by the system, where that is known', () => {
    expect(ended({ signal: 'SIGKILL' })).toBe('it was killed from outside, or the computer ran out of memory')
    expect(ended({ signal: 'SIGKILL', systemShort: true })).toBe('it ran out of memory, and the system ended it')
  })

  it.each([
    [{ signal: 'SIGSEGV' }, 'it was ended by SIGSEGV'],
    [{ signal: 'SIGABRT', lastWords: 'Assertion failed' }, 'it was ended by SIGABRT'],
    [{ signal: 'SIGSEGV', systemShort: true }, 'it was ended by SIGSEGV'],
    [{ code: 1, lastWords: 'at x\nTypeError: no room in here\n' }, 'it ended with “TypeError: no room in here”'],
    [{ code: 3 }, 'it ended with code 3'],
    [{}, 'it ended with code unknown'],
  ])('takes nothing else for it: %j', (end, words) => expect(ended(end)).toBe(words))
})

describe('why a run crashed', () => {
  it('says what is safe, and what needs less memory', () => {
    const reason = crashReason(812, ended({ signal: 'SIGABRT', lastWords: v8 }))
    expect(reason).toBe(
      'The engine ended at step 812: it ran out of memory. Nothing before that step is lost. A smaller batch or smaller networks need less memory, and so do fewer runs at once.',
    )
    expect(wasMemoryShort(reason)).toBe('yes')
  })

  it('gives that advice only where memory was the cause', () => {
    const killed = crashReason(3, ended({ signal: 'SIGKILL' }))
    expect(killed).toMatch(/Nothing before that step is lost\.$/)
    expect([wasMemoryShort(killed), wasMemoryShort(crashReason(3, 'it ended with code 3'))]).toEqual(['perhaps', 'no'])
    expect(wasMemoryShort(null)).toBe('no')
  })

  it('knows it in the words of an engine that could still say so', () => {
    expect(failureReason(5, 'Array buffer allocation failed\n    at f')).toBe(
      crashReason(5, 'it ran out of memory (“Array buffer allocation failed”)'),
    )
    expect(failureReason(5, 'a tensor has no shape')).toBe('Training ended at step 5: a tensor has no shape')
  })

  it('does not take a word that only looks like it', () => {
    for (const words of ['bloom filter', 'zoomed', 'memory', 'allocation', 'roOMy'])
      expect(speaksOfMemory(words)).toBe(false)
  })
})

describe('a run that could not begin', () => {
  it('says what needs less where memory was short', () => {
    const reason = beginningReason('not enough memory for the 800 bytes that a part of a step takes up\nat f')
    expect(reason).toBe(
      'The run could not begin: it ran out of memory (“not enough memory for the 800 bytes that a part of a step takes up”). A smaller batch or smaller networks need less memory, and so do fewer runs at once.',
    )
    expect(wasMemoryShort(reason)).toBe('yes')
  })

  it('says what its engine said otherwise', () => {
    expect(beginningReason('the engine “onnx” can’t be used')).toBe('the engine “onnx” can’t be used')
  })
})
