/** The cases of the benchmark, from the smallest step on. */
export const benchmarkIds = ['seed4', 'ring256', 'ring512', 'mnist128', 'dcgan64'] as const
export type BenchmarkId = (typeof benchmarkIds)[number]
