import { expect, test } from '../support/app.ts'
import { openFleet } from '../support/page.ts'

test('reduced motion: nothing moves', async ({ page, deck }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openFleet(page, deck.url)
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((one) => {
        const { transitionDuration, animationName, transitionProperty } = getComputedStyle(one)
        const moves =
          transitionProperty !== 'none' && transitionDuration.split(',').some((time) => parseFloat(time) > 0)
        return moves || animationName !== 'none'
      })
      .map((one) => one.outerHTML.slice(0, 100)),
  )
  expect(moving).toEqual([])
})
