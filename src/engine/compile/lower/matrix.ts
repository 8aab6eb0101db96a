import type { Lowerings } from './lowering.ts'

/** Products of matrices. */
export const matrixLowerings: Lowerings = {
  Gemm: (emit, { inputs, attributes }) =>
    emit.emit(
      'Gemm',
      inputs.map((input) => emit.name(input)),
      {
        transA: attributes['transposeA'] ? 1 : 0,
        transB: attributes['transposeB'] ? 1 : 0,
        ...(attributes['scale'] === undefined ? {} : { alpha: { float: attributes['scale'] as number } }),
      },
    ),
  MatMul: (emit, { inputs }) =>
    emit.emit(
      'MatMul',
      inputs.map((input) => emit.name(input)),
    ),
}
