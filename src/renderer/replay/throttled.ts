import { onScopeDispose } from 'vue'

/** Runs `work` at once and then at most once in `wait` ms, the last call never being dropped. */
export function throttled(wait: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  function run(): void {
    work()
    again = false
    timer = setTimeout(() => {
      timer = undefined
      if (again) run()
    }, wait)
  }
  onScopeDispose(() => clearTimeout(timer))
  return () => {
    if (timer === undefined) run()
    else again = true
  }
}
