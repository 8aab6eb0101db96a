import type { EngineCommand, EngineDetail, EngineInfo } from '../../contract/api.ts'
import type { BackendId } from '../../contract/engine.ts'
import { engineInfos } from './availability.ts'
import { filesOf, findPackage } from './filesOf.ts'
import lacks from './lacks.json' with { type: 'json' }
import { findTensorflow, hasTensorflow, tensorflowFolder } from './tensorflowFiles.ts'

/** What there is to say of one engine beside whether it is available. Everything is looked up when it is asked for. */
interface Facts {
  about: string
  version: () => string | null
  threads: string
  /** The folder of its files, or undefined while there are none. */
  folder: () => string | undefined
  /** What sets it up and what removes it again; left out where the engine comes with the workbench. */
  commands?: { setUp: EngineCommand | null; remove: EngineCommand }
}

function packageVersion(name: string, called: string): string | null {
  const found = findPackage(name)
  return found ? `${called} ${found.version}` : null
}

const tensorflowJs = () => packageVersion('@tensorflow/tfjs-core', 'TensorFlow.js')

function tensorflowVersion(): string | null {
  const files = findTensorflow()
  return typeof files === 'string' ? null : `${tensorflowJs()}, TensorFlow ${files.version}`
}

/** One entry an engine: all that its page and `ganbench doctor` show of it. */
const facts: Record<BackendId, Facts> = {
  onnx: {
    about:
      'Whole training steps compiled to one model each, run by onnxruntime: the fastest on most recipes, on every common computer, with nothing to set up.',
    version: () => packageVersion('onnxruntime-node', 'onnxruntime'),
    threads: '1, or for a run alone on the machine with larger networks as many as are fastest as it starts',
    folder: () => findPackage('onnxruntime-node')?.folder,
  },
  wasm: {
    about:
      'TensorFlow.js compiled to WebAssembly: fast on small networks, the same on every computer, with nothing to set up.',
    version: tensorflowJs,
    threads: '1 (TensorFlow.js has no more for it outside a browser)',
    folder: () => findPackage('@tensorflow/tfjs-backend-wasm')?.folder,
  },
  cpu: {
    about:
      'TensorFlow.js in plain JavaScript: the slowest, but its every operation can be read; good for checking another engine.',
    version: tensorflowJs,
    threads: '1 (plain JavaScript has no more)',
    folder: () => findPackage('@tensorflow/tfjs-backend-cpu')?.folder,
  },
  tensorflow: {
    about: 'TensorFlow’s own native library under TensorFlow.js: good for large networks and batches.',
    version: tensorflowVersion,
    threads: '1 a run (so that runs side by side do not slow each other down)',
    folder: tensorflowFolder,
    commands: {
      setUp: hasTensorflow
        ? {
            line: 'npm run setup:tensorflow',
            note: 'Needs Python 3 with pip, a C++ compiler and 1.3 GB of room; fetches about 275 MB, once.',
          }
        : null,
      remove: {
        line: 'npm run setup:tensorflow -- --remove',
        note: 'Runs trained with it are kept; going on with one asks for it again.',
      },
    },
  },
}

async function detail(info: EngineInfo): Promise<EngineDetail> {
  const { about, version, threads, folder, commands } = facts[info.id]
  const files = await filesOf(folder())
  return {
    ...info,
    about,
    version: version(),
    threads,
    lacks: Object.keys(lacks[info.id]),
    files,
    setUp: info.available ? null : (commands?.setUp ?? null),
    remove: files ? (commands?.remove ?? null) : null,
  }
}

/** Every engine with all there is to know of it, looked up anew. Loads none of them. */
export function engineDetails(): Promise<EngineDetail[]> {
  return Promise.all(engineInfos().map(detail))
}
