import type { Engine, Question, QuestionName } from '../types/engine.ts'
import type { Answered } from './workerApi.ts'

interface Waiting {
  question: Question
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

/**
 * Questions asked in one task travel in one message, and their answers come in one, so that what a page draws of them it
 * draws once.
 */
export function askTogether(
  ask: (questions: readonly Question[]) => Promise<readonly Answered[]>,
): Pick<Engine, QuestionName> {
  let waiting: Waiting[] = []

  async function send(): Promise<void> {
    const asked = waiting
    waiting = []
    try {
      const answers = await ask(asked.map(({ question }) => question))
      for (const [at, { resolve, reject }] of asked.entries()) {
        const answer = answers[at] ?? { failure: 'the engine gave no answer' }
        if ('value' in answer) resolve(answer.value)
        else reject(new Error(answer.failure))
      }
    } catch (error) {
      for (const { reject } of asked) reject(error as Error)
    }
  }

  const question =
    <Name extends QuestionName>(name: Name) =>
    (...args: Parameters<Engine[Name]>): ReturnType<Engine[Name]> =>
      new Promise<unknown>((resolve, reject) => {
        waiting.push({ question: { name, args } as Question, resolve, reject })
        if (waiting.length === 1) queueMicrotask(() => void send())
      }) as ReturnType<Engine[Name]>

  return {
    series: question('series'),
    processSeries: question('processSeries'),
    perConnection: question('perConnection'),
    sparks: question('sparks'),
    normal: question('normal'),
    normalLine: question('normalLine'),
    why: question('why'),
    details: question('details'),
    rowsInFull: question('rowsInFull'),
    findRooms: question('findRooms'),
    drains: question('drains'),
    rollouts: question('rollouts'),
    capacity: question('capacity'),
    alertPreviews: question('alertPreviews'),
    capacityReport: question('capacityReport'),
    tombstones: question('tombstones'),
    raw: question('raw'),
  }
}
