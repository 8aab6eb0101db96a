import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../contract/api.ts'
import { connectApi } from '../contract/rpc.ts'
import { openShellHome } from './shellHome.ts'

/** Opens a home for a short look, as its owner or its owner's client, and leaves it again. */
export async function withClient<T>(
  folder: string | undefined,
  look: (client: WorkbenchClient) => Promise<T>,
): Promise<T> {
  const home = await openShellHome(folder, 'terminal')
  try {
    return await look(connectApi<WorkbenchCommands, WorkbenchEvents>(await home.connect()))
  } finally {
    await home.close()
  }
}
