// An engine that at a signal fills its memory until the system of JavaScript ends it.
import '../../../src/engine/index.ts'

process.on('SIGUSR2', () => {
  const kept: object[][] = []
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })))
})
