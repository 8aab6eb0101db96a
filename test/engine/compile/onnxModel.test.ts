import { expect, test } from 'vitest'
import { writeModel } from '../../../src/engine/compile/onnx/model.ts'
import { Message } from '../../../src/engine/compile/onnx/protobuf.ts'
import { openSession, runSession } from '../../../src/engine/compile/session.ts'
import { loadRuntime } from '../../../src/engine/backends/onnx.ts'

test('fields are written as protocol buffers have them', () => {
  const inner = new Message().integer(1, 150)
  const bytes = new Message().text(2, 'testing').message(3, inner).integer(4, -1).float(5, 1).integer(16, 300).finish()
  expect(Buffer.from(bytes).toString('hex')).toBe(
    ['120774657374696e67', '1a03089601', '20ffffffffffffffffff01', '2d0000803f', '8001ac02'].join(''),
  )
})

test('onnxruntime reads a model back as it was meant: every type, a length left open, attributes of each kind', async () => {
  const model = writeModel({
    nodes: [
      { op: 'LeakyRelu', inputs: ['x'], outputs: ['a'], attributes: { alpha: { float: 0.25 } } },
      { op: 'Transpose', inputs: ['a'], outputs: ['b'], attributes: { perm: [1, 0] } },
      { op: 'Reshape', inputs: ['b', 'shape'], outputs: ['c'], attributes: { allowzero: 0 } },
      { op: 'Where', inputs: ['mask', 'c', 'c'], outputs: ['d'], attributes: {} },
      { op: 'Cast', inputs: ['d'], outputs: ['e'], attributes: { to: 11 } },
      { op: 'Mul', inputs: ['e', 'factor'], outputs: ['y'], attributes: {} },
    ],
    inputs: [{ name: 'x', type: 'float32', shape: [null, 2] }],
    outputs: [{ name: 'y', type: 'float64', shape: [null] }],
    constants: [
      { name: 'shape', type: 'int64', shape: [1], values: [-1] },
      { name: 'mask', type: 'bool', shape: [1], values: [1] },
      { name: 'factor', type: 'float64', shape: [], values: [0.1] },
    ],
  })
  const { Tensor } = await loadRuntime()
  const session = await openSession(model, { threads: 1 })
  const x = new Tensor('float32', Float32Array.of(1, -4, 2, 8, -1, 0), [3, 2])
  const { y } = await runSession(session, { x }, { y: null })
  expect(Array.from(y!.data as Float64Array)).toEqual([1, 2, -0.25, -1, 8, 0].map((value) => value * 0.1))
  await session.release()
})
