import { Button } from '../controls/Button.tsx'
import { Component, type ReactNode } from 'react'
import { failedParts } from './failedParts.ts'
import { Notice } from './Notice.tsx'

interface PanelBoundaryProps {
  /** What could not be drawn, as people call it. */
  name: string
  children: ReactNode
}

/** A fault in one panel stays in that panel; the rest of the page and the polling go on. */
export class PanelBoundary extends Component<PanelBoundaryProps, { failure: string | null }> {
  override state = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: error instanceof Error ? error.message : 'an unknown fault' }
  }

  private readonly tryAgain = (): void => {
    failedParts.forget()
    this.setState({ failure: null })
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === null) return this.props.children
    return (
      <Notice title={`${this.props.name} could not be drawn`} tone="bad">
        <p>{failure}</p>
        <Button onClick={this.tryAgain}>Try again</Button>
      </Notice>
    )
  }
}
