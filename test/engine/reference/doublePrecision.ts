import { types } from 'node:util'

// Imported before TensorFlow.js, this makes its plain JavaScript backend keep every number in double precision: what
// then differs from the plain loops is a mistake in a formula, not rounding.
Object.assign(globalThis, { Float32Array: Float64Array })
const isSingle = types.isFloat32Array
Object.assign(types, {
  isFloat32Array: (value: unknown) => value instanceof Float64Array || isSingle(value),
})
