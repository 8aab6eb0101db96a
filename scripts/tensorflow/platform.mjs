import { ScriptError } from '../lib/command.mjs'

const linux = {
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  link: ['-Wl,-rpath,$ORIGIN/library/tensorflow'],
}

/**
 * Platforms for which the wheel is published: its package, its sha256, its libraries, and how a binding finds them.
 * The sums are of the wheels for Python 3.11, whatever Python does the downloading: no Python code of theirs is run.
 */
const platforms = {
  'linux x64': {
    ...linux,
    package: 'tensorflow-cpu',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  },
  'linux arm64': {
    ...linux,
    package: 'tensorflow',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
  },
  'darwin arm64': {
    package: 'tensorflow',
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
    libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
    link: ['-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/library/tensorflow'],
  },
}

/** This machine's entry. Throws one sentence where there is none. */
export function supportedPlatform(platform = process.platform, arch = process.arch) {
  const found = platforms[`${platform} ${arch}`]
  if (found) return found
  throw new ScriptError(
    `TensorFlow can’t be set up on ${platform} ${arch}: its library is published for Linux (x64, arm64) and for Macs with Apple silicon. The other engines work as before.`,
  )
}
