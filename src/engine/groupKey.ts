/** What sums are kept by: a region and a deployment. */
export interface Group {
  region: string
  deploymentId: string
}

// In no name that was ever seen.
const BETWEEN = '\u0000'

/** A group as the key of a map; `groupOf` takes it apart. */
export const groupKey = ({ region, deploymentId }: Group): string => `${region}${BETWEEN}${deploymentId}`

export function groupOf(key: string): Group {
  const [region = '', deploymentId = ''] = key.split(BETWEEN)
  return { region, deploymentId }
}
