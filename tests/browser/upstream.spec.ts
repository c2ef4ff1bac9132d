import { HathoraCloud } from '@hathora/cloud-sdk-typescript'
import { expect, test } from '../support/app.ts'
import { feed, openFleet, rowCount } from '../support/page.ts'

// The main job on input that Roomdeck did not make: a simulator of its own, read by the official client too.

test('the page shows what the official client reads of the same upstream', async ({ page, roomdeck, simulator }) => {
  const upstream = await simulator({ flags: ['--seed', '7', '--processes', '150'] })
  const { url } = await roomdeck({
    flags: ['--upstream', upstream.url, '--interval', '1s'],
    env: { ROOMDECK_TOKEN: 'a-token' },
  })
  await openFleet(page, url)
  await expect(feed(page)).toContainText(/^Live/)
  // The world stands still, so that two who look one after the other see the same.
  await upstream.setFaults(['frozen'])
  const client = new HathoraCloud({ serverURL: upstream.url, hathoraDevToken: 'a-token', appId: 'app-demo' })
  const total = page.getByRole('region', { name: 'Regions' }).getByRole('row', { name: /^All/ })
  const regionOf = (name: string) =>
    page
      .getByRole('table')
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: name.replaceAll('_', ' '), exact: true }) })

  // The page may still be an answer behind.
  await expect
    .poll(
      async () => {
        const rows = await client.processesV1.getRunningProcesses('app-demo')
        const sum = (region?: string) =>
          rows
            .filter((row) => region === undefined || row.region === region)
            .reduce((connections, row) => connections + row.activeConnections, 0)
        const shown = async (row: typeof total) =>
          Number((await row.getByRole('cell').first().textContent())?.replaceAll(',', ''))
        return {
          processes: (await rowCount(page)) === rows.length,
          connections: (await shown(total)) === sum(),
          tokyo: (await shown(regionOf('Tokyo'))) === sum('Tokyo'),
          washington: (await shown(regionOf('Washington_DC'))) === sum('Washington_DC'),
        }
      },
      { timeout: 10_000 },
    )
    .toEqual({ processes: true, connections: true, tokyo: true, washington: true })
})
