// A process that opens the home named by its argument, says which role it got and stays until it is told to leave.
import { fakeWorkbench } from './fakeWorkbench.ts'
import { openHome } from '../../../src/workbench/home/index.ts'

const nowhere = new URL('file:///nowhere')
const home = await openHome({
  home: process.argv[2]!,
  shell: 'serve',
  entries: { engine: nowhere, store: nowhere },
  resources: nowhere,
  openWorkbench: () => Promise.resolve(fakeWorkbench()),
})
process.send?.({ role: home.role, pid: process.pid, owner: home.owner.pid })
process.on('message', () => {
  void home.close().then(() => process.disconnect())
})
