import { expect, NETWORK_ERRORS, test } from '../support/app.ts'
import { openFleet, openLive } from '../support/page.ts'

// Alerts: told once, with what they have in common, known by somebody, and heard where the viewer wants them.

test('a feed that fails fires, in the title and as a notification, too; somebody takes it; it is over when the feed is back', async ({
  page,
  context,
  deck,
  trouble,
}) => {
  trouble.expect(NETWORK_ERRORS)
  await context.grantPermissions(['notifications'])
  await page.addInitScript(() => {
    const shown: string[] = []
    class Recorded extends EventTarget {
      static permission = 'granted'
      static requestPermission = async () => 'granted'
      constructor(title: string, { body }: { body: string }) {
        super()
        shown.push(`${title}: ${body}`)
      }
    }
    Object.assign(globalThis, { Notification: Recorded, shownNotifications: shown })
  })
  await openLive(page, `${deck.url}/alerts`)
  const firing = page.getByRole('list', { name: 'Firing alerts' })
  // The world goes on: now and then a process dies with somebody on, which is an alert of its own.
  await page.getByRole('checkbox', { name: 'lost with connections', exact: true }).uncheck()
  await expect(page.getByText('Nothing fires.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'notify me of new ones' }).check()
  await deck.setFaults(['http-500'])
  await expect(firing.getByText(/no good answer for \d+ s/)).toBeVisible()
  await expect(page).toHaveTitle(/^\(1\) Alerts/)
  // As a notification half a minute later, with what else begins of the rule meanwhile.
  const shown = () => page.evaluate(() => Reflect.get(globalThis, 'shownNotifications') as string[])
  expect(await shown()).toEqual([])
  await expect.poll(shown, { timeout: 60_000 }).toEqual([expect.stringMatching(/^Watch: no good answer for \d+ s/)])

  await firing.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Tab')
  await page.keyboard.type('upstream restarts')
  await page.keyboard.press('Enter')
  await expect(firing).toContainText('acknowledged by Ada: upstream restarts')
  await expect(page).toHaveTitle(/^Alerts/)
  // The form is gone, and by keyboard one goes on where it was.
  await expect.poll(() => firing.evaluate((list) => list.contains(document.activeElement))).toBe(true)

  // Another tab knows of it, and who it was.
  const other = await page.context().newPage()
  await other.goto(`${deck.url}/alerts`)
  await expect(other.getByRole('list', { name: 'Firing alerts' })).toContainText('acknowledged by Ada')
  await other.getByRole('button', { name: 'take back' }).click()
  await expect(page).toHaveTitle(/^\(1\) Alerts/)
  await firing.getByRole('button', { name: 'Snooze 15 min' }).click()
  await expect(firing).toContainText(/snoozed until (?:[A-Z]\w+ \d+ [A-Z]\w+ )?\d\d:\d\d/)
  await expect(page).toHaveTitle(/^Alerts/)
  await firing.getByRole('button', { name: 'take back' }).click()
  await firing.getByRole('button', { name: 'Snooze until it ends' }).click()
  await expect(firing).toContainText('snoozed until it ends')
  await expect(page).toHaveTitle(/^Alerts/)
  await other.close()

  // Who writes of it while it ends goes on writing: letters are no commands.
  await firing.getByRole('button', { name: 'take back' }).click()
  await firing.getByRole('button', { name: 'Acknowledge' }).click()
  await page.keyboard.press('Tab')
  await page.keyboard.type('back at')
  await deck.setFaults([])
  await expect(firing).toContainText('over by now', { timeout: 120_000 })
  await page.keyboard.type(' gf')
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('back at gf')
  await page.getByRole('button', { name: 'cancel' }).click()
  await expect(page.getByText('Nothing fires.')).toBeVisible()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByText('over')).toBeVisible()
  await history.getByRole('link', { name: 'all on the timeline' }).click()
  await expect(
    page.getByRole('table', { name: 'Events' }).or(page.getByRole('grid', { name: 'Events' })),
  ).toContainText('feed blind')
})

test('a rule that is switched off is neither shown nor told, the next time too', async ({ page, deck }) => {
  await deck.setFaults(['bad-rows=3'])
  await openFleet(page, `${deck.url}/`)
  await page.getByRole('link', { name: 'Alerts', exact: true }).click()
  const firing = page.getByRole('list', { name: 'Firing alerts' })
  await expect(firing.getByText(/3 of [\d,]+ rows can’t be read/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'rows rejected' }).uncheck()
  await expect(page.getByText('1 alert of rules that are switched off')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'rows rejected' })).not.toBeChecked()
  await expect(page.getByText('1 alert of rules that are switched off')).toBeVisible()
})
