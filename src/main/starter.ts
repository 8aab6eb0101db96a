/** How often the starter is looked for, ms. */
const PERIOD = 1000

/**
 * Ends the app, as a signal does, once the process that started it from a terminal is gone: killed with -9 it can't
 * say so, and the window would stay behind.
 */
export function endWithStarter(pid: number): void {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EPERM') return
      clearInterval(timer)
      process.kill(process.pid, 'SIGTERM')
    }
  }, PERIOD)
  timer.unref()
}
