import { BETWEEN, keyPart, nameOfPart } from '../history/keyPart.ts'

/** What sums are kept by: a region and a deployment. */
export interface Group {
  region: string
  deploymentId: string
}

/** A group as the key of a map; `groupOf` takes it apart. */
export const groupKey = ({ region, deploymentId }: Group): string =>
  `${keyPart(region)}${BETWEEN}${keyPart(deploymentId)}`

export function groupOf(key: string): Group {
  const [region = '', deploymentId = ''] = key.split(BETWEEN)
  return { region: nameOfPart(region), deploymentId: nameOfPart(deploymentId) }
}
