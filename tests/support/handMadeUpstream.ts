import { test } from './app.ts'
import { type HandMade, startHandMade } from './rows.ts'

/** An upstream with rows made by hand for the tests of a file, empty before each; known once the first begins. */
export function handMadeUpstream(): () => HandMade {
  let upstream: HandMade
  test.describe.configure({ mode: 'default' })
  test.beforeAll(async () => {
    upstream = await startHandMade()
  })
  test.afterAll(() => upstream.close())
  test.beforeEach(() => {
    upstream.list([])
    upstream.end([])
  })
  return () => upstream
}
