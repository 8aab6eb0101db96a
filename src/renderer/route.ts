import { reactive, readonly } from 'vue'
import { parseRoute, type Route } from './parseRoute.ts'

const current = reactive<Route>(parseRoute(window.location.hash))

window.addEventListener('hashchange', () => Object.assign(current, parseRoute(window.location.hash)))

/** Where the page is; follows the address. */
export const route = readonly(current) as Readonly<Route>

/** Goes to "runs/abc", "/compare?runs=a,b" or "#/start"; the way back stays in the browser's history. */
export function go(path: string): void {
  window.location.hash = `#/${path.replace(/^#?\/?/, '')}`
}
