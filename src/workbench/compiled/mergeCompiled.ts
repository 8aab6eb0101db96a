import type { Compiled } from '../../contract/compiled.ts'

/** What was compiled before together with news of it, which count where both have a model of one name. */
export function mergeCompiled(before: Compiled | undefined, news: Compiled): Compiled {
  const names = news.models.map(({ name }) => name)
  const others = before?.models.filter(({ name }) => !names.includes(name)) ?? []
  return { threads: news.threads ?? before?.threads ?? null, models: [...others, ...news.models] }
}
