/** Where the parts that are loaded by address lie: processes, data files and the page. */
export interface Entries {
  /** What a training process runs. */
  engine: URL
  /** What the store's worker thread runs. */
  store: URL
  /** Folder of presets and icons. */
  resources: URL
  /** Folder of the built page. */
  page: URL
  /** The script that times other frameworks; comes with the sources, not with a package. */
  peers: URL
  /** A usual program of tfjs-node, for the same; comes with the sources too. */
  usualTfjs: URL
  /** The licences of everything shipped, as the build collected them. */
  licences: URL
}

/**
 * The entries, from the sources (src/workbench/entries.ts) as from the bundle, where every chunk lies in out/main
 * beside engine.js and store.js, the page in out/renderer.
 */
export function findEntries(self: string = import.meta.url): Entries {
  const at = (path: string) => new URL(path, self)
  if (self.endsWith('.ts')) {
    return {
      engine: at('../engine/index.ts'),
      store: at('../store/worker.ts'),
      resources: at('../../resources/'),
      page: at('../../out/renderer/'),
      peers: at('../../tools/peers.py'),
      usualTfjs: at('../../tools/peers/tfjspeer.mjs'),
      licences: at('../../out/licences.json'),
    }
  }
  return {
    engine: at('./engine.js'),
    store: at('./store.js'),
    resources: at('../../resources/'),
    page: at('../renderer/'),
    peers: at('../../tools/peers.py'),
    usualTfjs: at('../../tools/peers/tfjspeer.mjs'),
    licences: at('../licences.json'),
  }
}
