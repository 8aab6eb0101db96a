import { existsSync } from 'node:fs'
import type { BackendId } from '../../contract/engine.ts'
import { engineInfos } from '../../engine/backends/availability.ts'
import type { EngineLauncher } from '../engineProcess.ts'
import { benchmarkCases } from './cases.ts'
import type { Contestant } from './contestant.ts'
import { engineContestant } from './engineContestant.ts'
import { describeMachine, load } from './machine.ts'
import { peerContestants, singlePeers, usualTfjs, type PeerProgram } from './peerContestant.ts'
import type { Entry, Pair, Report } from './report.ts'
import { runCase, runPair, type Settings } from './rounds.ts'

export interface Benchmark extends Settings {
  launch: EngineLauncher
  /** Ids; all where there are none. */
  cases: readonly string[]
  /** Engines; all that this machine has where there are none. */
  engines: readonly BackendId[]
  peers: PeerProgram | null
  /** The script of a usual program of tfjs-node. */
  usualTfjs: URL
}

/** Engines that use more threads where they are given more. */
const threaded: readonly BackendId[] = ['tensorflow', 'onnx']
/** The engine that a run lets choose how many threads it uses. */
const choosing: BackendId = 'onnx'

function threadsEach(backend: BackendId): (number | null)[] {
  if (!threaded.includes(backend)) return [1]
  return backend === choosing ? [1, 2, null] : [1, 2]
}

/** The case that is run twice at once. */
const pairCase = 'ring256'

function engines({ launch, engines: chosen }: Benchmark): Contestant[] {
  const available = engineInfos().filter(({ available }) => available)
  return available
    .filter(({ id }) => chosen.length === 0 || chosen.includes(id))
    .flatMap(({ id }) => threadsEach(id).map((threads) => engineContestant(launch, id, threads)))
}

/** The usual program of tfjs-node, where its library is there and its engine is measured. */
function usual({ engines: chosen, usualTfjs: script }: Benchmark): Contestant[] {
  const measured = chosen.length === 0 || chosen.includes('tensorflow')
  const there = engineInfos().some(({ id, available }) => id === 'tensorflow' && available) && existsSync(script)
  return measured && there ? [usualTfjs(script)] : []
}

/** Engines and peers with two runs at once on one thread each: all but those that are slow alone. */
async function runPairs(benchmark: Benchmark): Promise<Pair[]> {
  const test = benchmarkCases.find(({ peer }) => peer.id === pairCase)!
  const chosen = benchmark.engines
  const own = engineInfos()
    .filter(({ id, available }) => available && threaded.includes(id) && (chosen.length === 0 || chosen.includes(id)))
    .map(({ id }) => engineContestant(benchmark.launch, id, 1))
  const pairs: Pair[] = []
  for (const contestant of [...own, ...(benchmark.peers ? singlePeers(benchmark.peers) : [])]) {
    pairs.push(await runPair(test, contestant, benchmark))
  }
  return pairs
}

/** The whole benchmark, or the chosen part of it. Throws when it is aborted; leaves no process behind. */
export async function runBenchmark(benchmark: Benchmark): Promise<Report> {
  const { cases: chosen, rounds, seconds, peers } = benchmark
  const date = new Date().toISOString()
  const before = load()
  const contestants = [...engines(benchmark), ...usual(benchmark), ...(peers ? peerContestants(peers) : [])]
  const tests = benchmarkCases.filter(({ peer }) => chosen.length === 0 || chosen.includes(peer.id))
  const entries: Entry[] = []
  for (const test of tests) entries.push(...(await runCase(test, contestants, benchmark)))
  const pairs = tests.some(({ peer }) => peer.id === pairCase) ? await runPairs(benchmark) : []
  const machine = { ...describeMachine(), load: { before, after: load() } }
  return { version: 1, date, machine, rounds, seconds, entries, pairs }
}
